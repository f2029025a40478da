// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.db.testing.Postgres;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Standing;
import org.susten.trainings.Trainings.Import;
import org.susten.trainings.Trainings.Sent;

/** The curriculum that ships, and the completions that a training provider sends on 1 October 2026. */
class TrainingsTest {

    private static final Path ROOT = Path.of("../..");
    private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-10-01T16:00:00Z"), ZoneOffset.UTC);
    private static final List<String> SESSIONS =
            List.of("law-and-trust", "safe-hands", "reading-data", "data-to-action");
    private static final String ADA = "Ada.Quill@bridges.example";

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private JdbcTrainings trainings;

    @BeforeEach
    void the_curriculum_that_ships_and_no_completion() throws Exception {
        trainings = new JdbcTrainings(postgres.database(), CLOCK);
        postgres.database().inTransaction(transaction -> {
            try (Statement statement = transaction.createStatement()) {
                return statement.execute(
                        """
                        alter table trainings.completion disable trigger user;
                        truncate trainings.completion, trainings.import, trainings.curriculum;
                        alter table trainings.completion enable trigger user""");
            }
        });
        trainings = new JdbcTrainings(postgres.database(), CLOCK);
        save("student-data", shipped());
    }

    private static String shipped() throws Exception {
        return Files.readString(ROOT.resolve("config/etc/trainings/student-data.yaml.sample"));
    }

    private void save(String id, String text) throws Exception {
        trainings.accept("trainings/" + id + ".yaml", Files.writeString(folder.resolve(id + ".yaml"), text));
    }

    private static byte[] csv(String lines) {
        return ("person,session,date\n" + lines).getBytes(StandardCharsets.UTF_8);
    }

    private Import take(String lines) throws Exception {
        return trainings.take(new Sent(csv(lines), "completions.csv", Optional.empty()), "steward", TODAY);
    }

    private List<Problem> refused(Sent sent) {
        FileProblemException refused =
                catchThrowableOfType(FileProblemException.class, () -> trainings.take(sent, "steward", TODAY));
        assertThat(refused).isNotNull();
        return refused.problems();
    }

    private static String all(String person, String day) {
        StringBuilder lines = new StringBuilder();
        SESSIONS.forEach(session -> lines.append(person + ',' + session + ',' + day + '\n'));
        return lines.toString();
    }

    private Standing standing(LocalDate day) {
        return trainings.standing(ADA, "student-data", day).orElseThrow();
    }

    @Test
    void the_example_that_ships_has_four_sessions_of_eleven_hours() throws Exception {
        Curriculum example = trainings.curricula().get(0);
        assertThat(example.sessions()).extracting(Curriculum.Session::id).isEqualTo(SESSIONS);
        assertThat(example.hours()).hasToString("11");
        assertThat(ROOT.resolve("config/schema/training.schema.json"))
                .hasSameTextualContentAs(Path.of("src/main/resources/org/susten/trainings/training.schema.json"));
    }

    @Test
    @DisplayName("P-08 somebody is trained once every session is completed, and until the first of them lapses")
    void somebody_is_trained_until_the_first_session_lapses() throws Exception {
        take(ADA + ",law-and-trust,2025-11-20\n" + ADA + ",safe-hands,2026-01-10\n" + ADA
                + ",reading-data,2026-01-17\n");
        assertThat(standing(TODAY).lack()).isEqualTo("never completed: data-to-action");
        take("ada.quill@bridges.example,data-to-action,2026-09-30\n");
        assertThat(standing(TODAY).trained()).isTrue();
        assertThat(standing(TODAY).until()).contains(LocalDate.of(2026, 11, 19));
        assertThat(standing(LocalDate.of(2026, 11, 19)).trained()).isTrue();
        assertThat(standing(LocalDate.of(2026, 11, 20)).lack()).isEqualTo("lapsed: law-and-trust since 2026-11-20");
        take(ADA + ",law-and-trust,2026-10-01\n");
        assertThat(standing(LocalDate.of(2026, 11, 20)).trained()).isTrue();
    }

