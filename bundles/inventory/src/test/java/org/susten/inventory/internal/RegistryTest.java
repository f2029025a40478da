// SPDX-License-Identifier: Apache-2.0
package org.susten.inventory.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.internal.FileAgreements;
import org.susten.inventory.Questions.Question;
import org.susten.inventory.Questions.State;
import org.susten.measures.Individual;
import org.susten.measures.Measure;
import org.susten.measures.Measures;
import org.susten.measures.Table;

/** The registry on 1 October 2026, with the file that ships as an example. */
class RegistryTest {

    private static final Instant NOW = Instant.parse("2026-10-01T16:00:00Z");

    @TempDir
    Path folder;

    private final Map<String, Instant> delivered = new HashMap<>();
    private final FirstTables tables = new FirstTables();
    private FileAgreements agreements;
    private Registry registry;

    @BeforeEach
    void one_agreement_and_the_example() throws Exception {
        agreements = new FileAgreements(new MemorySecrets(), ZoneOffset.UTC);
        agree("bridges");
        registry = new Registry(agreements, agreement -> Optional.ofNullable(delivered.get(agreement)), tables);
        ask(Files.readString(Path.of("../../config/etc/questions.yaml.sample")));
    }

    private void agree(String id) throws Exception {
        agree(id, text(id));
    }

    private void agree(String id, String text) throws Exception {
        agreements.accept("agreements/" + id + ".yaml", Files.writeString(folder.resolve(id + ".yaml"), text));
    }

    /** An agreement of counts only, whose question a measure answers. */
    private void agreeOnCounts(String id, String measures) throws Exception {
        agree(
                id,
                text(id).replace("pseudonymous", "aggregate").replaceAll("(?s)feeds:.*", "feeds: []\n") + "measures: "
                        + measures + "\n");
    }

    private static String text(String id) {
        return """
                partner: {id: %1$s, name: Partner %1$s, contact: data@%1$s.example}
                purpose: attendance-support
                question: Who of %1$s comes to school?
                legalBasis: state-law
                conditions: {statute: the statute}
                identifiability: pseudonymous
                population: {connection: bridges, entity: ProgramParticipation}
                fields: {Attendance: [day, category]}
                effective: 2026-08-01
                expiry: 2027-07-31
                smallestCell: 10
                feeds:
                  - {id: %1$s-days, dataset: attendance, format: csv, mode: full, deliver: "file:store/outbox/x"}
                """
                .formatted(id);
    }

    private void ask(String text) throws Exception {
        registry.accept("questions.yaml", Files.writeString(folder.resolve("questions.yaml"), text));
    }

    @Test
    void time_to_answer_runs_from_approval_to_the_first_delivery() {
        delivered.put("bridges", Instant.parse("2026-07-25T10:00:00Z"));
        Question answered = registry.all(NOW).get(1);
        assertThat(answered.question()).isEqualTo("Who of bridges comes to school?");
        assertThat(answered.askedBy()).isEqualTo("Bridges Afterschool");
        assertThat(answered.asked()).isEqualTo(LocalDate.of(2026, 6, 15));
        assertThat(answered.state()).isEqualTo(State.ANSWERED);
        assertThat(answered.days()).isEqualTo(5);
    }

    @Test
    void an_agreement_is_in_the_registry_by_itself_and_what_waits_longest_comes_first() throws Exception {
        agree("lantern");
        assertThat(registry.all(NOW))
                .extracting(Question::agreement, Question::state, Question::days)
                .containsExactly(
                        tuple("bridges", State.APPROVED, 73L),
                        tuple("lantern", State.APPROVED, 61L),
                        tuple("", State.OPEN, 23L));
    }

    @Test
    void a_question_of_counts_only_is_answered_by_the_first_table_that_is_released_for_it() throws Exception {
        agreeOnCounts("city", "[chronic-absence, on-track]");
        assertThat(question("city").state()).isEqualTo(State.APPROVED);

        tables.first.put("on-track", Instant.parse("2026-08-09T10:00:00Z"));
        tables.first.put("chronic-absence", Instant.parse("2026-08-21T10:00:00Z"));
        assertThat(question("city").state()).isEqualTo(State.ANSWERED);
        assertThat(question("city").days()).isEqualTo(8);
    }

    @Test
    void a_table_that_was_there_before_answers_on_the_first_day_and_one_after_the_end_does_not() throws Exception {
        agreeOnCounts("city", "[chronic-absence]");
        tables.first.put("chronic-absence", Instant.parse("2026-03-01T10:00:00Z"));
        assertThat(question("city").answered()).isEqualTo(Instant.parse("2026-08-01T00:00:00Z"));
        assertThat(question("city").days()).isZero();

        tables.first.put("chronic-absence", Instant.parse("2027-08-01T00:00:00Z"));
        assertThat(question("city").state()).isEqualTo(State.APPROVED);
    }

    @Test
    void a_question_that_waits_for_a_measure_that_is_not_there_says_so() throws Exception {
        agreeOnCounts("city", "[chronic-absense]");
        assertThat(question("city").note()).isEqualTo("etc/measures has no chronic-absense");
    }

    private Question question(String agreement) {
        return registry.all(NOW).stream()
                .filter(question -> question.agreement().equals(agreement))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_question_whose_agreement_is_not_there_is_open_and_a_doubt() {
        agreements.withdraw("agreements/bridges.yaml");
        assertThat(registry.all(NOW)).extracting(Question::state).containsExactly(State.OPEN, State.OPEN);
        assertThat(registry.doubts("questions.yaml")).singleElement().satisfies(doubt -> assertThat(doubt.what())
                .contains("no agreement is called bridges"));
    }

    @Test
    void a_mistake_is_refused_with_line_and_fix() {
        assertThatThrownBy(() ->
                        ask("questions:\n  - {question: Why?, askedBy: We, asked: 2026-09-01, approved: 2026-08-01}\n"))
                .isInstanceOfSatisfying(FileProblemException.class, refused -> {
                    assertThat(refused.problems().get(0).line()).isEqualTo(2);
                    assertThat(refused.problems().get(0).what()).contains("before asked");
                });
        assertThatThrownBy(() -> ask("questions:\n  - {question: Why?, asked: 2026-09-01}\n"))
                .isInstanceOf(FileProblemException.class);
    }

    @Test
    void editors_get_the_schema_that_the_hub_uses() {
        assertThat(Path.of("../../config/schema/questions.schema.json"))
                .hasSameTextualContentAs(Path.of("src/main/resources/org/susten/inventory/questions.schema.json"));
    }

    /** Knows of each measure when its first table was released. */
    private static final class FirstTables implements Measures {
        private final Map<String, Instant> first = new HashMap<>();

        @Override
        public Optional<Instant> firstReleased(String measure) {
            return Optional.ofNullable(first.get(measure));
        }

        @Override
        public Set<String> released() {
            return first.keySet();
        }

        @Override
        public List<Measure> all() {
            return List.of();
        }

        @Override
        public Optional<Measure> find(String id) {
            return Optional.empty();
        }

        @Override
        public Table draft(String measure) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Table release(String measure, String who) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<Table> released(String measure) {
            return Optional.empty();
        }

        @Override
        public Optional<Individual> individual(String measure, String links) {
            return Optional.empty();
        }
    }
}
