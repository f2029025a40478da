// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Agreements.Withheld;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Demographic;
import org.susten.model.Enrollment;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonBuilder;
import org.susten.model.SourceId;

/** Who may give a consent. */
class ConsentGiversTest extends OnHub {

    private static final LocalDate DAY = LocalDate.of(2026, 9, 1);

    @BeforeEach
    void an_agreement_that_stands_on_consent() {
        hub.save(Hub.agreement().basis("ferpa-99.30", "consentForm: form 7"));
    }

    @Test
    @DisplayName("P-18 an adult whose rights are revoked cannot grant; the clause says so, and the other parent can")
    void an_adult_without_rights_cannot_grant() {
        say("f1", ConsentKind.CONSENT, "Father", DAY, null);
        assertThat(admit().admitted()).isEqualTo(1);

        say("o1", ConsentKind.RIGHTS_REVOKED, "the father", DAY.minusYears(1), null);
        assertThat(admit().admitted()).isZero();
        assertThat(admit().withheld())
                .extracting(Withheld::reason)
                .contains("the consent is of somebody whose rights over the record were revoked, 34 CFR 99.4");

        say("f2", ConsentKind.CONSENT, "mother", DAY, null);
        assertThat(admit().admitted()).isEqualTo(1);
    }

    @Test
    @DisplayName("P-18 an adult is the same in capitals, beyond the English letters too")
    void an_adult_is_known_in_capitals() {
        say("f1", ConsentKind.CONSENT, "María Íñiguez", DAY, null);
        say("o1", ConsentKind.RIGHTS_REVOKED, "MARÍA ÍÑIGUEZ", DAY.minusYears(1), null);
        assertThat(admit().admitted()).isZero();
    }

    @Test
    @DisplayName("P-18 an order of another source voids too; one that names nobody counts for every adult")
    void an_order_of_any_source_counts() {
        say("f1", ConsentKind.CONSENT, "mother", DAY, null);
        hub.community.commit(List.of(ConsentRecord.builder(new SourceId("tabular", "court", "orders", "1"))
                .person(Community.bridges("children", "c1"))
                .kind(ConsentKind.RIGHTS_REVOKED)
                .build()));
        assertThat(admit().admitted()).isZero();
    }

    @Test
    @DisplayName("P-18 a consent that was given before the order, or after it ended, stands")
    void the_day_of_the_consent_decides() {
        say("f1", ConsentKind.CONSENT, "father", DAY, null);
        say("o1", ConsentKind.RIGHTS_REVOKED, "father", DAY.plusDays(1), null);
        assertThat(admit().admitted()).isEqualTo(1);
        say("o1", ConsentKind.RIGHTS_REVOKED, "father", DAY.minusDays(9), DAY.minusDays(1));
        assertThat(admit().admitted()).isEqualTo(1);
        say("o1", ConsentKind.RIGHTS_REVOKED, "father", DAY.minusDays(9), DAY);
        assertThat(admit().admitted()).isZero();
        say("o1", ConsentKind.RIGHTS_REVOKED, "father", DAY.plusDays(1), DAY.minusYears(1));
        assertThat(admit().admitted()).isEqualTo(1);
        say("o1", ConsentKind.RIGHTS_REVOKED, "father", DAY.minusDays(9), DAY.minusYears(1));
        assertThat(admit().admitted()).as("one of its days is wrong").isZero();
    }

    @Test
    @DisplayName("P-18 a refusal of an adult without rights is heard all the same")
    void a_refusal_is_heard_whoever_gives_it() {
        say("f1", ConsentKind.CONSENT, "mother", DAY, null);
        say("o1", ConsentKind.RIGHTS_REVOKED, "father", null, null);
        say("f2", ConsentKind.REFUSAL, "father", DAY.plusDays(1), null);
        assertThat(admit().withheld()).extracting(Withheld::clause).contains("bridges: refusal");
    }

