// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.Runs;
import org.susten.engine.connection.Wiring;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

class ReplayTest extends OnHub {

    /** A roster whose crosswalk lacks a name until it is mended. */
    private static final class Crosswalked implements Connector {
        private final Roster roster;
        volatile String unknown = "Given3";

        Crosswalked(String site) {
            roster = new Roster(site);
        }

        @Override
        public Catalogue catalogue() {
            return roster.catalogue();
        }

        @Override
        public void check(Context context) {
            roster.check(context);
        }

        @Override
        public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
            return roster.read(stream, since, context);
        }

        @Override
        public List<Entity> map(SourceRecord row) {
            if (unknown.equals(row.text("given"))) {
                throw new MappingException("given", "code:name", "the crosswalk lacks a value");
            }
            return roster.map(row);
        }
    }

    private List<Runs.Problem> open(String connection) {
        return hub.runs.openProblems().stream()
                .filter(problem -> problem.connection().equals(connection))
                .toList();
    }

    @Test
    void a_mended_crosswalk_replays_only_the_rows_in_quarantine() throws IOException {
        Crosswalked connector = new Crosswalked("mend");
        hub.connect("mend", connector);
        hub.receive("mend", "schools.csv", Hub.schools());
        hub.receive("mend", "students.csv", Hub.students(0, 9, i -> true));
        hub.run("mend");
        Run first = hub.runAll("mend");
        assertThat(first.rows().quarantined()).isEqualTo(1);
        assertThat(open("mend")).singleElement().satisfies(problem -> {
            assertThat(problem.owner()).isEqualTo("hub");
            assertThat(problem.rows()).isEqualTo(1);
        });
        connector.unknown = "";

        hub.runs.replay(first.id(), true, "operator");
        Run replay = hub.runAll("mend");

        assertThat(replay.state()).isEqualTo(State.COMMITTED);
        assertThat(replay.trigger()).isEqualTo("replay");
        assertThat(replay.rows()).isEqualTo(new Run.Rows(1, 1, 0, 0, 0));
        assertThat(open("mend")).isEmpty();
        assertThat(hub.open(Person.class, "mend", "students")).isEqualTo(9);
    }

    @Test
    void a_replay_of_rows_that_a_later_run_has_answered_for_is_refused_and_fails_no_run() throws IOException {
        Crosswalked connector = new Crosswalked("answered");
        hub.connect("answered", connector);
        hub.receive("answered", "schools.csv", Hub.schools());
        hub.receive("answered", "students.csv", Hub.students(0, 9, i -> true));
        hub.run("answered");
        Run first = hub.runAll("answered");
        connector.unknown = "";
        hub.receive("answered", "students.csv", Hub.students(0, 10, i -> true));
        hub.runAll("answered");
        assertThat(open("answered")).isEmpty();

        assertThatThrownBy(() -> hub.runs.replay(first.id(), true, "operator"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("run " + first.id() + " has no row in quarantine")
                .hasMessageContaining("susten:quarantine");

        assertThat(hub.run("answered")).isEmpty();
    }

    @Test
    void of_what_a_replay_reads_it_remembers_the_rows_in_quarantine_only() throws IOException {
        hub.connect("long", new Crosswalked("long"));
        hub.receive("long", "students.csv", Hub.students(0, 9, i -> true));
        Run first = hub.runAll("long");
        hub.runs.replay(first.id(), false, "operator");
        Run replay = hub.intake.open("long").orElseThrow();

        hub.stage(replay);

        assertThat(hub.active.get(replay.id()).positionsAgain())
                .containsExactly(Map.entry("students", Set.of("students.csv#4")));
        hub.intake.fail(replay.id(), new IllegalStateException("enough"));
    }

    @Test
    void a_replay_of_everything_reads_the_raw_input_again() throws IOException {
        hub.connect("whole");
        hub.receive("whole", "schools.csv", Hub.schools());
        hub.receive("whole", "students.csv", Hub.students(0, 9, i -> true));
        hub.run("whole");
        Run first = hub.runAll("whole");

        hub.runs.replay(first.id(), false, "operator");
        Run replay = hub.runAll("whole");

        assertThat(replay.rows().read()).isEqualTo(9);
        assertThat(replay.changes()).allMatch(change -> change.added() + change.changed() + change.closed() == 0);
    }

    @Test
    void a_replay_of_an_older_snapshot_closes_nothing_that_came_since() throws IOException {
        hub.connect("older");
        hub.receive("older", "students.csv", Hub.students(0, 9, i -> true));
        Run first = hub.runAll("older");
        hub.receive("older", "students.csv", Hub.students(0, 10, i -> true));
        hub.runAll("older");

        hub.runs.replay(first.id(), false, "operator");
        Run replay = hub.runAll("older");

        assertThat(replay.state()).isEqualTo(State.COMMITTED);
        assertThat(replay.findings()).anyMatch(finding -> finding.contains("a newer run was committed"));
        assertThat(hub.open(Person.class, "older", "students")).isEqualTo(10);
    }

    @Test
    void a_later_snapshot_answers_for_earlier_problems() throws IOException {
        hub.connect("later");
        hub.receive("later", "students.csv", "s1,Ada,Alder,1.1.2015,", "s2,Bo,Birch,,");
        hub.runAll("later");
        assertThat(open("later")).hasSize(1);
        hub.receive("later", "students.csv", "s1,Ada,Alder,2015-01-01,", "s2,Bo,Birch,,");
        hub.runAll("later");
        assertThat(open("later")).isEmpty();
    }

    @Test
    void a_row_that_is_sent_again_well_answers_for_its_earlier_self() throws IOException {
        hub.connect("again");
        hub.receive("again", "visits.csv", "v1,,2026-10-01,30", "v2,,2026-10-01,30");
        hub.runAll("again");
        assertThat(open("again")).singleElement().extracting(Runs.Problem::rows).isEqualTo(2L);
        hub.receive("again", "students.csv", "s1,Ada,Alder,,");
        hub.receive("again", "visits.csv", "v2,s1,2026-10-01,30");
        hub.runAll("again");
        assertThat(open("again")).singleElement().extracting(Runs.Problem::rows).isEqualTo(1L);
    }

    @Test
    @DisplayName("R-27 raw input goes when its retention has passed, but not while a row of it is in quarantine")
    void raw_input_goes_when_its_retention_has_passed() throws IOException {
        hub.connect("keep", "retention", "30");
        String good = hub.receive("keep", "students.csv", "s1,Ada,Alder,,");
        Run run = hub.runAll("keep");
        String bad = hub.receive("keep", "visits.csv", "v1,,2026-10-01,30");
        hub.runAll("keep");
        assertThat(hub.runs.prune(Set.of())).isZero();
        clock.forward(Duration.ofDays(31));
        String fresh = hub.receive("keep", "students.csv", "s1,Ada,Ash,,");

        assertThat(hub.runs.prune(Set.of())).isPositive();

        assertThat(hub.vault.holds(good)).isFalse();
        assertThat(hub.vault.holds(bad)).isTrue();
        assertThat(hub.vault.holds(fresh)).isTrue();
        hub.runAll("keep");
        hub.runs.replay(run.id(), false, "operator");
        Run replay = hub.runAll("keep");
        assertThat(replay.state()).isEqualTo(State.FAILED);
        assertThat(replay.message()).contains("no longer kept");
    }

    @Test
    @DisplayName(
            "R-27 raw input that must be preserved outlives its retention, whoever says so, and goes once nobody does")
    void raw_input_that_must_be_preserved_outlives_its_retention() throws IOException {
        hub.connect("held", "retention", "30", "preserve", "Counsel, 2026-10-01: a complaint of 2026");
        hub.connect("asked", "retention", "30");
        hub.connect("free", "retention", "30");
        String held = hub.receive("held", "students.csv", "h1,Ada,Alder,,");
        String asked = hub.receive("asked", "students.csv", "a1,Ada,Alder,,");
        String free = hub.receive("free", "students.csv", "f1,Ada,Alder,,");
        List.of("held", "asked", "free").forEach(hub::runAll);
        clock.forward(Duration.ofDays(31));
        hub.runs.prune(Set.of("asked"));
        assertThat(hub.vault.holds(held)).isTrue();
        assertThat(hub.vault.holds(asked)).isTrue();
        assertThat(hub.vault.holds(free)).isFalse();

        hub.connect("held", "retention", "30");
        hub.runs.prune(Set.of());
        assertThat(hub.vault.holds(held)).isFalse();
        assertThat(hub.vault.holds(asked)).isFalse();
    }

    @Test
    @DisplayName(
            "R-27 raw input of a connection that is not up stays: its file may keep it for longer than is known then")
    void raw_input_of_a_connection_that_is_not_up_stays() throws IOException {
        hub.connect("off", "retention", "3650");
        String content = hub.receive("off", "students.csv", "s1,Ada,Alder,,");
        hub.runAll("off");
        hub.down.add("off");
        Wiring.Wired up = hub.wired.remove("off");
        clock.forward(Duration.ofDays(400));
        hub.runs.prune(Set.of());
        assertThat(hub.vault.holds(content)).isTrue();
        hub.wired.put("off", up);
        hub.runs.prune(Set.of());
        assertThat(hub.vault.holds(content)).isTrue();
        hub.wired.remove("off");
        hub.down.remove("off");
        hub.runs.prune(Set.of());
        assertThat(hub.vault.holds(content)).as("its file is gone").isFalse();
    }

    @Test
    @DisplayName(
            "R-27 rows in quarantine that no later row can answer for are settled by a person, and their raw input goes in its time")
    void what_nobody_misses_is_settled_and_its_raw_input_goes() throws IOException {
        hub.connect("lost", "retention", "30");
        String keyless = hub.receive("lost", "visits.csv", ",s1,2026-10-01,30");
        Run run = hub.runAll("lost");
        assertThat(open("lost")).singleElement().extracting(Runs.Problem::rule).isEqualTo("key");
        hub.receive("lost", "visits.csv", "v1,s1,2026-10-01,30");
        hub.runAll("lost");
        clock.forward(Duration.ofDays(31));
        hub.runs.prune(Set.of());
        assertThat(open("lost")).hasSize(1);
        assertThat(hub.vault.holds(keyless)).isTrue();

        assertThat(hub.runs.settle(run.id(), "operator", "sent again as v1")).isEqualTo(1);

        assertThat(open("lost")).isEmpty();
        assertThat(hub.runs.problems(run.id())).hasSize(1);
        hub.runs.prune(Set.of());
        assertThat(hub.vault.holds(keyless)).isFalse();
        assertThat(hub.runs.settle(run.id(), "operator", "again")).isZero();
    }

    @Test
    void bytes_that_another_arrival_brought_too_stay() throws IOException {
        hub.connect("one", "retention", "30");
        hub.connect("two", "retention", "300");
        String content = hub.receive("one", "students.csv", "s1,Ada,Alder,,");
        assertThat(hub.receive("two", "students.csv", "s1,Ada,Alder,,")).isEqualTo(content);
        hub.runAll("one");
        hub.runAll("two");
        clock.forward(Duration.ofDays(31));
        hub.runs.prune(Set.of());
        assertThat(hub.vault.holds(content)).isTrue();
        clock.forward(Duration.ofDays(300));
        hub.runs.prune(Set.of());
        assertThat(hub.vault.holds(content)).isFalse();
    }

    @Test
    @DisplayName("R-27 raw input stays while a row of it is in quarantine, though the same bytes arrived again")
    void bytes_that_arrived_again_stay_while_a_row_of_them_is_in_quarantine() throws IOException {
        hub.connect("again", "retention", "30");
        String bad = hub.receive("again", "visits.csv", "v1,,2026-10-01,30");
        Run run = hub.runAll("again");
        assertThat(hub.receive("again", "visits.csv", "v1,,2026-10-01,30")).isEqualTo(bad);
        assertThat(hub.runAll("again").message()).contains("the same content");
        clock.forward(Duration.ofDays(31));

        hub.runs.prune(Set.of());

        assertThat(hub.vault.holds(bad)).isTrue();
        hub.runs.replay(run.id(), true, "operator");
        assertThat(hub.runAll("again").state()).isEqualTo(State.COMMITTED);
    }
}
