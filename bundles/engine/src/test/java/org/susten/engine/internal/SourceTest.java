// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.Run;
import org.susten.model.Person;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;

class SourceTest extends OnHub {

    @Test
    void a_source_is_asked_when_its_time_has_come() {
        clock.set("2026-10-05T12:00:00Z");
        Counter source = new Counter("nightly");
        hub.connect("nightly", source, "arrive", "", "schedule", "0 2 * * *");
        assertThat(hub.run("nightly")).isEmpty();
        clock.set("2026-10-06T01:59:59Z");
        assertThat(hub.run("nightly")).isEmpty();
        clock.set("2026-10-06T02:00:01Z");
        assertThat(hub.run("nightly")).get().extracting(Run::trigger).isEqualTo("schedule");
        assertThat(hub.run("nightly")).isEmpty();
        clock.set("2026-10-09T07:00:00Z");
        assertThat(hub.run("nightly")).as("once for all that was missed").isPresent();
        assertThat(hub.run("nightly")).isEmpty();
    }

    @Test
    @DisplayName("C-04 reading goes on after the last committed row, and only after a commit")
    void reading_goes_on_after_the_last_committed_row() {
        Counter source = new Counter("cursor");
        hub.connect("cursor", source, "arrive", "");
        hub.runs.request("cursor", "operator");
        assertThat(hub.runAll("cursor").rows().read()).isEqualTo(3);
        source.rows = 5;
        source.fail(Kind.UNAVAILABLE);
        hub.runs.request("cursor", "operator");
        hub.runAll("cursor");
        source.failure = null;
        clock.forward(Duration.ofHours(1));
        assertThat(hub.runAll("cursor").rows().read()).isEqualTo(2);
        hub.runs.request("cursor", "operator");
        assertThat(hub.runAll("cursor").rows().read()).isZero();

        assertThat(source.askedSince).containsExactly("", "3", "5");
        assertThat(hub.open(Person.class, "cursor", "people")).isEqualTo(5);
        hub.runs.replay(hub.runs.latest("cursor", 0, 1).get(0).id(), false, "operator");
        assertThat(hub.runAll("cursor").rows().read())
                .as("a replay asks from the beginning")
                .isEqualTo(5);
    }

    @Test
    void a_reading_without_rows_goes_on_where_its_connector_says_and_otherwise_where_it_began() {
        Counter source = new Counter("quiet");
        hub.connect("quiet", source, "arrive", "");
        for (Cursor end : new Cursor[] {null, null, new Cursor("9"), null, null}) {
            source.endWithoutRows = end;
            hub.runs.request("quiet", "operator");
            hub.runAll("quiet");
        }

        assertThat(source.askedSince).containsExactly("", "3", "3", "9", "9");
    }

    @Test
    void a_request_where_nothing_has_arrived_is_answered_in_words() {
        hub.connect("asked");
        hub.runs.request("asked", "operator");
        hub.runs.request("asked", "operator");

        assertThat(hub.run("asked")).isEmpty();

        assertThat(hub.runs.latest("asked", 0, 10)).singleElement().satisfies(run -> {
            assertThat(run.state()).isEqualTo(Run.State.COMMITTED);
            assertThat(run.message()).contains("nothing has arrived");
        });
    }

    @Test
    void live_progress_is_seen_while_a_run_reads() throws Exception {
        hub.connect("live");
        hub.receive("live", "students.csv", Hub.students(0, 250, i -> true));
        Run run = hub.intake.open("live").orElseThrow();
        try (org.susten.engine.Intake.Batches batches = hub.intake.read(run.id())) {
            hub.intake.stage(hub.intake.map(batches.next()));
            assertThat(hub.runs.find(run.id())).get().satisfies(live -> {
                assertThat(live.state()).isEqualTo(Run.State.READING);
                assertThat(live.rows().read()).isEqualTo(100);
                assertThat(live.rows().mapped()).isEqualTo(100);
            });
        }
    }
}
