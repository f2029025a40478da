// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.internal.Misbehaving.Place;
import org.susten.model.Person;

/** Errors of Java's end a connector's run, or quarantine a row, and touch no other. */
class BrokenConnectorTest extends OnMisbehaving {

    @ParameterizedTest
    @EnumSource
    @DisplayName("R-25 an error of Java's while reading ends that run, says who must act, and the next one is made")
    void an_error_while_reading_ends_the_run(Wrong wrong) throws IOException {
        String name = "reads-" + wrong.ordinal();
        AtomicBoolean broken = new AtomicBoolean(true);
        hub.connect(name, new Misbehaving(name, Misbehaving.in(Place.READ, () -> {
            if (broken.get()) {
                wrong.happen();
            }
        })));
        feed(name);

        Run failed = hub.run(name).orElseThrow();

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message())
                .contains(
                        "the connector failed with " + wrong.error().getClass().getSimpleName())
                .contains("give this and the hub's log to its author", "Tried again by itself")
                .doesNotContain("Ada");
        assertThat(hub.alerts.open()).anyMatch(alert -> alert.subject().equals("connection:" + name));
        assertOthersGoOn("beside-" + name);
        broken.set(false);
        clock.forward(Duration.ofMinutes(1));
        assertThat(hub.run(name)).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, name, "students")).isEqualTo(30);
    }

    @Test
    @DisplayName("R-25 a row on which the connector overflows its stack is in quarantine, the others are committed")
    void a_row_that_overflows_the_stack_is_quarantined() throws IOException {
        AtomicInteger rows = new AtomicInteger();
        hub.connect("deep", new Misbehaving("deep", Misbehaving.in(Place.MAP, () -> {
            if (rows.incrementAndGet() == 7) {
                deeper();
            }
        })));
        feed("deep");

        Run run = hub.run("deep").orElseThrow();

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(run.rows().quarantined()).isEqualTo(1);
        assertThat(hub.rules(run).toString()).contains("fault");
        assertThat(hub.open(Person.class, "deep", "students")).isEqualTo(29);
    }

    private static int deeper() {
        return deeper() + deeper();
    }

    @Test
    @DisplayName("R-25 code that lacks a class ends the run instead of quarantining every row")
    void a_broken_add_on_ends_the_run() throws IOException {
        hub.connect("lacking", new Misbehaving("lacking", Misbehaving.in(Place.MAP, Wrong.NO_CLASS::happen)));
        feed("lacking");
        Run failed = hub.run("lacking").orElseThrow();
        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message()).contains("NoClassDefFoundError");
        assertThat(failed.rows().quarantined()).isZero();
    }
}