    @Test
    @DisplayName("P-18 in college, and no more at school, only the student's own consent counts, whatever the age")
    void in_college_consent_is_the_students() {
        LocalDate today = hub.agreements.day(hub.clock.instant());
        say("f1", ConsentKind.CONSENT, "mother", today.minusYears(1), null);
        hub.community.commit(
                Organization.builder(Community.users("orgs", "c1"))
                        .name("Kelp College")
                        .type(OrganizationType.POSTSECONDARY)
                        .build(),
                Enrollment.builder(Community.users("college", "u1"))
                        .person(Community.users("users", "u1"))
                        .organization(Community.users("orgs", "c1"))
                        .entry(today.minusDays(9))
                        .build());
        assertThat(admit().admitted()).as("still at school too").isEqualTo(1);
        hub.community.commit(Community.enrollment("u1", "s1", null, today.minusDays(1)));
        assertThat(admit().admitted()).isZero();
        say("f2", ConsentKind.CONSENT, "student", today, null);
        assertThat(admit().admitted()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "P-18 once rights are the student's, a parent's consent of whatever day is none, nor lifts the student's refusal")
    void a_parent_cannot_grant_what_is_the_students() {
        LocalDate today = hub.agreements.day(hub.clock.instant());
        hub.community.commit(List.of(PersonBuilder.builder(Community.pupil(1, "Pupil1"))
                .birthDate(today.minusYears(18).minusDays(30))
                .build()));
        for (String parent : List.of("mother", "The Guardian", "M. Okafor")) {
            say("f1", ConsentKind.CONSENT, parent, today.minusDays(3), null);
            assertThat(admit().admitted()).as(parent).isZero();
        }
        say("f1", ConsentKind.CONSENT, "the Student", today.minusDays(3), null);
        assertThat(admit().admitted()).isEqualTo(1);
        say("f2", ConsentKind.REFUSAL, "student", today.minusDays(2), null);
        say("f3", ConsentKind.CONSENT, "mother", today.minusDays(1), null);
        assertThat(admit().withheld()).extracting(Withheld::clause).contains("bridges: refusal");
    }

    @Test
    @DisplayName("P-18 a parent grants nothing of a student whose eighteenth birthday is told by a file of its own")
    void a_birth_date_beside_the_person_counts() {
        LocalDate today = hub.agreements.day(hub.clock.instant());
        Person pupil = Community.pupil(1, "Pupil1");
        hub.community.commit(List.of(
                Demographic.builder(new SourceId(pupil.id().system(), pupil.id().site(), "demographics", "1"))
                        .person(pupil.id())
                        .birthDate(today.minusYears(18).minusDays(30))
                        .build()));
        say("f1", ConsentKind.CONSENT, "mother", today.minusDays(3), null);
        assertThat(admit().admitted()).isZero();
        say("f2", ConsentKind.CONSENT, "student", today.minusDays(3), null);
        assertThat(admit().admitted()).isEqualTo(1);
    }

    @Test
    @DisplayName("P-18 whatever rule of FERPA an agreement stands on, a parent lifts nothing that a grown student said")
    void a_parent_lifts_nothing_of_a_grown_student() {
        hub.save(Hub.agreement());
        LocalDate today = hub.agreements.day(hub.clock.instant());
        say("f3", ConsentKind.CONSENT, "mother", today.minusDays(1), null);
        for (ConsentKind no : List.of(ConsentKind.REFUSAL, ConsentKind.DIRECTORY_OPT_OUT)) {
            say("f2", no, "student", today.minusDays(2), null);
            assertThat(admit().withheld()).as("of a child: " + no).isEmpty();
        }
        hub.community.commit(List.of(PersonBuilder.builder(Community.pupil(1, "Pupil1"))
                .birthDate(today.minusYears(18).minusDays(30))
                .build()));
        assertThat(admit().withheld()).extracting(Withheld::clause).containsExactly("bridges: directoryOptOut");
        say("f2", ConsentKind.REFUSAL, "student", today.minusDays(2), null);
        assertThat(admit().withheld()).extracting(Withheld::clause).containsExactly("bridges: refusal");
        say("f3", ConsentKind.CONSENT, "student", today.minusDays(1), null);
        assertThat(admit().withheld()).isEmpty();
    }

    private void say(String key, ConsentKind kind, String by, @Nullable LocalDate begin, @Nullable LocalDate end) {
        hub.community.commit(List.of(ConsentRecord.builder(new SourceId("tabular", "forms", "forms", key))
                .person(Community.users("users", "u1"))
                .kind(kind)
                .by(by)
                .begin(begin)
                .end(end)
                .build()));
    }

    private Admission admit() {
        return hub.database.inTransaction(transaction -> hub.agreements.admit(transaction, FEED, hub.clock.instant()));
    }
}
