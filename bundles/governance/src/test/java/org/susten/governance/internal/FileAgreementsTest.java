// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles;
import org.susten.files.Roads;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Pseudonyms;
import org.susten.governance.Training;

class FileAgreementsTest {

    private static final String FEED = "bridges-attendance";

    @TempDir
    Path folder;

    private Drafts drafts;
    private Agreements agreements;

    @BeforeEach
    void in_force() throws Exception {
        drafts = new Drafts(folder);
        drafts.save("bridges", Drafts.BRIDGES);
        agreements = drafts.agreements();
    }

    @Test
    @DisplayName("P-01 an agreement ends at midnight of its last day in the hub's time zone")
    void an_agreement_ends_at_local_midnight() {
        assertThat(agreements.mayRun(FEED, at("2027-07-31T23:59:59")).permitted())
                .isTrue();
        Agreements.Decision ended = agreements.mayRun(FEED, at("2027-08-01T00:00:00"));
        assertThat(ended.permitted()).isFalse();
        assertThat(ended.clause()).isEqualTo("bridges: expiry");
    }

    @Test
    @DisplayName("P-02 every denial names the clause that made it")
    void every_denial_names_its_clause() {
        assertThat(agreements.mayRun(FEED, at("2026-07-31T23:59:59")).clause()).isEqualTo("bridges: effective");
        assertThat(agreements.field(FEED, "Person.givenName").clause()).isEqualTo("bridges: fields");
        assertThat(agreements.field("none", "Person.givenName").clause()).isEqualTo("agreements: none");
    }

    @Test
    @DisplayName("P-19 a feed that no agreement authorizes does not run")
    void a_feed_without_agreement_does_not_run() {
        assertThat(agreements.mayRun("none", at("2026-09-01T12:00:00")).permitted())
                .isFalse();
        drafts.agreements().withdraw("bridges.yaml");
        assertThat(agreements.mayRun(FEED, at("2026-09-01T12:00:00")).permitted())
                .isFalse();
    }

    @Test
    @DisplayName("P-08 an agreement that asks for training lets nobody in without it, nor as long as nobody can tell")
    void without_the_training_it_asks_for_nobody_is_let_in() throws Exception {
        Instant day = at("2026-09-01T12:00:00");
        drafts.save("bridges", Drafts.BRIDGES + "training: [student-data]\n");
        assertThat(agreements.mayRun(FEED, day).permitted()).isFalse();
        assertThat(agreements.mayRun(FEED, day).clause()).isEqualTo("bridges: training");
        OneLack training = new OneLack("the contact of Bridges Afterschool lacks a session");
        drafts.agreements().bindTraining(training);
        assertThat(agreements.mayRun(FEED, day).reason()).isEqualTo(training.words);
        training.words = "";
        assertThat(agreements.mayRun(FEED, day).permitted()).isTrue();
        drafts.agreements().unbindTraining(training);
        assertThat(agreements.mayRun(FEED, day).permitted()).isFalse();
    }

    @Test
    void what_a_partner_owes_and_on_what_its_basis_stands_is_more_than_other_words() throws Exception {
        String owed = Drafts.BRIDGES + "acknowledgement: 5\nreciprocity: visits, every night\n";
        assertThat(drafts.agreements().check("bridges.yaml", drafts.write("bridges", owed)))
                .isEqualTo("days to acknowledge a correction 5 instead of 14; another reciprocity");
        assertThat(drafts.agreements()
                        .check(
                                "bridges.yaml",
                                drafts.write(
                                        "bridges", Drafts.BRIDGES.replaceFirst("criteria: ", "criteria: another "))))
                .isEqualTo("other conditions of its legal basis");
    }

    @Test
    void a_curriculum_that_nobody_has_written_is_told_with_its_line() throws Exception {
        drafts.save("bridges", Drafts.BRIDGES + "training: [student-data, ethics]\n");
        drafts.agreements().bindTraining(new OneLack(""));
        assertThat(drafts.agreements().doubts("bridges.yaml")).singleElement().satisfies(doubt -> {
            assertThat(doubt.line()).isEqualTo(25);
            assertThat(doubt.what()).contains("no curriculum is called ethics");
        });
    }

    @Test
    void a_measure_that_nobody_has_written_is_told_with_its_line() throws Exception {
        String counts = Drafts.BRIDGES
                        .replaceAll("(?s)feeds:\n(  .*?\n)+", "feeds: []\n")
                        .replace("identified", "aggregate")
                + "measures: [chronic-absence, misspelt]\n";
        FileAgreements saved = drafts.agreements();
        drafts.save("bridges", counts);
        assertThat(saved.doubts("bridges.yaml")).as("nobody can tell yet").isEmpty();
        saved.files = new Etc(folder);
        Files.createDirectory(folder.resolve("measures"));
        Files.createFile(folder.resolve("measures/chronic-absence.yaml"));
        assertThat(saved.doubts("bridges.yaml"))
                .containsExactly(new FileProblemException.Problem(
                        20, "no measure is called misspelt", "write etc/measures/misspelt.yaml, or correct the name"));
        assertThat(saved.check("bridges.yaml", drafts.write("bridges", counts.replace("misspelt", "none"))))
                .contains("line 20: no measure is called none; write etc/measures/none.yaml");
    }

