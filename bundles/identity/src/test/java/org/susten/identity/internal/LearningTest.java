// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.testing.MovableClock;
import org.susten.identity.IdentityException;
import org.susten.identity.Learning;
import org.susten.identity.Learning.Errors;
import org.susten.identity.Learning.Report;
import org.susten.identity.Learning.State;
import org.susten.identity.People;

class LearningTest extends OnIndex {

    private static final int SCHOOL = 1;
    private static final int CHILDREN = 400;

    private static final String[] GIVEN = {
        "Agatha", "Bertram", "Clement", "Dorothea", "Edmund", "Frideswide", "Gervase", "Honor", "Isolde", "Jocasta",
        "Kenelm", "Lavinia", "Mortimer", "Nesta", "Osbert", "Philippa", "Quentin", "Rosamund", "Sibyl", "Tobias"
    };
    private static final String[] STEMS = {"ald", "bram", "carl", "dun", "ells", "farn", "gold", "hart", "ing", "jes"};
    private static final String[] ENDINGS = {"ford", "ley", "ton", "well", "wood", "worth", "bridge", "field", "combe"};

    private final MovableClock clock = new MovableClock();
    private final JdbcLearning learning =
            new JdbcLearning(postgres.database(), Duration.ofDays(7), clock, Runnable::run);

    @BeforeEach
    void nothing_learnt() {
        empty("identity.model, identity.model_example, identity.model_error, identity.rescoring");
    }

    /**
     * Children in two sources: the program knows one in five without a birth date and says one date of one in ten, has one in ten
     * first names mistyped, and gives its own phone where it has none.
     */
    private static List<PeopleOfARun> community() {
        Random dice = new Random(11);
        PeopleOfARun school = new PeopleOfARun();
        PeopleOfARun program = new PeopleOfARun();
        for (int i = 0; i < CHILDREN; i++) {
            String given = GIVEN[dice.nextInt(GIVEN.length)];
            String family = STEMS[dice.nextInt(STEMS.length)] + ENDINGS[dice.nextInt(ENDINGS.length)];
            String born =
                    "20" + (10 + dice.nextInt(9)) + "-" + two(1 + dice.nextInt(12)) + "-" + two(2 + dice.nextInt(26));
            String phone = "207555" + (1000 + i);
            school.with(SCHOOL, "s" + i, given + " " + family, born, Map.of()).phone(phone);
            String typed = i % 10 == 3 ? given.charAt(0) + "x" + given.substring(2) : given;
            String told = i % 5 == 4 ? null : i % 8 == 6 ? "2012-12-12" : born;
            program.with(PROGRAM, "p" + i, typed + " " + family, told, Map.of())
                    .phone(i % 4 == 0 ? "2075550000" : phone);
        }
        return List.of(school, program);
    }

    private static String two(int number) {
        return (number < 10 ? "0" : "") + number;
    }

    @Test
    @DisplayName(
            "I-10 what is learnt changes nothing until somebody accepts its report; then it is as if it had always held")
    void what_is_learnt_is_in_force_once_its_report_is_accepted() {
        List<PeopleOfARun> arrivals = community();
        arrivals.forEach(LearningTest::commit);
        Set<Set<UUID>> before = persons();
        learning.learn("dana");
        Learning.Version version = learning.versions().get(0);
        assertThat(version.state()).isEqualTo(State.PROPOSED);
        assertThat(version.people()).isEqualTo(2 * CHILDREN);
        assertThat(persons()).isEqualTo(before);
        Report report = learning.report(0).orElseThrow();
        assertThat(report.persons()).isEqualTo(before.size());
        assertThat(report.links()).isPositive();
        assertThat(report.examples())
                .filteredOn(e -> e.kind() == Learning.Kind.LINK)
                .isNotEmpty()
                .allSatisfy(e -> assertThat(people.rows(e.person())).isNotEmpty());
        assertThat(report.toString()).doesNotContainIgnoringCase("agatha").doesNotContain("207555");

        long merged = redirects();
        learning.accept(version.number(), "dana");
        assertThat(redirects() - merged).as("as reported").isEqualTo(report.links());
        assertThat(learning.versions().get(0)).satisfies(v -> {
            assertThat(v.state()).isEqualTo(State.IN_FORCE);
            assertThat(v.who()).contains("dana");
            assertThat(v.left()).isZero();
        });
        assertThat(postgres.database().<Set<String>>inTransaction(IndexState::contradictions))
                .isEmpty();
        Set<Set<UUID>> after = persons();
        empty(IndexState.TABLES);
        community().forEach(LearningTest::commit);
        assertThat(persons()).as("as if the version had always been in force").isEqualTo(after);
        long right = after.stream().filter(LearningTest::isOneChild).count();
        assertThat(right).as("children whose two records are one person").isGreaterThan(CHILDREN * 9 / 10);
        assertThat(after.stream().filter(p -> p.size() > 1 && !isOneChild(p)).count())
                .as("false links")
                .isZero();
    }

    private static boolean isOneChild(Set<UUID> records) {
        for (int i = 0; i < CHILDREN; i++) {
            if (records.equals(Set.of(row(SCHOOL, "s" + i), row(PROGRAM, "p" + i)))) {
                return true;
            }
        }
        return false;
    }

