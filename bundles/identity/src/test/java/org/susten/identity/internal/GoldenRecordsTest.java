// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.susten.db.testing.Postgres;
import org.susten.files.FileProblemException;
import org.susten.identity.IdentityException;
import org.susten.identity.People;
import org.susten.identity.Persons;
import org.susten.identity.Persons.Value;

/** One child whom three sources know, each a little otherwise. */
class GoldenRecordsTest {

    private static final Set<String> STEWARD = Set.of("steward");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path etc;

    private static People people;
    private static long person;

    private final Persons persons = new GoldenRecords(postgres.database(), STEWARD);
    private final SurvivorshipFile rules = new SurvivorshipFile(postgres.database());

    @BeforeAll
    static void open() {
        people = new JdbcPeople(postgres.database());
        new PeopleOfARun()
                .with(1, "s1", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                .with(2, "p1", "Mirella Quist", "2016-04-05", Map.of("d", "1001"))
                .with(3, "h1", "Mirela Quist", "2016-05-04", Map.of("d", "1001"))
                .commit(postgres.database(), people, 1);
        person = people.personOf(row(1, "s1")).orElseThrow();
        postgres.database().inTransaction(c -> {
            Sql.run(
                    c,
                    """
                    create schema store;
                    create table store.stream_v1 (stream int, system text, site text, name text);
                    insert into store.stream_v1 values (1, 'sis', 'riverside', 'students'), (2, 'csv', 'club', 'children'), (3, 'csv', 'start', 'children');
                    create table store.commit_v1 (id bigint, at timestamptz);
                    insert into store.commit_v1 select n, timestamptz '2026-09-01 12:00Z' + n * interval '1 day' from generate_series(1, 9) n;
                    create table store.person_v1 (row uuid, stream int, key text, since bigint, given_name text, middle_name text, family_name text,
                        suffix text, preferred_name text, birth_date date, sex text, home_language text, phones jsonb, emails jsonb);
                    create table store.demographic_v1 (row uuid, stream int, key text, since bigint, person uuid, birth_date date, sex text, home_language text)
                    """);
            for (Object[] one : new Object[][] {
                {1, "s1", 3L, "Mirela", "Ana", "2016-04-05"},
                {2, "p1", 5L, "Mirella", null, "2016-04-05"},
                {3, "h1", 4L, "mirela", null, "2016-05-04"}
            }) {
                Sql.update(
                        c,
                        "insert into store.person_v1 values (?, ?, ?, ?, ?, ?, 'Quist', null, null, ?::date, null, null, '[\"2075551000\"]', '[]')",
                        row((int) one[0], (String) one[1]),
                        one[0],
                        one[1],
                        one[2],
                        one[3],
                        one[4] == null ? "" : one[4],
                        one[5]);
            }
            Sql.run(c, "update store.person_v1 set middle_name = null where middle_name = ''");
            Sql.update(
                    c,
                    "insert into store.demographic_v1 values (gen_random_uuid(), 1, 's1', 2, ?, '2016-04-05', 'Female', 'es')",
                    row(1, "s1"));
            return 0;
        });
    }

    @BeforeEach
    void nothing_said() {
        rules.withdraw("survivorship.yaml");
    }

    @Test
    void without_a_word_the_latest_known_value_counts_field_by_field() {
        assertThat(value("givenName").value()).contains("Mirella");
        assertThat(value("middleName").value()).as("only one source knows it").contains("Ana");
        assertThat(value("sex").value()).as("from a record of its own").contains("Female");
        assertThat(value("suffix", persons)).isEmpty();
    }

    /** Every set of the hub's roles, and every setting of {@code valuesFor}. */
    static Stream<Arguments> every_role_and_setting() {
        return subsets().flatMap(roles -> subsets().map(seeing -> Arguments.of(roles, seeing)));
    }

    private static Stream<Set<String>> subsets() {
        List<String> all = List.of("reader", "operator", "steward", "admin");
        return IntStream.range(0, 1 << all.size()).mapToObj(mask -> IntStream.range(0, all.size())
                .filter(i -> (mask >> i & 1) == 1)
                .mapToObj(all::get)
                .collect(Collectors.toUnmodifiableSet()));
    }

    @ParameterizedTest(name = "{0} where it is for {1}")
    @MethodSource("every_role_and_setting")
    @DisplayName(
            "P-05 of every field of a child somebody of the hub sees what it says only in a role that the operator has named")
    void a_role_sees_what_fields_say_only_where_the_operator_named_it(Set<String> roles, Set<String> seeing) {
        boolean named = roles.stream().anyMatch(seeing::contains);
        GoldenRecords golden = new GoldenRecords(postgres.database(), seeing);
        assertThat(golden.sees(roles)).isEqualTo(named);
        assertThat(golden.find(person, roles).orElseThrow().values())
                .hasSizeGreaterThan(5)
                .allSatisfy(value ->
                        assertThat(value.value().isPresent()).as(value.field()).isEqualTo(named));
        if (!named) {
            assertThatThrownBy(() -> golden.named("Mirela", "Quist", 9, roles)).isInstanceOf(IdentityException.class);
        }
    }

    @Test
    void a_value_knows_where_it_comes_from_and_how_many_agree() {
        assertThat(value("givenName")).satisfies(v -> {
            assertThat(v.source().site()).isEqualTo("club");
            assertThat(v.source().key()).isEqualTo("p1");
            assertThat(v.since()).isEqualTo("2026-09-06T12:00:00Z");
            assertThat(v.alike()).isEqualTo(1);
            assertThat(v.records()).isEqualTo(3);
            assertThat(v.order()).containsExactly("trust", "recency", "agreement");
        });
        assertThat(value("familyName").alike()).isEqualTo(3);
    }

    @Test
    void a_file_says_what_counts_and_a_saved_file_holds_at_once() throws Exception {
        long seen = feeds();
        say(
                "order: [agreement, recency]\nfields:\n  birthDate:\n    order: [trust]\n    trust:\n      start/children: 5\n");
        assertThat(value("givenName").value()).as("two of three").contains("mirela");
        assertThat(value("birthDate").value()).contains("2016-05-04");
        assertThat(value("birthDate").trust()).isEqualTo(5);
        assertThat(feeds()).as("feeds look again").isGreaterThan(seen);
        long again = feeds();
        say(
                "order: [agreement, recency]\nfields:\n  birthDate:\n    order: [trust]\n    trust:\n      start/children: 5\n");
        assertThat(feeds()).as("nothing is other than before").isEqualTo(again);
        say("trust:\n  riverside: 10\n  club: 5\nfields:\n  middleName: {trust: {club: 20}}\n");
        assertThat(value("givenName").value()).contains("Mirela");
        assertThat(value("birthDate").value()).contains("2016-04-05");
    }

    @Test
    void a_file_that_is_wrong_is_refused_with_line_and_fix_and_the_last_one_holds() throws Exception {
        say("trust:\n  riverside: 10\n");
        assertThatThrownBy(() -> say("order: [luck]\ntrust:\n  club: much\nfields:\n  shoeSize: {}\nfield: 1\n"))
                .isInstanceOfSatisfying(FileProblemException.class, e -> assertThat(e.problems())
                        .extracting(FileProblemException.Problem::line)
                        .contains(1, 3, 5, 6));
        assertThatThrownBy(() -> say("trust:\n  club: 1\n  club/: 2\n  club/children: 3\n"))
                .isInstanceOfSatisfying(
                        FileProblemException.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.line()).isEqualTo(3);
                            assertThat(problem.toString()).contains("weighed twice");
                        }));
        assertThat(value("givenName").value()).contains("Mirela");
    }

    @Test
    void a_person_is_found_by_what_a_source_calls_it() throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest("sis\0riverside\0students\0h1".getBytes(StandardCharsets.UTF_8));
        ByteBuffer half = ByteBuffer.wrap(hash);
        postgres.database()
                .inTransaction(c -> Sql.update(
                        c,
                        "update identity.link set row = ? where row = ?",
                        new UUID(half.getLong(), half.getLong()),
                        row(3, "h1")));
        assertThat(persons.ofSource("riverside", "students", "h1")).contains(person);
        assertThat(persons.ofSource("riverside", "", "h1")).contains(person);
        assertThat(persons.ofSource("club", "", "h1")).isEmpty();
        postgres.database()
                .inTransaction(c -> Sql.update(
                        c,
                        "update identity.link set row = ? where row not in (?, ?)",
                        row(3, "h1"),
                        row(1, "s1"),
                        row(2, "p1")));
    }

    @Test
    void nobody_sees_what_they_have_no_right_to() {
        Persons.Golden blind = persons.find(person, Set.of("reader")).orElseThrow();
        assertThat(blind.records()).hasSize(3);
        assertThat(blind.values()).isNotEmpty().allSatisfy(v -> assertThat(v.value())
                .isEmpty());
        assertThat(blind.toString()).doesNotContain("irel", "2016");
        assertThat(persons.find(person, STEWARD).orElseThrow().toString()).doesNotContain("Mirel", "2016-0");
        assertThatThrownBy(() -> persons.named("Mirela", "Quist", 10, Set.of("reader")))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("valuesFor");
        assertThat(persons.named("", "QUIST", 10, STEWARD)).containsExactly(person);
        assertThat(new GoldenRecords(postgres.database(), Set.of()).sees(Set.of("admin", "steward")))
                .as("nobody, unless the hub says so")
                .isFalse();
        assertThat(persons.find(999, STEWARD)).isEmpty();
    }

    private Value value(String field) {
        return value(field, persons).orElseThrow();
    }

    private static Optional<Value> value(String field, Persons persons) {
        return persons.find(person, STEWARD).orElseThrow().values().stream()
                .filter(v -> v.field().equals(field))
                .findFirst();
    }

    private void say(String yaml) throws IOException, FileProblemException {
        rules.accept("survivorship.yaml", Files.writeString(etc.resolve("survivorship.yaml"), yaml));
    }

    private static long feeds() {
        return postgres.database().inTransaction(c -> Sql.number(c, "select last from identity.change_v1"));
    }
}