    @Test
    void a_feed_of_a_measure_that_nobody_has_written_is_told_with_its_line() throws Exception {
        drafts.save(
                "bridges", Drafts.BRIDGES.replace("dataset: attendance", "dataset: measure\n    measure: misspelt"));
        drafts.agreements().files = new Etc(folder);
        assertThat(drafts.agreements().doubts("bridges.yaml")).singleElement().satisfies(doubt -> {
            assertThat(doubt.line()).isEqualTo(18);
            assertThat(doubt.what()).isEqualTo("no measure is called misspelt");
        });
    }

    /** The hub's folder, at which nobody looks. */
    private record Etc(Path etc) implements OperatorFiles {

        @Override
        public List<State> states() {
            return List.of();
        }

        @Override
        public String check(String name, Path file) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public Subscription onChange(Runnable listener) {
            return () -> {};
        }
    }

    @Test
    void a_feed_that_cannot_be_brought_where_it_is_to_go_is_told_when_it_is_saved_and_checked() throws Exception {
        drafts.save(
                "bridges", Drafts.BRIDGES.replace("file:store/outbox/bridges", "sftp://hub@sftp.elsewhere.example/in"));
        FileAgreements saved = drafts.agreements();
        assertThat(saved.doubts("bridges.yaml")).as("nobody can tell yet").isEmpty();
        Roads none = new Closed();
        saved.bindRoads(none);
        assertThat(saved.doubts("bridges.yaml")).singleElement().satisfies(doubt -> {
            assertThat(doubt.line()).isEqualTo(20);
            assertThat(doubt.what()).isEqualTo("nothing can be delivered to this address");
            assertThat(doubt.fix()).isEqualTo("the way to sftp://hub@sftp.elsewhere.example/in is closed");
        });
        assertThat(saved.check(
                        "bridges.yaml",
                        drafts.write(
                                "bridges",
                                Drafts.BRIDGES.replace("file:store/outbox/bridges", "sftp://hub@x.example/in"))))
                .contains("line 20: nothing can be delivered to this address; the way to sftp://hub@");
        saved.unbindRoads(none);
        assertThat(saved.doubts("bridges.yaml")).isEmpty();
    }

    private static final class Closed implements Roads {

        @Override
        public Optional<String> againstDelivery(String address) {
            return Optional.of("the way to " + address + " is closed");
        }

        @Override
        public Optional<String> againstAnnouncement(String address) {
            return Optional.of("nobody hears at " + address);
        }
    }

    private static final class OneLack implements Training {
        private String words;

        OneLack(String words) {
            this.words = words;
        }

        @Override
        public Optional<String> lack(Agreement agreement, List<Agreement.Contact> people, LocalDate day) {
            return Optional.of(words).filter(said -> !said.isEmpty());
        }

        @Override
        public boolean knows(String curriculum) {
            return curriculum.equals("student-data");
        }
    }

    @Test
    void only_listed_fields_are_granted() {
        assertThat(agreements.field(FEED, "Enrollment.grade").permitted()).isTrue();
        assertThat(agreements.field(FEED, "Enrollment.grade").clause()).isEqualTo("bridges: fields.Enrollment.grade");
        assertThat(agreements.field(FEED, "Enrollment.entry").permitted()).isFalse();
        assertThat(agreements.field(FEED, "Enrollment").permitted()).isFalse();
        assertThat(agreements.field(FEED, "Enrollment.*").permitted()).isFalse();
    }

    @Test
    @DisplayName("P-13 pseudonyms are lasting, different for every partner, and nothing without the key")
    void pseudonyms_differ_by_partner() {
        Set<String> seen = new HashSet<>();
        for (long person = 1; person <= 5_000; person++) {
            seen.add(agreements.pseudonym("bridges", person));
            seen.add(agreements.pseudonym("other", person));
        }
        assertThat(seen).hasSize(10_000).allMatch(p -> p.matches("[a-z2-7]{25}"));
        assertThat(agreements.pseudonym("bridges", 7)).isEqualTo(agreements.pseudonym("bridges", 7));
        assertThat(new Pseudonyms(new byte[32]).of(7)).isNotIn(seen);
        assertThat(new Pseudonyms(agreements.pseudonymKey("bridges")).of(7))
                .isEqualTo(agreements.pseudonym("bridges", 7));
    }

    @Test
    @DisplayName("P-13 a partner whose pseudonyms are made anew has others for all children, and no other partner has")
    void pseudonyms_made_anew_are_that_partners_alone() {
        String before = agreements.pseudonym("bridges", 7);
        String others = agreements.pseudonym("other", 7);
        assertThat(agreements.renewPseudonyms("other", "dana"))
                .as("no agreement tells it of single children")
                .isEmpty();
        assertThat(agreements.pseudonym("other", 7)).isEqualTo(others);
        assertThat(agreements.renewPseudonyms("bridges", "dana")).containsExactly(FEED);
        assertThat(agreements.pseudonym("bridges", 7)).isNotEqualTo(before);
        assertThat(agreements.pseudonym("other", 7)).isEqualTo(others);
    }

    @Test
    void a_subscriber_hears_of_every_change_until_it_ends() throws Exception {
        AtomicInteger heard = new AtomicInteger();
        try (Agreements.Subscription subscription = agreements.subscribe(heard::incrementAndGet)) {
            assertThat(subscription).isNotNull();
            drafts.save("bridges", Drafts.BRIDGES);
            drafts.agreements().withdraw("bridges.yaml");
        }
        drafts.save("bridges", Drafts.BRIDGES);
        assertThat(heard).hasValue(2);
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(Drafts.ZONE).toInstant();
    }
}
