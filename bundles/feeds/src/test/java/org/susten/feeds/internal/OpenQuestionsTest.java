// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.susten.db.Sql;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Agreements.Withheld;
import org.susten.model.ConsentKind;
import org.susten.model.SourceId;

/** A refusal lies at one record, and whether another is the same child is a question in review. */
class OpenQuestionsTest extends OnHub {

    private static final SourceId AT_SCHOOL = Community.users("users", "u5");
    private static final SourceId AT_PROVIDER = Community.bridges("children", "c7");
    private static final LocalDate DAY = LocalDate.of(2026, 9, 1);

    @BeforeEach
    void a_child_who_may_be_pupil_five() {
        hub.save(Hub.agreement());
        hub.community.perhapsPupilFive();
    }

    @Test
    void a_question_alone_withholds_nobody() {
        assertThat(admit().admitted()).isEqualTo(6);
        assertThat(admit().withheld()).isEmpty();
    }

    @Test
    void who_may_be_a_child_that_sharing_was_refused_for_is_withheld_until_somebody_decides() {
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null);
        assertThat(admit().admitted()).isEqualTo(5);
        assertThat(admit().withheld()).singleElement().satisfies(w -> {
            assertThat(w.clause()).isEqualTo("bridges: refusalInReview");
            assertThat(w.reason())
                    .isEqualTo("sharing was refused for a child who may be this one: the question is open in review");
            assertThat(w.persons()).isEqualTo(1);
        });
        assertThat(decision()).satisfies(d -> {
            assertThat(d.permitted()).isFalse();
            assertThat(d.clause()).isEqualTo("bridges: refusalInReview");
        });
        assertThat(Hub.read(hub.deliver().orElseThrow(), "attendance.csv")).doesNotContain("c7,");
        hub.community.decideReviews(false);
        assertThat(admit().admitted()).as("another child").isEqualTo(6);
        assertThat(decision().permitted()).isTrue();
    }

    @Test
    void once_they_are_one_child_the_refusal_is_its_own() {
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null);
        hub.community.confirmReviews();
        assertThat(admit().withheld()).extracting(Withheld::clause).containsExactly("bridges: refusal");
        assertThat(decision().clause()).isEqualTo("bridges: refusal");
    }

    @Test
    void the_later_word_counts_as_if_they_were_one_child() {
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, DAY);
        say("f2", AT_PROVIDER, ConsentKind.CONSENT, DAY);
        assertThat(admit().admitted()).as("the same day: the refusal").isEqualTo(5);
        say("f2", AT_PROVIDER, ConsentKind.CONSENT, DAY.plusDays(1));
        assertThat(admit().admitted()).isEqualTo(6);
        say("f2", AT_PROVIDER, ConsentKind.CONSENT, DAY.minusDays(1));
        say("f3", AT_SCHOOL, ConsentKind.CONSENT, DAY.plusDays(1));
        assertThat(admit().admitted()).as("taken back where it was said").isEqualTo(6);
    }

    @Test
    void an_opt_out_reaches_so_far_too_where_directory_fields_are_granted() {
        say("f1", AT_SCHOOL, ConsentKind.DIRECTORY_OPT_OUT, null);
        assertThat(admit().withheld()).extracting(Withheld::clause).containsExactly("bridges: directoryOptOutInReview");
        hub.save(Hub.agreement().fields("Attendance: [day, category]"));
        assertThat(admit().withheld()).as("no directory field is granted").isEmpty();
    }

    @Test
    void what_is_a_question_yet_has_no_partner_delete_anything() {
        say("f1", AT_SCHOOL, ConsentKind.REFUSAL, null);
        assertThat(objections()).isZero();
        hub.community.confirmReviews();
        assertThat(objections()).isEqualTo(1);
    }

    private long objections() {
        Agreement agreement = hub.agreements.find("bridges").orElseThrow();
        long person = hub.community.person(AT_PROVIDER);
        return hub.database.inTransaction(transaction -> {
            Sql.run(transaction, "create temp table told (person bigint) on commit drop");
            Sql.run(transaction, "insert into told values (?)", person);
            String relation = hub.archive.objections(transaction, agreement, "told", hub.clock.instant());
            return (long)
                    Sql.list(transaction, "select person from " + relation + " where withheld is not null", row -> true)
                            .size();
        });
    }

    private Decision decision() {
        long person = hub.community.person(AT_PROVIDER);
        return hub.database.inTransaction(
                transaction -> hub.agreements.person(transaction, FEED, person, hub.clock.instant()));
    }

    private void say(String key, SourceId person, ConsentKind kind, @Nullable LocalDate begin) {
        hub.community.commit(Community.said(key, person, kind, null, begin, null));
    }

    private Admission admit() {
        return hub.database.inTransaction(transaction -> hub.agreements.admit(transaction, FEED, hub.clock.instant()));
    }
}
