// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.susten.feeds.internal.Hub.FEED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Oversight;
import org.susten.governance.Oversight.Records;
import org.susten.governance.Oversight.Sight;
import org.susten.governance.Training;
import org.susten.governance.internal.JdbcOversight;
import org.susten.model.ConsentKind;

class OversightTest extends OnHub {
    private Oversight oversight;

    @BeforeEach
    void a_community() {
        hub.save(Hub.agreement());
        oversight = new JdbcOversight(hub.database, hub.agreements);
    }

    @Test
    @DisplayName("P-02 why a field of a child is in a feed names every clause, and the first that withholds")
    void why_names_the_clauses() {
        Oversight.Why told = why("u2", "Attendance.day");
        assertThat(told.permitted()).isTrue();
        assertThat(told.decisions())
                .extracting(Decision::clause)
                .containsExactly(
                        "bridges: feeds.bridges-feed", "bridges: population", "bridges: fields.Attendance.day");
        assertThat(why("u2", "Person.birthDate").permitted()).isFalse();
        assertThat(why("u2", "Person.birthDate").decisions().get(2).clause()).isEqualTo("bridges: fields");
        refuse("u1");
        assertThat(why("u1", "Attendance.day").decisions())
                .extracting(Decision::clause)
                .containsExactly("bridges: feeds.bridges-feed", "bridges: refusal");
        assertThat(oversight.why(1, "Attendance.day", "none", hub.clock.instant()))
                .isEmpty();
    }

    @Test
    void who_could_see_a_child_is_every_feed_with_what_opens_or_closes_it() {
        refuse("u1");
        assertThat(oversight.ofPerson(person("u1"), hub.clock.instant()))
                .singleElement()
                .satisfies(sight -> {
                    assertThat(sight.decision().permitted()).isFalse();
                    assertThat(sight.decision().clause()).isEqualTo("bridges: refusal");
                });
        assertThat(oversight.ofPerson(person("u2"), hub.clock.instant()))
                .singleElement()
                .satisfies(sight -> {
                    assertThat(sight.feed()).isEqualTo(FEED);
                    assertThat(sight.decision().permitted()).isTrue();
                    assertThat(sight.partner().name()).isEqualTo("Bridges Afterschool");
                    assertThat(sight.elements()).contains("Attendance.day", "Enrollment.grade");
                });
    }

    @Test
    @DisplayName(
            "P-08 who could see a child is told feed by feed: an untrained site lead shuts theirs, and not the others")
    void a_feed_whose_people_are_untrained_shuts_no_other() {
        Training onlyTheirs = new Training() {
            @Override
            public Optional<String> lack(Agreement agreement, List<Agreement.Contact> people, LocalDate day) {
                return Optional.of("the site lead lacks a session").filter(lack -> people.stream()
                        .anyMatch(one -> one.role().equals("site lead")));
            }

            @Override
            public boolean knows(String curriculum) {
                return true;
            }
        };
        hub.agreements.bindTraining(onlyTheirs);
        hub.save(
                Hub.agreement()
                        .with(
                                "smallestCell: 10",
                                """
                        smallestCell: 10
                        training: [student-data]
                        people:
                          - {role: site lead, person: t-1041, feeds: [bridges-feed]}
                          - {role: data manager, person: t-1042, feeds: [second]}""")
                        .with(
                                "conditions: {",
                                """
                          - {id: second, dataset: attendance, format: csv, mode: full, deliver: "file:store/outbox/second"}
                        conditions: {"""));
        assertThat(oversight.ofPerson(person("u2"), hub.clock.instant()))
                .extracting(Sight::feed, sight -> sight.decision().permitted())
                .containsExactly(tuple(FEED, false), tuple("second", true));
    }

    @Test
    void who_could_see_a_field_is_every_feed_that_is_granted_it() {
        assertThat(oversight.ofElement("Enrollment.grade", hub.clock.instant()))
                .extracting(Sight::feed)
                .containsExactly(FEED);
        assertThat(oversight.ofElement("Person.birthDate", hub.clock.instant())).isEmpty();
    }

    @Test
    void a_plan_counts_persons_and_records_that_come_and_go_and_changes_nothing() throws Exception {
        Oversight.Plan plan = plan(Hub.agreement()
                .with("entity: ProgramParticipation}", "entity: ProgramParticipation, organizations: [Birch School]}")
                .fields("Attendance: [day, category]\nPerson: [sex]"));
        assertThat(List.of(plan.come(), plan.stay(), plan.leave())).containsExactly(0L, 1L, 4L);
        Records attendance = of(plan, "Attendance");
        assertThat(attendance.now()).isEqualTo(records("attendance"));
        assertThat(attendance.then()).isLessThan(attendance.now());
        assertThat(attendance.removed()).containsExactly("organization");
        assertThat(of(plan, "Enrollment"))
                .satisfies(enrollment -> assertThat(enrollment.now()).isPositive())
                .satisfies(enrollment -> assertThat(enrollment.then()).isZero());
        assertThat(of(plan, "Person").added()).containsExactly("sex");
        assertThat(plan.words()).contains("another population");
        assertThat(hub.agreements.field(FEED, "Person.sex").permitted())
                .as("only planned")
                .isFalse();
    }

