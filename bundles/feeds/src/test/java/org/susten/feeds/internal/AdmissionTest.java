// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Agreements.Withheld;
import org.susten.model.ConsentKind;
import org.susten.model.SourceId;

class AdmissionTest extends OnHub {

    private static final SourceId AT_SCHOOL = Community.users("users", "u1");
    private static final SourceId AT_PROVIDER = Community.bridges("children", "c1");

    private static final LocalDate DAY = LocalDate.of(2026, 9, 1);

    @BeforeEach
    void a_community() {
        hub.save(Hub.agreement());
    }

    @Test
    void the_population_is_who_has_a_record_in_the_connection() {
        assertThat(admit().admitted()).isEqualTo(5);
        hub.save(Hub.agreement()
                .with(
                        "connection: bridges, entity: ProgramParticipation",
                        "connection: riverside, entity: Enrollment"));
        assertThat(admit().admitted()).isEqualTo(5);
        hub.save(Hub.agreement()
                .with("connection: bridges, entity: ProgramParticipation", "connection: elsewhere, entity: Person"));
        assertThat(admit().admitted()).isZero();
    }

    @Test
    void a_population_is_narrowed_by_program_and_by_organization() {
        assertThat(admitWithin("programs: [Homework Club]")).isEqualTo(5);
        assertThat(admitWithin("programs: [Chess]")).isZero();
        assertThat(admitWithin("organizations: [Birch School]")).isEqualTo(1);
        assertThat(admitWithin("organizations: [Ash School, Birch School]")).isEqualTo(4);
        assertThat(admitWithin("programs: [Chess], organizations: [Birch School]"))
                .isZero();
    }

    @Test
    void a_summer_between_two_enrollments_is_bridged_where_the_agreement_says_so() {
        LocalDate today = hub.agreements.day(hub.clock.instant());
        hub.community.commit(
                Community.participation("c1", today.minusDays(300), today.minusDays(92)),
                Community.participation("c2", today.minusDays(300), today.minusDays(93)),
                Community.participation("c3", today.plusDays(1), null));
        assertThat(admit().admitted()).as("two open ended").isEqualTo(2);
        assertThat(admitWithin("grace: 92")).as("the last day was 92 days ago").isEqualTo(3);
        assertThat(admitWithin("grace: 93")).isEqualTo(4);
    }

    @Test
    void who_takes_part_counts_from_the_first_day_to_the_last() {
        LocalDate today = hub.agreements.day(hub.clock.instant());
        hub.community.commit(
                Community.participation("c1", today.plusDays(1), null),
                Community.participation("c2", today.minusDays(9), today),
                Community.participation("c3", null, today.minusDays(1)));
        assertThat(admit().admitted())
                .as("not yet, on the last day, no more, two open ended")
                .isEqualTo(3);
        hub.clock.forward(Duration.ofDays(1));
        assertThat(admit().admitted()).isEqualTo(3);
        assertThat(decision("u1").permitted()).isTrue();
        assertThat(decision("u2").clause()).isEqualTo("bridges: population");
        assertThat(admitWithin("ever: true"))
                .as("whoever took part at any time")
                .isEqualTo(5);
    }

    @Test
    void a_school_of_last_year_narrows_to_nobody() {
        LocalDate today = hub.agreements.day(hub.clock.instant());
        hub.community.commit(
                Community.enrollment("u4", "s2", null, today.minusDays(1)),
                Community.enrollment("u2", "s1", today.plusDays(1), null));
        assertThat(admitWithin("organizations: [Birch School]")).isZero();
        hub.save(Hub.agreement()
                .with("entity: ProgramParticipation", "entity: Enrollment")
                .with("connection: bridges, e", "connection: riverside, e"));
        assertThat(admit().admitted()).as("u1, u3, u5").isEqualTo(3);
    }

