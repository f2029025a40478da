// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.users;
import static org.susten.feeds.internal.Hub.FEED;
import static org.susten.feeds.internal.Hub.read;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.packing.Spool;
import org.susten.governance.Ledger.Head;

/** Deliveries asked for again. */
class RepetitionTest extends OnHub {

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement());
    }

    @Test
    @DisplayName("R-31 a delivery asked for again is the same bytes under the same id, and no second disclosure")
    void a_repeated_delivery_has_no_second_effect() {
        Delivery first = hub.deliver().orElseThrow();
        Map<String, String> bytes = Hub.files(first);
        Head head = hub.ledger.head();
        hub.clock.forward(Duration.ofHours(3));
        hub.deliveries.request(FEED, false, "operator");
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(Hub.files(again)).isEqualTo(bytes);
        assertThat(hub.ledger.head()).isEqualTo(head);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("R-31 a repeated delivery whose package is gone is made again with the same bytes")
    void a_lost_package_is_made_again_the_same() {
        Delivery first = hub.deliver().orElseThrow();
        Map<String, String> bytes = Hub.files(first);
        Head head = hub.ledger.head();
        new Spool(hub.spool(), hub.folder.resolve("etc")).remove(first.id());
        hub.clock.forward(Duration.ofMinutes(5));
        hub.deliveries.request(FEED, true, "operator");
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(Hub.files(again)).isEqualTo(bytes);
        assertThat(hub.ledger.head()).isEqualTo(head);
    }

    @Test
    void asked_for_again_after_it_goes_elsewhere_it_goes_there() {
        Delivery first = hub.deliver().orElseThrow();
        hub.save(Hub.agreement().with("file:store/outbox/bridges", "file:store/outbox/bridge-street"));
        hub.deliveries.request(FEED, true, "operator");
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.destination()).isEqualTo("file:store/outbox/bridge-street");
        assertThat(again.id()).isNotEqualTo(first.id());
    }

    @Test
    @DisplayName("R-31 what is said again after something else is another delivery, and on record again")
    void what_is_said_again_after_something_else_is_another_delivery() {
        Delivery first = hub.deliver().orElseThrow();
        String said = read(first, "attendance.csv");
        hub.save(Hub.agreement().fields("Attendance: [day, category]"));
        Delivery other = hub.deliver().orElseThrow();
        hub.save(Hub.agreement());
        Head head = hub.ledger.head();
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isNotIn(first.id(), other.id());
        assertThat(read(again, "attendance.csv")).isEqualTo(said);
        assertThat(hub.ledger.head().entries()).isEqualTo(head.entries() + again.persons());
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("R-31 a change that was told, taken back and comes again without a commit is told again")
    void a_change_that_comes_again_is_told_again() {
        hub.save(Hub.agreement().with("mode: full", "mode: delta"));
        hub.deliver().orElseThrow();
        long child = hub.community.person(users("users", "u1"));
        long other = hub.community.person(users("users", "u2"));
        hub.community.merge(child, other);
        Delivery joined = hub.deliver().orElseThrow();
        String change = read(joined, "attendance.csv");
        hub.community.unmerge(Math.max(child, other));
        Delivery parted = hub.deliver().orElseThrow();
        hub.community.merge(child, other);
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isNotIn(joined.id(), parted.id());
        assertThat(again.rows()).isPositive();
        assertThat(read(again, "attendance.csv")).isEqualTo(change);
        hub.community.unmerge(Math.max(child, other));
        assertThat(hub.deliver())
                .hasValueSatisfying(once -> assertThat(once.id()).isNotIn(joined.id(), parted.id(), again.id()));
    }

    @Test
    @DisplayName("A feed for which the partner comes from now on has something to fetch, though nothing is new")
    void what_was_sent_lies_ready_once_the_partner_comes_for_it() {
        Delivery first = hub.deliver().orElseThrow();
        Head head = hub.ledger.head();
        hub.save(Hub.agreement().with("file:store/outbox/bridges", "rest"));
        Delivery offered = hub.deliver().orElseThrow();
        assertThat(offered.state()).isEqualTo(State.OFFERED);
        assertThat(offered.rows()).isEqualTo(first.rows());
        assertThat(hub.ledger.head()).as("nothing has left").isEqualTo(head);
        assertThat(hub.deliver()).isEmpty();
    }
}
