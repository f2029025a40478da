// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.governance.Ledger.Head;
import org.susten.model.AttendanceCategory;

/** When a feed has something to deliver, and when it may. */
class DueTest extends OnHub {

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement());
    }

    @Test
    void before_the_first_commit_nothing_is_due() {
        Hub empty = new Hub(postgres.database(), folder);
        empty.save(Hub.agreement());
        empty.deliveries.request(FEED, false, "operator");
        assertThat(empty.deliver()).isEmpty();
    }

    @Test
    void running_it_again_changes_nothing() {
        assertThat(hub.deliver()).isPresent();
        Head head = hub.ledger.head();
        assertThat(hub.deliver()).isEmpty();
        hub.restart();
        assertThat(hub.deliver()).isEmpty();
        hub.community.commit(Community.pupil(5, "Somebody Else"));
        assertThat(hub.deliver())
                .as("a commit that says nothing new to this partner")
                .isEmpty();
        assertThat(hub.ledger.head()).isEqualTo(head);
    }

    @Test
    void a_commit_that_changes_what_it_says_makes_it_due() {
        Delivery first = hub.deliver().orElseThrow();
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        Delivery second = hub.deliver().orElseThrow();
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.commit()).isGreaterThan(first.commit());
        assertThat(second.rows()).isEqualTo(9);
    }

    @Test
    void a_decision_who_is_who_reaches_the_feed_at_once_without_a_commit() {
        hub.community.perhapsPupilFive();
        assertThat(Hub.read(hub.deliver().orElseThrow(), "attendance.csv")).doesNotContain("c7,");
        assertThat(hub.deliver()).as("nobody has decided yet").isEmpty();
        hub.community.confirmReviews();
        assertThat(Hub.read(hub.deliver().orElseThrow(), "attendance.csv"))
                .contains("c7,2026-09-14,Ash School,Present");
    }

    @Test
    void a_scheduled_feed_waits_for_its_time_and_for_something_to_say() {
        hub.save(Hub.agreement().with("mode: full", "mode: full\n    schedule: '0 6 * * *'"));
        assertThat(hub.deliver()).isEmpty();
        hub.clock.set(Instant.parse("2026-10-02T09:59:00Z"));
        assertThat(hub.deliver()).isEmpty();
        hub.clock.set(Instant.parse("2026-10-02T10:00:00Z"));
        assertThat(hub.deliver()).isPresent();
        hub.clock.set(Instant.parse("2026-10-03T10:00:00Z"));
        assertThat(hub.deliver()).as("nothing new to say").isEmpty();
    }

    @Test
    @DisplayName("R-26 a scheduled feed is delivered at its times again once a clock that was a year ahead is right")
    void a_schedule_goes_on_when_the_clock_is_right_again() {
        hub.save(Hub.agreement()
                .with("mode: full", "mode: full\n    schedule: '0 6 * * *'")
                .with("2027-07-31", "2029-07-31"));
        Instant now = hub.clock.instant();
        assertThat(hub.deliver()).isEmpty();
        hub.clock.set(Instant.parse("2028-02-29T12:00:00Z"));
        assertThat(hub.deliver()).isPresent();
        hub.clock.set(now);
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        assertThat(hub.deliver()).as("not before its time").isEmpty();
        hub.clock.set(Instant.parse("2026-10-02T10:00:00Z"));
        assertThat(hub.deliver()).isPresent();
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(3), AttendanceCategory.TARDY));
        assertThat(hub.deliver()).isEmpty();
        hub.clock.set(Instant.parse("2026-10-03T10:00:00Z"));
        assertThat(hub.deliver()).isPresent();
    }

    @Test
    @DisplayName(
            "R-26 a feed that stopped because the clock was beyond its agreement's end runs again when it is right")
    void an_agreement_that_only_seemed_to_end_goes_on() {
        Instant now = hub.clock.instant();
        assertThat(hub.deliver()).isPresent();
        hub.clock.set(Instant.parse("2031-01-01T12:00:00Z"));
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliveries.latest(FEED, 1).get(0).message()).startsWith("bridges: expiry");
        hub.clock.set(now.minus(Duration.ofDays(800)));
        assertThat(hub.deliver()).as("nor before it begins").isEmpty();
        hub.clock.set(now);
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    void an_agreement_without_its_columns_stops_with_the_clause() {
        hub.save(Hub.agreement().fields("Attendance: [category]"));
        hub.deliveries.request(FEED, false, "operator");
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliveries.latest(FEED, 1).get(0).message())
                .startsWith("bridges: fields: attendance needs Attendance.day");
    }

    @Test
    @DisplayName("P-01 an agreement that ends between format and release stops the delivery, with the clause")
    void an_agreement_that_ends_in_between_stops_the_delivery() {
        hub.clock.set(Instant.parse("2027-08-01T03:59:59Z"));
        Delivery formatted =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        hub.clock.forward(Duration.ofSeconds(1));
        Delivery stopped = hub.deliveries.release(formatted.id());
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.message()).startsWith("bridges: expiry");
        assertThat(stopped.folder()).doesNotExist();
        assertThat(hub.ledger.head().entries()).isZero();
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("P-01 an agreement that ends between two deliveries ends the feed, and the hub says so once")
    void an_agreement_that_ends_between_deliveries_ends_the_feed() {
        assertThat(hub.deliver()).isPresent();
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        hub.clock.set(Instant.parse("2027-08-01T04:00:00Z"));
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliver()).isEmpty();
        List<Delivery> latest = hub.deliveries.latest(FEED, 10);
        assertThat(latest).hasSize(2);
        assertThat(latest.get(0).message()).startsWith("bridges: expiry");
        hub.save(Hub.agreement().with("2027-07-31", "2028-07-31"));
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    @DisplayName("P-01 a package the partner has not taken when the agreement ends is not sent any more")
    void a_released_package_is_not_sent_after_the_end() {
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        hub.deliveries.failed(released.id(), "connection refused");
        hub.clock.set(Instant.parse("2027-08-01T04:00:00Z"));
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliveries.find(released.id()).orElseThrow().state()).isEqualTo(State.STOPPED);
        assertThat(released.folder()).doesNotExist();
    }
}