    @Test
    void a_population_of_persons_is_one_of_students() {
        hub.community.commit(org.susten.model.Person.builder(Community.users("users", "t1"))
                .roles(java.util.Set.of(org.susten.model.PersonRole.TEACHER))
                .build());
        hub.save(Hub.agreement()
                .with("connection: bridges, entity: ProgramParticipation", "connection: riverside, entity: Person"));
        assertThat(admit().admitted()).isEqualTo(5);
    }

    @Test
    @DisplayName("P-04 a refusal said at any source of the child withholds it, with the clause")
    void a_refusal_at_any_source_withholds() {
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null, null, null);
        assertThat(admit().withheld())
                .extracting(Withheld::clause, Withheld::persons)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("bridges: refusal", 1L));
        hub.community.close(new SourceId("tabular", "forms", "forms", "f1"));
        assertThat(admit().withheld()).isEmpty();
        say("f2", AT_PROVIDER, ConsentKind.REFUSAL, null, null, null);
        assertThat(admit().admitted()).isEqualTo(4);
    }

    @Test
    void a_refusal_counts_from_its_first_day_to_its_last() {
        LocalDate today = hub.agreements.day(hub.clock.instant());
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null, today.plusDays(1), today.plusDays(2));
        assertThat(admit().admitted()).isEqualTo(5);
        hub.clock.forward(Duration.ofDays(1));
        assertThat(admit().admitted()).isEqualTo(4);
        hub.clock.forward(Duration.ofDays(2));
        assertThat(admit().admitted()).isEqualTo(5);
    }

    @Test
    void the_later_word_counts_and_an_undated_refusal_stands() {
        LocalDate day = LocalDate.of(2026, 9, 1);
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null, day, null);
        say("f2", AT_PROVIDER, ConsentKind.CONSENT, null, day, null);
        assertThat(admit().admitted()).as("the same day: the refusal").isEqualTo(4);
        say("f2", AT_PROVIDER, ConsentKind.CONSENT, null, day.plusDays(1), null);
        assertThat(admit().admitted()).isEqualTo(5);
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null, null, null);
        assertThat(admit().admitted()).isEqualTo(4);
    }

    @Test
    @DisplayName("P-19 under consent only children with a dated consent for this purpose are admitted")
    void under_consent_only_those_who_consented() {
        hub.save(Hub.agreement().basis("ferpa-99.30", "consentForm: form 7"));
        assertThat(admit().admitted()).isZero();
        assertThat(admit().withheld()).singleElement().satisfies(w -> {
            assertThat(w.clause()).isEqualTo("bridges: legalBasis ferpa-99.30");
            assertThat(w.persons()).isEqualTo(5);
        });
        say("f1", AT_PROVIDER, ConsentKind.CONSENT, "attendance-support", DAY, null);
        say("f2", Community.bridges("children", "c2"), ConsentKind.CONSENT, "marketing", DAY, null);
        say("f3", Community.bridges("children", "c3"), ConsentKind.CONSENT, "bridges", DAY, null);
        say("f4", Community.bridges("children", "c4"), ConsentKind.CONSENT, null, DAY, LocalDate.of(2026, 9, 30));
        say("f5", Community.bridges("children", "c5"), ConsentKind.CONSENT, "bridges", null, null);
        assertThat(admit().admitted())
                .as("purpose, agreement; not another purpose, not one that has ended, not one without a day")
                .isEqualTo(2);
    }

    @Test
    @DisplayName("P-18 rights pass at 18: from that birthday on only the student's own consent counts")
    void rights_pass_at_eighteen() {
        hub.save(Hub.agreement().basis("ferpa-99.30", "consentForm: form 7"));
        LocalDate today = hub.agreements.day(hub.clock.instant());
        say("f1", AT_SCHOOL, ConsentKind.CONSENT, "bridges", today.minusYears(1), null);
        born(today.plusDays(1).minusYears(18));
        assertThat(admit().admitted()).as("17, the day before").isEqualTo(1);
        hub.clock.forward(Duration.ofDays(1));
        assertThat(admit().withheld())
                .extracting(Withheld::reason)
                .contains("the student is 18 or in college, and consent is theirs to give since, FERPA 34 CFR 99.5");
        assertThat(decision("u1").clause()).isEqualTo("bridges: legalBasis ferpa-99.30");
        say("f2", AT_SCHOOL, ConsentKind.CONSENT, "bridges", today.plusDays(1), null);
        assertThat(admit().admitted()).as("with a consent of that day").isEqualTo(1);
    }

    private void born(LocalDate day) {
        hub.community.commit(org.susten.model.PersonBuilder.builder(Community.pupil(1, "Pupil1"))
                .birthDate(day)
                .build());
    }

    @Test
    @DisplayName(
            "P-04 a refusal that ends before it begins is heard, for one of its days is wrong; such a consent counts for nothing")
    void a_refusal_with_days_that_contradict_each_other_is_heard() {
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, "bridges", DAY, DAY.minusDays(30));
        assertThat(admit().withheld()).extracting(Withheld::clause).containsExactly("bridges: refusal");
        say("f2", AT_SCHOOL, ConsentKind.CONSENT, "bridges", DAY.plusDays(1), DAY.minusDays(30));
        assertThat(admit().withheld()).extracting(Withheld::clause).containsExactly("bridges: refusal");
    }

    @Test
    @DisplayName("P-04 a refusal is heard however the form writes what it is about")
    void a_refusal_is_heard_however_it_is_written() {
        for (String about : List.of("Bridges", " bridges ", "ATTENDANCE-SUPPORT")) {
            say("f1", AT_SCHOOL, ConsentKind.REFUSAL, about, DAY, null);
            assertThat(admit().withheld())
                    .as(about)
                    .extracting(Withheld::clause)
                    .containsExactly("bridges: refusal");
        }
    }

    @Test
    @DisplayName("P-04 a directory opt-out withholds wherever directory fields are granted")
    void a_directory_opt_out_withholds_where_directory_fields_are_granted() {
        say("f1", AT_SCHOOL, ConsentKind.DIRECTORY_OPT_OUT, null, null, null);
        assertThat(admit().withheld()).extracting(Withheld::clause).containsExactly("bridges: directoryOptOut");
        hub.save(Hub.agreement().fields("Attendance: [day, category]"));
        assertThat(admit().withheld()).as("no directory field is granted").isEmpty();
        hub.save(Hub.agreement()
                .basis("ferpa-99.37", "notice: in August")
                .dataset("enrollment")
                .fields("Enrollment: [grade]"));
        assertThat(admit().admitted()).isEqualTo(4);
    }

    @Test
    @DisplayName("P-02 the decision on one child names its clause")
    void the_decision_on_one_child_names_its_clause() {
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null, null, null);
        assertThat(decision("u1").clause()).isEqualTo("bridges: refusal");
        assertThat(decision("u2").permitted()).isTrue();
        assertThat(decision("u5").clause()).isEqualTo("bridges: population");
        hub.clock.set(java.time.Instant.parse("2028-01-01T00:00:00Z"));
        assertThat(decision("u2").clause()).isEqualTo("bridges: expiry");
    }

    private org.susten.governance.Agreements.Decision decision(String user) {
        long person = hub.community.person(Community.users("users", user));
        return hub.database.inTransaction(
                transaction -> hub.agreements.person(transaction, FEED, person, hub.clock.instant()));
    }

    private void say(
            String key,
            SourceId person,
            ConsentKind kind,
            @Nullable String scope,
            @Nullable LocalDate begin,
            @Nullable LocalDate end) {
        hub.community.commit(List.of(Community.said(key, person, kind, scope, begin, end)));
    }

    private long admitWithin(String narrower) {
        hub.save(Hub.agreement()
                .with("entity: ProgramParticipation}", "entity: ProgramParticipation, " + narrower + "}"));
        return admit().admitted();
    }

    private Admission admit() {
        return hub.database.inTransaction(transaction -> hub.agreements.admit(transaction, FEED, hub.clock.instant()));
    }
}