    @Test
    void the_report_tells_how_often_each_source_lacks_and_mistakes_what_it_says() {
        community().forEach(LearningTest::commit);
        learning.learn("dana");
        Report report = learning.report(0).orElseThrow();
        assertThat(errors(report, PROGRAM, "birth date").missing()).isCloseTo(0.2, within(0.001));
        assertThat(errors(report, PROGRAM, "birth date").placeholders()).isCloseTo(0.1, within(0.001));
        assertThat(errors(report, SCHOOL, "birth date").missing()).isZero();
        assertThat(errors(report, SCHOOL, "birth date").placeholders()).isZero();
        assertThat(errors(report, PROGRAM, "phone").placeholders()).isCloseTo(0.25, within(0.001));
        assertThat(errors(report, SCHOOL, "phone").placeholders()).isZero();
        double halves = errors(report, PROGRAM, "first name").slips()
                + errors(report, SCHOOL, "first name").slips();
        assertThat(halves).as("of two, each bears its part").isCloseTo(0.1, within(0.04));
    }

    @Test
    @DisplayName(
            "I-01 the school's own phone, learnt as such, carries no weight in that source, and all of its weight in others")
    void a_placeholder_of_a_source_carries_no_weight_there() {
        community().forEach(LearningTest::commit);
        assertThat(weights("s0", "p4")).contains("phone");
        learning.learn("dana");
        learning.accept(learning.versions().get(0).number(), "dana");
        assertThat(weights("s0", "p4")).doesNotContain("phone");
        assertThat(weights("s1", "p1")).contains("phone");
    }

    private static Set<String> weights(String school, String program) {
        return people.explain(row(SCHOOL, school), row(PROGRAM, program)).orElseThrow().weights().stream()
                .map(People.Weight::what)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void nothing_is_accepted_unread_and_nothing_learnt_from_a_handful() {
        commit(new PeopleOfARun().with(SCHOOL, "s1", "Mirela Quist", "2016-04-05", Map.of()));
        assertThatThrownBy(() -> learning.learn("dana"))
                .isInstanceOf(IdentityException.class)
                .hasMessageContaining("1 record,");
        postgres.database().inTransaction(c -> new ModelTable(c).propose(Models.FIRST, clock.instant()));
        long number = learning.versions().get(0).number();
        assertThatThrownBy(() -> learning.accept(number, "dana")).hasMessageContaining("not reported yet");
        learning.refuse(number, "dana");
        assertThat(learning.versions().get(0).state()).isEqualTo(State.REFUSED);
        assertThatThrownBy(() -> learning.accept(99, "dana")).hasMessageContaining("no version 99");
    }

    @Test
    void it_learns_by_itself_when_it_is_time() {
        community().forEach(LearningTest::commit);
        JdbcLearning never = new JdbcLearning(postgres.database(), Duration.ZERO, clock, Runnable::run);
        never.tick();
        assertThat(learning.versions()).isEmpty();
        learning.tick();
        assertThat(learning.versions()).singleElement().satisfies(v -> assertThat(v.reported())
                .isTrue());
        clock.forward(Duration.ofDays(6));
        commit(new PeopleOfARun().with(SCHOOL, "new", "Mirela Quist", "2016-04-05", Map.of()));
        learning.tick();
        assertThat(learning.versions()).hasSize(1);
        clock.forward(Duration.ofDays(1));
        learning.tick();
        assertThat(learning.versions())
                .hasSize(2)
                .extracting(Learning.Version::state)
                .containsExactly(State.PROPOSED, State.REFUSED);
    }

    @Test
    @DisplayName("R-01 scoring anew that is killed goes on where it was")
    void scoring_anew_goes_on_after_it_was_killed() throws SQLException {
        community().forEach(LearningTest::commit);
        learning.learn("dana");
        try (Standstill standstill = Standstill.at(postgres.database(), "identity.edge")) {
            long backend = standstill
                    .begin(() -> learning.accept(learning.versions().get(0).number(), "dana"))
                    .orElseThrow();
            postgres.database().inTransaction(c -> {
                Sql.run(c, "select pg_terminate_backend(" + backend + ")");
                return 0;
            });
            assertThat(standstill.end()).as("told in the log, not thrown").isNull();
        }
        assertThat(learning.versions().get(0).left()).isPositive();
        learning.tick();
        assertThat(learning.versions().get(0).left()).isZero();
        assertThat(postgres.database().<Set<String>>inTransaction(IndexState::contradictions))
                .isEmpty();
    }

    @Test
    void a_run_decided_under_the_former_model_is_decided_again() {
        community().forEach(LearningTest::commit);
        learning.learn("dana");
        long early = ++run;
        PeopleOfARun late = new PeopleOfARun().with(3, "late", "Agatha Nowhere", "2012-02-02", Map.of());
        postgres.database().inTransaction(c -> people.resolve(c, early, late.fill(c, early)));
        learning.accept(learning.versions().get(0).number(), "dana");
        long model = learning.versions().get(0).version();
        postgres.database().inTransaction(c -> {
            people.apply(c, early, early);
            return 0;
        });
        assertThat(people.personOf(row(3, "late"))).isPresent();
        assertThat(people.explain(row(3, "late"), row(SCHOOL, "s1"))
                        .orElseThrow()
                        .model())
                .isEqualTo(model);
    }

    private static Errors errors(Report report, int stream, String field) {
        return report.errors().stream()
                .filter(e ->
                        e.stream().equals(Integer.toString(stream)) && e.field().equals(field))
                .findFirst()
                .orElseThrow();
    }

    private static long redirects() {
        return postgres.database()
                .inTransaction(c -> Sql.number(c, "select count(*) from identity.person where redirect is not null"));
    }

    private static Set<Set<UUID>> persons() {
        Map<Long, Set<UUID>> persons = new java.util.HashMap<>();
        postgres.database()
                .inTransaction(
                        c -> Sql.list(c, "select row, person from identity.link_v1", r -> persons.computeIfAbsent(
                                        r.getLong(2), p -> new TreeSet<>())
                                .add(r.getObject(1, UUID.class))));
        return Set.copyOf(persons.values());
    }
}
