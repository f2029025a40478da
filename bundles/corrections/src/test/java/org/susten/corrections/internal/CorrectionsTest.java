// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.corrections.Corrections.Item;
import org.susten.corrections.Corrections.Notice;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Community;
import org.susten.feeds.internal.Hub;
import org.susten.model.ConsentKind;

/** What is a notice, once, and until when it is open. */
class CorrectionsTest extends OnNotices {

    @Test
    @DisplayName(
            "P-04 a refusal is a notice to whoever was told by full deliveries, ahead of the next one, with nothing but the id")
    void a_refusal_is_a_notice_ahead_of_the_next_delivery() {
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.look()).isZero();
        Delivery letter = packed();
        Map<String, String> files = Hub.files(letter);
        assertThat(files).containsOnlyKeys("corrections.csv", "manifest.json", "notice.txt");
        assertThat(files.get("corrections.csv"))
                .isEqualTo("notice,feed,id,action,reason\r\n1,bridges-feed,c1,delete,refusal\r\n");
        assertThat(files.get("notice.txt"))
                .contains(
                        "Correction notice 1 to Bridges Afterschool",
                        "by 2026-10-15",
                        "names 1 id with the action delete");
        assertThat(String.join(" ", files.values())).doesNotContain("Canary", "Pupil", "2016-01", "Ash School");
        hub.deliver();
        Delivery data = hub.deliver().orElseThrow();
        assertThat(Hub.lines(data, "attendance.csv")).noneMatch(line -> line.startsWith("c1,"));
        assertThat(hub.ledger.of(hub.community.person(Community.users("users", "u1"))))
                .extracting(entry -> entry.fields().get(0))
                .containsExactly("Attendance.category", "a notice to delete what it was told before");
    }

    @Test
    @DisplayName("P-04 a feed of changes tells it by itself: no notice says it twice, unless the feed has ended")
    void nothing_is_said_twice() {
        told(Hub.agreement().delta());
        hub.community.commit(refusal());
        assertThat(corrections.look()).isZero();
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv"))
                .anyMatch(l -> l.startsWith("withdrawn,c1"));
        hub.clock.set(ENDED);
        assertThat(corrections.look()).isZero();
        hub.community.commit(
                Community.said("f2", Community.users("users", "u2"), ConsentKind.REFUSAL, null, null, null));
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(1)).containsExactly(new Item("c2", "delete", "refusal"));
    }

    @Test
    @DisplayName("P-13 a partner that knows a child by a former pseudonym too is told to delete both")
    void both_pseudonyms_are_to_be_deleted() {
        told(Hub.agreement().with("identifiability: identified", "identifiability: pseudonymous"));
        hub.newPseudonyms();
        hub.deliver();
        hub.community.commit(refusal());
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(1))
                .extracting(Item::id)
                .hasSize(2)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z2-7]{25}"));
    }

    @Test
    @DisplayName("P-04 who consents again and withdraws again is a notice again")
    void a_second_withdrawal_is_a_second_notice() {
        hub.community.commit(said(ConsentKind.REFUSAL, LocalDate.of(2026, 10, 1)));
        corrections.look();
        hub.deliver();
        hub.deliver();
        hub.clock.forward(Duration.ofDays(2));
        hub.community.commit(Community.said(
                "f9", Community.users("users", "u1"), ConsentKind.CONSENT, null, LocalDate.of(2026, 10, 2), null));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv")).anyMatch(l -> l.startsWith("c1,"));
        assertThat(corrections.look()).isZero();
        hub.clock.forward(Duration.ofDays(1));
        hub.community.commit(said(ConsentKind.REFUSAL, LocalDate.of(2026, 10, 4)));
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(2)).containsExactly(new Item("c1", "delete", "refusal"));
    }

    @Test
    @DisplayName("P-04 a notice to delete closes, with its alert, once its child is told again, and no other does")
    void a_notice_closes_once_its_child_is_told_again() {
        hub.community.commit(said(ConsentKind.REFUSAL, LocalDate.of(2026, 10, 1)));
        hub.community.commit(Community.said(
                "f2", Community.users("users", "u2"), ConsentKind.REFUSAL, null, LocalDate.of(2026, 10, 1), null));
        corrections.look();
        corrections.correct(hub.community.person(Community.users("users", "u3")), "a wrong day", "dana");
        assertThat(corrections.items(1)).hasSize(2);
        hub.clock.forward(Duration.ofDays(30));
        hub.deliver();
        hub.deliver();
        hub.deliver();
        corrections.look();
        assertThat(alerts.open("correction:")).containsOnlyKeys("correction:1", "correction:2");
        hub.community.commit(Community.said(
                "f9", Community.users("users", "u1"), ConsentKind.CONSENT, null, LocalDate.of(2026, 10, 2), null));
        hub.deliver();
        corrections.look();
        assertThat(corrections.list(false)).extracting(Notice::number).containsExactly(1L, 2L);
        hub.community.commit(Community.said(
                "f8", Community.users("users", "u2"), ConsentKind.CONSENT, null, LocalDate.of(2026, 10, 2), null));
        hub.clock.forward(Duration.ofDays(1));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv")).anyMatch(l -> l.startsWith("c2,"));
        corrections.look();
        assertThat(corrections.list(false)).extracting(Notice::number).containsExactly(2L);
        assertThat(corrections.find(1).orElseThrow().how()).contains("told again");
        assertThat(alerts.open("correction:")).containsOnlyKeys("correction:2");
    }

    @Test
    @DisplayName("P-04 what was said of two children as one is to be corrected once they are parted")
    void an_unmerge_is_a_notice() {
        long first = hub.community.person(Community.users("users", "u1"));
        long second = hub.community.person(Community.users("users", "u5"));
        hub.community.merge(first, second);
        hub.deliveries.request("bridges-feed", true, "operator");
        hub.deliver();
        assertThat(corrections.look()).isZero();
        hub.community.unmerge(Math.max(first, second));
        assertThat(corrections.look()).isEqualTo(1);
        assertThat(corrections.items(1)).containsExactly(new Item("c1", "correct", "unmerged"));
        assertThat(corrections.look()).isZero();
    }

    @Test
    @DisplayName(
            "P-04 an amendment at the source is a notice to every past recipient; the words of the steward stay here")
    void an_amendment_is_a_notice() {
        long child = hub.community.person(Community.users("users", "u3"));
        assertThat(corrections.correct(child, "request 7: the birth day was wrong", "dana"))
                .singleElement()
                .satisfies(notice -> {
                    assertThat(notice.partnerName()).isEqualTo("Bridges Afterschool");
                    assertThat(notice.items()).isEqualTo(1);
                });
        Map<String, String> files = Hub.files(packed());
        assertThat(files.get("corrections.csv")).contains("1,bridges-feed,c3,correct,amended");
        assertThat(files.values()).noneMatch(text -> text.contains("birth"));
        long stranger = hub.community.person(Community.users("users", "u5"));
        assertThat(corrections.correct(stranger, "nobody was told of this child", "dana"))
                .isEmpty();
        assertThatThrownBy(() -> corrections.correct(child, " ", "dana")).hasMessageContaining("say what");
    }

    @Test
    @DisplayName(
            "P-04 an amendment asked for by a number that redirects since is a notice to whoever was told of the child")
    void an_amendment_follows_a_number_that_redirects() {
        long child = hub.community.person(Community.users("users", "u3"));
        long other = hub.community.person(Community.users("users", "u5"));
        hub.community.merge(child, other);
        long now = hub.community.person(Community.users("users", "u3"));
        long former = now == child ? other : child;
        assertThat(former).isNotEqualTo(now);
        for (long number : new long[] {former, now}) {
            assertThat(corrections.correct(number, "request 8: the birth day was wrong", "dana"))
                    .singleElement()
                    .satisfies(notice -> assertThat(corrections.items(notice.number()))
                            .containsExactly(new Item("c3", "correct", "amended")));
        }
    }

    @Test
    @DisplayName("P-04 a notice that is not acknowledged in the days of the agreement is an alert until it is")
    void a_notice_that_is_not_acknowledged_is_an_alert() {
        hub.save(Hub.agreement().with("smallestCell: 10", "smallestCell: 10\nacknowledgement: 3"));
        hub.community.commit(refusal());
        corrections.look();
        assertThat(corrections.list(false)).extracting(Notice::due).containsExactly(LocalDate.of(2026, 10, 4));
        hub.clock.forward(Duration.ofDays(3));
        corrections.look();
        assertThat(alerts.open()).isEmpty();
        hub.clock.forward(Duration.ofDays(1));
        corrections.look();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("correction:1");
            assertThat(alert.message()).contains("Bridges Afterschool", "due on 2026-10-04");
        });
        assertThat(corrections.acknowledge(1, "e-mail of 5 October", "dana")).hasValueSatisfying(notice -> {
            assertThat(notice.acknowledged()).isEqualTo(hub.clock.instant());
            assertThat(notice.by()).isEqualTo("dana");
        });
        assertThat(alerts.open()).isEmpty();
        assertThat(corrections.list(false)).isEmpty();
        assertThat(corrections.list(true)).hasSize(1);
        assertThat(corrections.acknowledge(1, "again", "dana")).isEmpty();
    }
}