    @Test
    void a_session_counts_from_its_day_on() throws Exception {
        take(all(ADA, "2026-10-01"));
        assertThat(standing(TODAY).trained()).isTrue();
        assertThat(standing(TODAY.minusDays(1)).trained()).isFalse();
    }

    @Test
    void without_an_end_a_session_counts_for_ever() throws Exception {
        save("student-data", shipped().replaceAll("validMonths.*", ""));
        take(all(ADA, "2001-05-01"));
        assertThat(standing(TODAY).trained()).isTrue();
        assertThat(standing(TODAY).until()).isEmpty();
    }

    @ParameterizedTest(name = "{0} is refused: {1}")
    @DisplayName("P-08 an import with one wrong line is refused whole, with line and fix, and names nobody")
    @CsvSource(
            delimiter = '|',
            value = {
                "ada.quill@bridges.example,law-and-trust,2026-10-02 | on a day to come",
                "ada.quill@bridges.example,law-and-trust,2026-09-31 | not a day of the calendar",
                "ada.quill@bridges.example,law-and-trust,9/14/2026 | not a day of the calendar",
                "ada.quill@bridges.example,law,2026-09-14 | no curriculum has the session",
                ",law-and-trust,2026-09-14 | not one id or e-mail address",
                "Ada Quill,law-and-trust,2026-09-14 | not one id or e-mail address",
                "ada.quill@bridges.example,law-and-trust | has 2 values instead of 3",
                "ada.quill@bridges.example,law-and-trust,2026-09-14,passed | has 4 values instead of 3",
                "bo.reed@bridges.example,safe-hands,2026-09-14 | the same as an earlier one",
            })
    void an_import_with_one_wrong_line_is_refused_whole(String line, String says) throws Exception {
        List<Problem> problems = refused(
                new Sent(csv("Bo.Reed@bridges.example,safe-hands,2026-09-14\n" + line + "\n"), "x", Optional.empty()));
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(3);
            assertThat(problem.what()).contains(says);
            assertThat(problem.fix()).isNotBlank();
            assertThat(problem.what() + problem.fix())
                    .doesNotContainIgnoringCase("quill")
                    .doesNotContain("Reed");
        });
        assertThat(trainings.imports(10)).isEmpty();
        assertThat(trainings.standings(TODAY)).isEmpty();
    }

    @Test
    void a_file_without_its_header_or_a_completion_is_refused() throws Exception {
        assertThat(refused(new Sent(
                        "name,course\nlines,of,another\nfile\n".getBytes(StandardCharsets.UTF_8),
                        "x",
                        Optional.empty())))
                .as("the lines of a file that is another's are not told one by one")
                .singleElement()
                .satisfies(problem -> assertThat(problem.what()).contains("the first line is not"));
        assertThat(refused(new Sent(csv(""), "x", Optional.empty())).get(0).what())
                .contains("no completion");
        assertThat(refused(new Sent(new byte[] {(byte) 0xff, 1, 2}, "x", Optional.empty()))
                        .get(0)
                        .what())
                .contains("UTF-8");
    }

    @Test
    @DisplayName("P-08 where a curriculum has a key, a file that is unsigned, changed or signed by another is refused")
    void a_forged_file_is_refused() throws Exception {
        KeyPair provider = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        KeyPair stranger = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        save(
                "student-data",
                shipped() + "signedBy: "
                        + Base64.getEncoder()
                                .encodeToString(provider.getPublic().getEncoded()) + "\n");
        byte[] file = csv(all(ADA, "2026-09-14"));
        byte[] signature = sign(provider, file);
        assertThat(refused(new Sent(file, "x", Optional.empty())).get(0).what()).contains("has no signature");
        assertThat(refused(new Sent(file, "x", Optional.of(sign(stranger, file))))
                        .get(0)
                        .what())
                .contains("comes from somebody else");
        assertThat(refused(new Sent(csv(all("eve@bridges.example", "2026-09-14")), "x", Optional.of(signature)))
                        .get(0)
                        .fix())
                .contains("do not repair it");
        assertThat(trainings.standings(TODAY)).isEmpty();
        Sent good = new Sent(csv(all(ADA, "2026-09-14")), "x", Optional.of(signature));
        assertThat(trainings.take(good, "steward", TODAY).signed()).isTrue();
        assertThat(standing(TODAY).trained()).isTrue();
    }

    private static byte[] sign(KeyPair keys, byte[] file) throws Exception {
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(file);
        return signature.sign();
    }

    @Test
    @DisplayName("P-08 an import is on record with who imported it, counts once, and can be revoked but not changed")
    void an_import_is_on_record_and_can_be_revoked() throws Exception {
        Import first = take(all(ADA, "2026-09-14"));
        assertThat(first.who()).isEqualTo("steward");
        assertThat(first.at()).isEqualTo(CLOCK.instant());
        assertThat(first.completions()).isEqualTo(4);
        assertThat(take(all(ADA, "2026-09-14"))).isEqualTo(first);
        assertThatThrownBy(
                        () -> trainings.take(new Sent(csv(all(ADA, "2026-09-15")), "x", Optional.empty()), " ", TODAY))
                .hasMessageContaining("nobody imports");
        assertThatThrownBy(() -> postgres.database().inTransaction(transaction -> {
                    try (Statement statement = transaction.createStatement()) {
                        return statement.executeUpdate("update trainings.completion set person = 'eve'");
                    }
                }))
                .hasMessageContaining("42501");
        assertThat(trainings.revoke(first.id(), "steward", "the provider withdrew it"))
                .hasValueSatisfying(
                        revoked -> assertThat(revoked.revoked()).contains("steward: the provider withdrew it"));
        assertThat(standing(TODAY).trained()).isFalse();
        assertThat(trainings.revoke(first.id(), "steward", "again")).isEmpty();
        assertThat(take(all(ADA, "2026-09-14")).id()).isGreaterThan(first.id());
        assertThat(trainings.imports(10)).hasSize(2);
    }

    @Test
    void a_hub_that_starts_knows_curricula_and_completions_before_its_files_are_read() throws Exception {
        take(all(ADA, "2026-09-14"));
        JdbcTrainings started = new JdbcTrainings(postgres.database(), CLOCK);
        assertThat(started.knows("student-data")).isTrue();
        assertThat(started.standing(ADA, "student-data", TODAY).orElseThrow().trained())
                .isTrue();
        trainings.withdraw("trainings/student-data.yaml");
        assertThat(new JdbcTrainings(postgres.database(), CLOCK).knows("student-data"))
                .isFalse();
    }

    @Test
    void what_another_hub_on_the_same_database_imports_counts_here() throws Exception {
        JdbcTrainings other = new JdbcTrainings(postgres.database(), CLOCK);
        take(all(ADA, "2026-09-14"));
        other.look();
        assertThat(other.standing(ADA, "student-data", TODAY).orElseThrow().trained())
                .isTrue();
    }

    @ParameterizedTest(name = "{1}: {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "validMonths: 12 | validMonths: 0 | at least 1",
                "hours: 2 | hours: none | wrong kind",
                "id: safe-hands | id: law-and-trust | already",
                "owner: Riverside | signedBy: x\\nowner: Riverside | no Ed25519 public key",
                "title: Student | heading: Student | lacks title",
            })
    void a_curriculum_with_a_mistake_is_refused(String right, String wrong, String says) throws Exception {
        String text = shipped().replace(right, wrong.replace("\\n", "\n"));
        FileProblemException refused = catchThrowableOfType(FileProblemException.class, () -> save("other", text));
        assertThat(refused.problems())
                .anySatisfy(problem -> assertThat(problem.what()).contains(says));
        assertThat(trainings.knows("other")).isFalse();
    }
}