    @Test
    void a_plan_of_a_new_agreement_lets_everybody_come_and_one_that_has_ended_lets_everybody_go() throws Exception {
        assertThat(plan("others.yaml", Hub.agreement().with("bridges-feed", "others-feed")))
                .satisfies(plan -> assertThat(plan.come()).isEqualTo(5))
                .satisfies(plan -> assertThat(plan.leave()).isZero());
        assertThat(plan(Hub.agreement().with("2027-07-31", "2026-09-30")).leave())
                .isEqualTo(5);
    }

    @Test
    @DisplayName("P-02 a plan counts nobody where nobody would be told: another partner, counts only, a day to come")
    void a_plan_counts_only_whom_somebody_would_be_told_of() throws Exception {
        hub.deliver();
        hub.save(Hub.agreement());
        assertThat(plan(Hub.agreement()
                        .with("{id: bridges, name: Bridges Afterschool", "{id: lanterns, name: Lanterns Library")))
                .satisfies(
                        plan -> assertThat(List.of(plan.stay(), plan.leave())).containsExactly(0L, 5L))
                .satisfies(plan -> assertThat(plan.words())
                        .contains(
                                "partner Lanterns Library (lanterns, ",
                                "instead of Bridges Afterschool (bridges, ",
                                "nothing is told under it"));
        assertThat(plan(Hub.agreement()
                        .with("identifiability: identified", "identifiability: aggregate")
                        .with(
                                """
                                feeds:
                                  - id: bridges-feed
                                    dataset: attendance
                                    format: csv
                                    mode: full
                                    deliver: file:store/outbox/bridges
                                """,
                                "feeds: []\n")))
                .satisfies(plan -> assertThat(plan.leave()).isEqualTo(5))
                .satisfies(
                        plan -> assertThat(plan.words()).contains("identifiability aggregate instead of identified"));
        assertThat(plan(Hub.agreement().with("effective: 2026-08-01", "effective: 2026-12-01")))
                .satisfies(plan -> assertThat(plan.leave()).isEqualTo(5))
                .satisfies(plan -> assertThat(plan.words()).contains("begins on 2026-12-01 instead of 2026-08-01"));
    }

    @Test
    @DisplayName("P-15 a plan names who else would receive it, where to, and by what key")
    void a_plan_names_where_it_would_go() throws Exception {
        assertThat(plan(Hub.agreement()
                                .with("smallestCell: 10", "smallestCell: 10\nredisclosure: [Ash Tutors]")
                                .with(
                                        "file:store/outbox/bridges",
                                        "file:store/outbox/elsewhere\n    encrypt: {key: pgp/new.asc}"))
                        .words())
                .isEqualTo("redisclosure added: Ash Tutors; bridges-feed goes to file:store/outbox/elsewhere instead of"
                        + " file:store/outbox/bridges; bridges-feed is encrypted for pgp/new.asc instead of nobody");
        assertThat(plan(Hub.agreement().delta()).words()).isEqualTo("bridges-feed is delivered otherwise");
        assertThat(plan(Hub.agreement().with("come to school?", "come?")).words())
                .startsWith("other words");
    }

    @Test
    void a_plan_of_a_bad_file_is_refused_as_saving_it_would_be() {
        assertThatThrownBy(() -> plan(Hub.agreement().with("smallestCell: 10", "smallestCell: 3")))
                .isInstanceOf(FileProblemException.class);
    }

    private long records(String table) {
        return hub.database.inTransaction(transaction -> {
            try (var rows = transaction
                    .createStatement()
                    .executeQuery(
                            "select count(*) from store." + table
                                    + "_v1 a join identity.link_v1 l on l.row = a.person where l.person in"
                                    + " (select i.person from store.program_participation_v1 p join identity.link_v1 i on i.row = p.person)")) {
                rows.next();
                return rows.getLong(1);
            }
        });
    }

    private static Records of(Oversight.Plan plan, String entity) {
        return plan.records().stream()
                .filter(records -> records.entity().equals(entity))
                .findFirst()
                .orElseThrow();
    }

    private Oversight.Plan plan(Hub.Draft draft) throws Exception {
        return plan("bridges.yaml", draft);
    }

    private Oversight.Plan plan(String name, Hub.Draft draft) throws Exception {
        Path file = Files.writeString(folder.resolve("draft.yaml"), draft.text());
        return oversight.plan(name, file, hub.clock.instant());
    }

    private Oversight.Why why(String user, String element) {
        return oversight.why(person(user), element, FEED, hub.clock.instant()).orElseThrow();
    }

    private long person(String user) {
        return hub.community.person(Community.users("users", user));
    }

    private void refuse(String user) {
        hub.community.commit(
                List.of(Community.said("f1", Community.users("users", user), ConsentKind.REFUSAL, null, null, null)));
    }
}
