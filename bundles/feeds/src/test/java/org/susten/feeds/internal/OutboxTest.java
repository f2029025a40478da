// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Hub.FEED;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;
import org.susten.model.AttendanceCategory;

/** Deliveries that do not reach their partner, and what an operator does about them. */
class OutboxTest extends OnHub {

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement().delta());
    }

    private Delivery released() {
        return hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
    }

    private Delivery dead() {
        Delivery released = released();
        for (int attempt = 0; attempt < Hub.ATTEMPTS; attempt++) {
            hub.deliveries.failed(released.id(), "connection refused");
        }
        return hub.deliveries.find(released.id()).orElseThrow();
    }

    private void tardy(int day) {
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(day), AttendanceCategory.TARDY));
    }

    @Test
    @DisplayName(
            "R-07 tried to the limit, a delivery is dead: it waits for an operator, and nothing of its feed overtakes it")
    void tried_to_the_limit_it_is_dead() {
        Delivery dead = dead();
        assertThat(dead.state()).isEqualTo(State.DEAD);
        assertThat(dead.attempts()).isEqualTo(Hub.ATTEMPTS);
        assertThat(hub.deliveries.dead()).extracting(Delivery::id).containsExactly(dead.id());
        tardy(2);
        hub.clock.forward(Duration.ofDays(3));
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThatThrownBy(() -> hub.deliveries.request(FEED, true, "operator"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("--again " + dead.id());
        hub.restart();
        assertThat(dead.folder()).exists();
        assertThat(hub.deliveries.dead()).hasSize(1);
    }

    @Test
    @DisplayName(
            "R-07 replayed, a dead delivery is the same bytes, with no second entry in the ledger, and the next one follows it")
    void a_dead_delivery_is_replayed() {
        Delivery dead = dead();
        Map<String, String> bytes = Hub.files(dead);
        tardy(2);
        hub.deliveries.again(dead.id(), "operator");
        Delivery again = hub.deliveries.open(FEED).orElseThrow();
        assertThat(again.id()).isEqualTo(dead.id());
        assertThat(again.attempts()).isZero();
        assertThat(Hub.files(again)).isEqualTo(bytes);
        assertThat(hub.deliver().orElseThrow().id()).isEqualTo(dead.id());
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv"))
                .containsExactly("change,id,day,school,category", "added,c1,2026-09-16,Ash School,Tardy");
    }

    @Test
    void given_up_it_is_stopped_and_the_next_one_says_everything() {
        Delivery dead = dead();
        tardy(2);
        Delivery ended = hub.deliveries.giveUp(dead.id(), "their server is gone", "operator");
        assertThat(ended.state()).isEqualTo(State.STOPPED);
        assertThat(ended.message()).startsWith("given up by operator: their server is gone");
        assertThat(dead.folder()).doesNotExist();
        Delivery next = hub.deliver().orElseThrow();
        assertThat(next.rows()).isEqualTo(9);
        assertThat(next.since()).isZero();
    }

    @Test
    @DisplayName("P-01 a dead delivery ends with its agreement")
    void a_dead_delivery_ends_with_its_agreement() {
        Delivery dead = dead();
        hub.agreements.withdraw("bridges.yaml");
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliveries.find(dead.id()).orElseThrow().state()).isEqualTo(State.STOPPED);
        assertThat(dead.folder()).doesNotExist();
    }

    @Test
    void an_agreement_that_changes_takes_back_what_was_made_under_the_old_one() {
        Delivery waiting = released();
        hub.deliveries.failed(waiting.id(), "no such host");
        hub.save(Hub.agreement().delta().with("store/outbox/bridges", "store/outbox/new-place"));
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliveries.find(waiting.id()).orElseThrow().message())
                .startsWith("superseded: the agreement has changed");
        Delivery next = hub.deliver().orElseThrow();
        assertThat(next.destination()).isEqualTo("file:store/outbox/new-place");
        assertThat(next.rows()).isEqualTo(8);
    }

    @Test
    void what_is_not_tried_is_no_attempt() {
        Delivery released = released();
        hub.deliveries.postponed(released.id(), "left alone", Duration.ofMinutes(10));
        Delivery waiting = hub.deliveries.find(released.id()).orElseThrow();
        assertThat(waiting.attempts()).isZero();
        assertThat(waiting.next()).contains(Hub.NOON.plus(Duration.ofMinutes(10)));
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        hub.clock.forward(Duration.ofMinutes(10));
        assertThat(hub.deliveries.open(FEED)).isPresent();
    }

    @Test
    @DisplayName("R-26 what failed while the clock was ahead is tried again when it is right, and not a year later")
    void what_failed_in_the_future_is_tried_again() {
        Delivery released = released();
        hub.clock.forward(Duration.ofDays(200));
        hub.deliveries.failed(released.id(), "connection refused");
        hub.clock.set(Hub.NOON);
        assertThat(hub.deliveries.open(FEED)).map(Delivery::id).contains(released.id());
        hub.deliveries.postponed(released.id(), "Retry-After: 86400", Duration.ofDays(1));
        assertThat(hub.deliveries.open(FEED))
                .as("nobody asked for longer than a day")
                .isEmpty();
    }

    @Test
    void only_the_last_one_that_arrived_is_sent_once_more() throws Exception {
        Delivery first = hub.deliver().orElseThrow();
        assertThat(hub.deliveries.again(first.id(), "operator").state()).isEqualTo(State.RELEASED);
        hub.deliver();
        tardy(2);
        Delivery second = hub.deliver().orElseThrow();
        assertThatThrownBy(() -> hub.deliveries.again(first.id(), "operator")).hasMessageContaining("--full");
        Delivery again = hub.deliveries.again(second.id(), "operator");
        assertThat(Files.exists(again.folder())).isTrue();
        assertThat(hub.deliver().orElseThrow().id()).isEqualTo(second.id());
    }

    @Test
    void a_partner_acknowledges_what_it_took_over_once() {
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(hub.deliveries
                        .acknowledge(delivery.id(), "loaded", "partner:bridges")
                        .orElseThrow()
                        .acknowledged())
                .hasValueSatisfying(said -> {
                    assertThat(said.at()).isEqualTo(Hub.NOON);
                    assertThat(said.how()).isEqualTo("loaded (partner:bridges)");
                });
        assertThat(hub.deliveries.acknowledge(delivery.id(), "again", "partner:bridges"))
                .isEmpty();
        assertThat(hub.deliveries.acknowledge("0".repeat(32), "x", "partner:bridges"))
                .isEmpty();
    }

    @Test
    void what_a_partner_acknowledges_it_has_even_if_the_hub_was_not_told() {
        Delivery dead = dead();
        assertThat(hub.deliveries
                        .acknowledge(dead.id(), "it is here", "partner:bridges")
                        .orElseThrow()
                        .state())
                .isEqualTo(State.DELIVERED);
        assertThat(hub.deliveries.dead()).isEmpty();
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    void what_came_to_nothing_is_not_sent() {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        assertThatThrownBy(() -> hub.deliveries.giveUp(opened.id(), "x", "operator"))
                .hasMessageContaining("FORMATTING");
        hub.community.commit(
                List.of(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY)));
        hub.deliveries.format(opened.id());
        assertThatThrownBy(() -> hub.deliveries.again(opened.id(), "operator")).hasMessageContaining("came to nothing");
    }
}
