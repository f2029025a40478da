// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.DatabaseException;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.model.AttendanceCategory;

/** Dead deliveries are kept in PostgreSQL; its session ends in the very statement that would write them there, or take them up again. */
class DeadLettersTest extends OnHub {
    private Delivery released;
    private Map<String, String> bytes;

    @BeforeEach
    void a_delivery_that_failed_all_but_once() {
        hub.save(Hub.agreement().delta());
        released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        bytes = Hub.files(released);
        for (int attempt = 1; attempt < Hub.ATTEMPTS; attempt++) {
            hub.deliveries.failed(released.id(), "connection refused");
        }
    }

    @AfterEach
    void the_database_is_well() {
        hub.sql("drop trigger if exists gone on feeds.delivery");
    }

    @Test
    @DisplayName(
            "R-11 the database goes away as a delivery dies: it is owned as before, and dies or arrives when it is back")
    void a_delivery_that_cannot_die_is_still_owned() {
        goesAway();
        fails(() -> hub.deliveries.failed(released.id(), "connection refused"));
        comesBack();
        assertThat(now().state()).isEqualTo(State.RELEASED);
        assertThat(now().attempts()).isEqualTo(Hub.ATTEMPTS - 1);
        assertThat(hub.deliveries.dead()).isEmpty();
        hub.restart();
        hub.clock.forward(Duration.ofHours(1));
        Delivery due = hub.deliveries.open(FEED).orElseThrow();
        assertThat(due.id()).isEqualTo(released.id());
        assertThat(Hub.files(due)).isEqualTo(bytes);
        assertThat(hub.deliveries.failed(due.id(), "connection refused").state())
                .isEqualTo(State.DEAD);
        assertThat(hub.deliveries.dead()).extracting(Delivery::id).containsExactly(released.id());
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
    }

    @Test
    @DisplayName(
            "R-11 the database goes away as a dead delivery is taken up: it stays dead and whole, and is taken up when it is back")
    void a_dead_delivery_that_cannot_be_taken_up_stays() {
        dies();
        goesAway();
        fails(() -> hub.deliveries.again(released.id(), "operator"));
        comesBack();
        hub.restart();
        assertThat(hub.deliveries.dead()).extracting(Delivery::id).containsExactly(released.id());
        assertThat(Hub.files(now())).isEqualTo(bytes);
        hub.deliveries.again(released.id(), "operator");
        assertThat(hub.deliver()).map(Delivery::id).contains(released.id());
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
    }

    @Test
    @DisplayName(
            "R-11 the database goes away as a dead delivery is given up: it is still there, and nothing it said is lost")
    void a_dead_delivery_that_cannot_be_given_up_stays() {
        dies();
        goesAway();
        fails(() -> hub.deliveries.giveUp(released.id(), "their server is gone", "operator"));
        comesBack();
        assertThat(hub.deliveries.dead()).extracting(Delivery::id).containsExactly(released.id());
        assertThat(Hub.files(now())).as("to be sent after all").isEqualTo(bytes);
        hub.deliveries.again(released.id(), "operator");
        assertThat(hub.deliver()).map(Hub::files).contains(bytes);
    }

    @Test
    @DisplayName(
            "R-11 the database goes away as an arrival is noted: it is sent again under its id, and what follows waits for it")
    void an_arrival_that_cannot_be_noted_is_sent_again() {
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        goesAway();
        fails(() -> hub.deliveries.delivered(released.id()));
        comesBack();
        hub.clock.forward(Duration.ofHours(1));
        assertThat(hub.deliver()).map(Delivery::id).contains(released.id());
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv")).hasSize(2);
    }

    private void dies() {
        assertThat(hub.deliveries.failed(released.id(), "connection refused").state())
                .isEqualTo(State.DEAD);
    }

    private Delivery now() {
        return hub.deliveries.find(released.id()).orElseThrow();
    }

    private static void fails(ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.kind())
                .isEqualTo(DatabaseException.Kind.UNAVAILABLE));
    }

    /** Whoever writes a delivery loses its session while it does. */
    private void goesAway() {
        hub.sql(
                """
                create or replace function feeds.gone() returns trigger language plpgsql as $$
                begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$""",
                "create constraint trigger gone after update on feeds.delivery deferrable initially deferred"
                        + " for each row execute function feeds.gone()");
    }

    private void comesBack() {
        hub.sql("drop trigger gone on feeds.delivery");
    }
}
