// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Training;
import org.susten.governance.internal.FileAgreements;
import org.susten.trainings.Curriculum;

/** An agreement that asks for training, and whom it lets in. */
class TrainedPeopleTest {

    private static final Curriculum BASICS = new Curriculum(
            "basics",
            "Basics",
            "Riverside School District",
            12,
            "",
            List.of(
                    new Curriculum.Session("law", "Law", BigDecimal.valueOf(3)),
                    new Curriculum.Session("care", "Care", BigDecimal.valueOf(3))));

    @TempDir
    Path folder;

    private FileAgreements agreements;
    private List<Completion> completions = List.of();

    @BeforeEach
    void a_hub() {
        agreements = new FileAgreements(new MemorySecrets(), ZoneOffset.UTC);
        agreements.bindTraining(new Training() {
            @Override
            public Optional<String> lack(Agreement agreement, List<Agreement.Contact> people, LocalDate day) {
                return new TrainedPeople(Map.of("basics", BASICS), Completions.of(completions))
                        .lack(agreement, people, day);
            }

            @Override
            public boolean knows(String curriculum) {
                return true;
            }
        });
    }

    private void agree(String identifiability, String feeds, String more) throws Exception {
        String text =
                """
                partner: {id: bridges, name: Bridges Afterschool, contact: data@bridges.example}
                purpose: attendance-support
                question: Do the children in our program come to school?
                legalBasis: state-law
                conditions: {statute: the statute}
                identifiability: %s
                population: {connection: bridges, entity: ProgramParticipation}
                fields: {Attendance: [day, category]}
                effective: 2026-08-01
                expiry: 2027-07-31
                smallestCell: 10
                training: [basics]
                %s
                feeds:
                %s"""
                        .formatted(identifiability, more, feeds);
        agreements.accept("agreements/bridges.yaml", Files.writeString(folder.resolve("bridges.yaml"), text));
    }

    private static String feed(String id) {
        return "  - {id: " + id + ", dataset: attendance, format: csv, mode: full, deliver: \"file:store/outbox/x\"}\n";
    }

    private Decision on(String feed, String day) {
        return agreements.mayRun(feed, Instant.parse(day + "T12:00:00Z"));
    }

    private static Completion completed(String person, String session, String day) {
        return new Completion(2, person, session, LocalDate.parse(day));
    }

    @Test
    @DisplayName("P-08 a refusal names role, curriculum, session, since when and who must act, and nobody")
    void a_refusal_names_all_but_the_person() throws Exception {
        agree("pseudonymous", feed("days"), "");
        completions = List.of(completed("data@bridges.example", "law", "2025-09-14"));
        Decision refused = on("days", "2026-10-01");
        assertThat(refused.permitted()).isFalse();
        assertThat(refused.clause()).isEqualTo("bridges: training");
        assertThat(refused.reason())
                .isEqualTo(
                        "the contact of Bridges Afterschool is not trained in basics (never completed: care; lapsed: law "
                                + "since 2026-09-14): Riverside School District gives it, and a steward imports the completion "
                                + "(susten:trainings import FILE)");
        completions = List.of(
                completed("data@bridges.example", "law", "2026-10-01"),
                completed("data@bridges.example", "care", "2026-10-01"));
        assertThat(on("days", "2026-10-01").permitted()).isTrue();
        assertThat(on("days", "2027-07-31").permitted()).isTrue();
    }

    @Test
    @DisplayName("P-08 everybody who opens a feed must be trained, and who does not open it stops nothing")
    void everybody_who_opens_a_feed_must_be_trained() throws Exception {
        agree(
                "pseudonymous",
                feed("days") + feed("more"),
                "people: [{role: data manager, person: Bo@bridges.example}, {role: site lead, person: t-1041, feeds: [more]}]");
        completions = List.of(
                completed("bo@bridges.example", "law", "2026-09-14"),
                completed("bo@bridges.example", "care", "2026-09-14"));
        assertThat(on("days", "2026-10-01").permitted()).isTrue();
        assertThat(on("more", "2026-10-01").reason())
                .startsWith("the site lead of Bridges Afterschool")
                .doesNotContain("1041");
        completions = List.of();
        assertThat(on("more", "2026-10-01").reason()).endsWith("(and 1 more)");
    }

    @Test
    void a_curriculum_that_is_not_there_lets_nobody_in() throws Exception {
        agree("pseudonymous", feed("days"), "");
        Agreement agreement = agreements.find("bridges").orElseThrow();
        assertThat(new TrainedPeople(Map.of(), Completions.none())
                        .lack(agreement, agreement.openedBy("days"), LocalDate.of(2026, 10, 1)))
                .hasValueSatisfying(lack -> assertThat(lack).contains("etc/trainings/basics.yaml"));
    }
}
