// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.Alerts;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.Runs;
import org.susten.model.Enrollment;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.ServiceContact;

class IntakeTest extends OnHub {

    @Test
    void what_arrives_is_read_mapped_and_committed_with_every_row_accounted_for() throws IOException {
        hub.connect("first", "gather", "true");
        hub.receive("first", "schools.csv", Hub.schools());
        hub.receive("first", "students.csv", Hub.students(0, 250, i -> true));
        assertThat(hub.run("first")).as("nothing is complete yet").isEmpty();
        hub.arrivals.complete("first");

        Run run = hub.runAll("first");

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(run.trigger()).isEqualTo("arrival");
        assertThat(run.rows()).isEqualTo(new Run.Rows(253, 253, 0, 0, 0));
        assertThat(run.commit()).isPresent();
        assertThat(hub.open(Person.class, "first", "students")).isEqualTo(250);
        assertThat(hub.open(Enrollment.class, "first", "students")).isEqualTo(250);
        assertThat(hub.open(Organization.class, "first", "schools")).isEqualTo(3);
        assertThat(hub.run("first")).isEmpty();
    }

    @Test
    @DisplayName("I-01 a stream holds each child once, unless its connection says that it may hold one several times")
    void a_stream_that_says_so_may_hold_a_child_twice() throws IOException {
        String[] twice = {"a1,Mirela,Quistgaardson,2015-01-02,school0", "a2,Mirela,Quistgaardson,2015-01-02,school0"};
        hub.connect("once");
        hub.receive("once", "schools.csv", Hub.schools());
        hub.receive("once", "students.csv", twice);
        assertThat(hub.runAll("once").people().orElseThrow().created()).isEqualTo(2);
        hub.connect("sheets", "repeats", "students, guests");
        hub.receive("sheets", "schools.csv", Hub.schools());
        hub.receive(
                "sheets",
                "students.csv",
                "b1,Xenobia,Abernathy,2014-03-04,school0",
                "b2,Xenobia,Abernathy,2014-03-04,school0");
        Run run = hub.runAll("sheets");
        assertThat(run.people().orElseThrow().created()).isEqualTo(1);
        assertThat(run.people().orElseThrow().linked()).isEqualTo(1);
        assertThat(run.findings())
                .contains("repeats names the stream guests, which there is not; there are schools, students, visits");
    }

    @Test
    @DisplayName("A source that lists children once for each school is told how to say so, and then they are one each")
    void children_listed_for_each_school_are_one_once_the_connection_says_so() throws IOException {
        String[] twice = IntStream.range(0, 12)
                .boxed()
                .flatMap(n -> Stream.of("a", "b").map(school -> "%s%d#41%d,Child%d,Duplicata%d,2015-01-%02d,school0"
                        .formatted(school, n, n, n * 7919, n * 104_729, n + 1)))
                .toArray(String[]::new);
        hub.connect("both");
        hub.receive("both", "schools.csv", Hub.schools());
        hub.receive("both", "students.csv", twice);
        Run run = hub.runAll("both");
        assertThat(run.people().orElseThrow().created()).isEqualTo(24);
        assertThat(run.findings())
                .singleElement()
                .asString()
                .startsWith("12 pairs of people carry the same number in one stream and wait in review")
                .endsWith("repeats = students");
        hub.connect("both", "repeats", "students");
        hub.receive("both", "schools.csv", Hub.schools());
        hub.receive(
                "both",
                "students.csv",
                Stream.concat(Stream.of(twice), Stream.of("z,Zed,Last,2014-01-01,school0"))
                        .toArray(String[]::new));
        run = hub.runAll("both");
        assertThat(run.findings()).isEmpty();
        assertThat(run.people().orElseThrow().created()).isEqualTo(1);
        assertThat(run.people().orElseThrow().review()).isZero();
    }

    @Test
    void gathered_files_are_read_after_the_quiet_time_even_if_nobody_says_they_are_complete() throws IOException {
        hub.connect("quiet", "gather", "true", "quiet", "30");
        hub.receive("quiet", "schools.csv", Hub.schools());
        clock.forward(java.time.Duration.ofSeconds(29));
        assertThat(hub.run("quiet")).isEmpty();
        clock.forward(java.time.Duration.ofSeconds(2));
        assertThat(hub.runAll("quiet").rows().read()).isEqualTo(3);
    }

    @Test
    void rows_that_cannot_be_understood_are_quarantined_by_cause_and_the_rest_goes_on() throws IOException {
        hub.connect("bad");
        hub.receive(
                "bad",
                "students.csv",
                "s1,Ada,Alder,2015-01-01,",
                "s2,Bo,Birch,31.12.2015,",
                "s3,Cy,Cedar,1.1.2016,",
                ",Di,Dogwood,2015-01-01,",
                "s5,Boom,Elm,2015-01-01,",
                "s6,,Fir,2015-01-01,",
                "s7,too,few",
                "s8,Nobody,Gum,2015-01-01,",
                "s9,Stray,Hazel,2015-01-01,");
        hub.receive("bad", "visits.csv", "v1,,2026-10-01,30", "v2,s1,2026-10-01,many");

        Run students = hub.run("bad").orElseThrow();
        Run visits = hub.run("bad").orElseThrow();

        assertThat(students.state()).isEqualTo(State.COMMITTED);
        assertThat(students.rows()).isEqualTo(new Run.Rows(9, 1, 7, 0, 1));
        assertThat(hub.rules(students))
                .contains(
                        "students birth date 2 source [students.csv#2, students.csv#3]",
                        "students id key 1 source [students.csv#4]",
                        "students given required 1 source [students.csv#6]",
                        "students  columns 1 source [students.csv#7]",
                        "students Organization fault 1 hub [students.csv#9]")
                .anyMatch(rule -> rule.matches("students Roster.java:\\d+ fault 1 hub \\[students.csv#5]"))
                .hasSize(6);
        assertThat(hub.rules(visits))
                .contains("visits person element 1 source [visits.csv#1]")
                .hasSize(2);
        assertThat(hub.open(Person.class, "bad", "students")).isEqualTo(1);
        assertThat(hub.runs.openProblems()).anyMatch(problem -> problem.rule().equals("date") && problem.rows() == 2);
    }

    @Test
    @DisplayName("C-05 two rows with one key are one row and one duplicate")
    void two_rows_with_one_key_are_one_row_and_one_duplicate() throws IOException {
        hub.connect("twice");
        hub.receive("twice", "students.csv", "s1,Ada,Alder,2015-01-01,", "s2,Bo,Birch,,", "s1,Ada,Ash,2015-01-01,");

        Run run = hub.runAll("twice");

        assertThat(run.rows()).isEqualTo(new Run.Rows(3, 2, 1, 0, 0));
        assertThat(hub.rules(run)).containsExactly("students id duplicate 1 source [students.csv#1]");
        assertThat(hub.open(Person.class, "twice", "students")).isEqualTo(2);
    }

    @Test
    @DisplayName("R-08 the same content a second time is recorded and passed over")
    void the_same_content_a_second_time_is_recorded_and_passed_over() throws IOException {
        hub.connect("same");
        hub.receive("same", "students.csv", Hub.students(0, 5, i -> true));
        Run first = hub.runAll("same");
        hub.receive("same", "again.csv", Hub.students(0, 5, i -> true));

        assertThat(hub.run("same")).isEmpty();

        Run skipped = hub.runs.latest("same", 0, 1).get(0);
        assertThat(skipped.id()).isGreaterThan(first.id());
        assertThat(skipped.state()).isEqualTo(State.COMMITTED);
        assertThat(skipped.message()).contains("same content as in run " + first.id());
        assertThat(skipped.commit()).isEmpty();
    }

    @Test
    void a_poll_that_brings_the_same_again_and_again_leaves_one_run_that_says_when_it_last_did() throws IOException {
        hub.connect("polled");
        hub.receive("polled", "students.csv", Hub.students(0, 5, i -> true));
        hub.runAll("polled");
        hub.receive("polled", "students.csv", Hub.students(0, 5, i -> true));
        hub.run("polled");
        Run skipped = hub.runs.latest("polled", 0, 1).get(0);
        for (int hour = 1; hour <= 3; hour++) {
            hub.clock.forward(Duration.ofHours(1));
            hub.receive("polled", "students.csv", Hub.students(0, 5, i -> true));
            assertThat(hub.run("polled")).isEmpty();
        }

        Run last = hub.runs.latest("polled", 0, 1).get(0);
        assertThat(last.id()).isEqualTo(skipped.id());
        assertThat(last.started()).isEqualTo(skipped.started().plus(Duration.ofHours(3)));

        hub.receive("polled", "students.csv", Hub.students(0, 6, i -> true));
        hub.runAll("polled");
        hub.receive("polled", "students.csv", Hub.students(0, 6, i -> true));
        hub.run("polled");
        assertThat(hub.runs.latest("polled", 0, 1).get(0).id()).isGreaterThan(skipped.id() + 1);
    }

    @Test
    void equal_rows_in_another_file_go_the_whole_way_and_change_nothing() throws IOException {
        hub.connect("equal");
        hub.receive("equal", "students.csv", "s1,Ada,Alder,,", "s2,Bo,Birch,,");
        hub.runAll("equal");
        hub.receive("equal", "students.csv", "s2,Bo,Birch,,", "s1,Ada,Alder,,");

        Run run = hub.run("equal").orElseThrow();

        assertThat(run.rows().mapped()).isEqualTo(2);
        assertThat(run.changes()).allSatisfy(change -> {
            assertThat(change.added() + change.changed() + change.closed()).isZero();
            assertThat(change.unchanged()).isEqualTo(change.before());
        });
        assertThat(run.state()).isEqualTo(Run.State.COMMITTED);
        assertThat(run.commit()).as("a place in the order of changes").isEmpty();
    }

    @Test
    void the_same_content_is_read_again_when_it_is_understood_differently() throws IOException {
        hub.connect("config");
        hub.receive("config", "students.csv", "s1,Ada,Alder,,");
        hub.runAll("config");
        hub.connect("config", "owner", "registrar");
        hub.receive("config", "students.csv", "s1,Ada,Alder,,");

        assertThat(hub.run("config")).get().extracting(run -> run.rows().read()).isEqualTo(1L);
    }

    @Test
    @DisplayName("R-13 a reading that fails half way closes nothing")
    void a_reading_that_fails_half_way_closes_nothing() throws IOException {
        hub.connect("half");
        hub.receive("half", "students.csv", Hub.students(0, 15, i -> true));
        hub.runAll("half");
        hub.receive("half", "students.csv", Hub.and(Hub.students(0, 5, i -> true), "!BROKEN"));

        Run failed = hub.run("half").orElseThrow();

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(hub.open(Person.class, "half", "students")).isEqualTo(15);
    }

    @Test
    void rows_without_a_readable_key_keep_a_snapshot_from_closing_anything() throws IOException {
        hub.connect("nameless");
        hub.receive("nameless", "students.csv", Hub.students(0, 15, i -> true));
        hub.runAll("nameless");
        hub.receive("nameless", "students.csv", Hub.and(Hub.students(0, 14, i -> true), ",Zed,Zelkova,,"));

        Run run = hub.runAll("nameless");

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(run.findings()).anyMatch(finding -> finding.contains("nothing is closed, because 1 row has"));
        assertThat(hub.open(Person.class, "nameless", "students")).isEqualTo(15);
    }

    @Test
    @DisplayName("R-13 a row that came and was not understood stays as it was, and others still close")
    void a_row_that_came_and_was_not_understood_stays_as_it_was() throws IOException {
        hub.connect("kept");
        hub.receive("kept", "schools.csv", Hub.schools());
        hub.receive("kept", "students.csv", Hub.students(0, 15, i -> true));
        hub.runAll("kept");
        String[] lines = Hub.students(0, 14, i -> true);
        lines[3] = "s3,Given3,Family3,spoiled,school0";
        hub.receive("kept", "students.csv", lines);

        Run run = hub.runAll("kept");

        assertThat(run.rows()).isEqualTo(new Run.Rows(14, 13, 1, 0, 0));
        assertThat(hub.open(Person.class, "kept", "students")).isEqualTo(14);
        assertThat(hub.open(Enrollment.class, "kept", "students")).isEqualTo(14);
    }

    @Test
    @DisplayName("R-17 children wait for parents, in any order of arrival")
    void children_wait_for_parents_in_any_order() throws IOException {
        List<List<String>> orders = List.of(
                List.of("schools", "students", "visits"),
                List.of("visits", "students", "schools"),
                List.of("students", "visits", "schools"),
                List.of("visits", "schools", "students"));
        for (int i = 0; i < orders.size(); i++) {
            String name = "order" + i;
            hub.connect(name);
            for (String stream : orders.get(i)) {
                switch (stream) {
                    case "schools" -> hub.receive(name, "schools.csv", Hub.schools());
                    case "students" -> hub.receive(name, "students.csv", Hub.students(0, 9, s -> true));
                    default -> hub.receive(name, "visits.csv", "v1,s1,2026-10-01,30", "v2,s2,2026-10-02,45");
                }
                Run run = hub.run(name).orElseThrow();
                assertThat(run.state()).isEqualTo(State.COMMITTED);
                assertThat(run.rows().quarantined()).isZero();
                if (stream.equals("visits") && i > 0 && i != 2) {
                    assertThat(run.rows().waiting()).isEqualTo(2);
                }
            }
            assertThat(hub.open(ServiceContact.class, name, "visits")).isEqualTo(2);
            assertThat(hub.open(Enrollment.class, name, "students")).isEqualTo(9);
        }
    }

    @Test
    void children_that_wait_too_long_are_an_alert_until_their_parent_comes() throws IOException {
        hub.connect("long", "wait.days", "7");
        hub.receive("long", "visits.csv", "v1,s1,2026-10-01,30");
        Run run = hub.runAll("long");
        assertThat(run.findings())
                .contains("visits: 1 ServiceContact row waits for a row of students, such as visits.csv#1");
        hub.runs.prune(Set.of());
        assertThat(hub.alerts.open()).noneMatch(alert -> alert.subject().equals("waiting:long"));
        clock.forward(java.time.Duration.ofDays(8));
        hub.runs.prune(Set.of());
        assertThat(hub.alerts.open())
                .filteredOn(alert -> alert.subject().equals("waiting:long"))
                .singleElement()
                .extracting(Alerts.Alert::message)
                .asString()
                .startsWith("1 row of visits waits for a parent for more than 7 days")
                .contains("susten:run " + run.id());
        hub.receive("long", "students.csv", "s1,Ada,Alder,,");
        hub.runAll("long");
        hub.runs.prune(Set.of());
        assertThat(hub.alerts.open()).noneMatch(alert -> alert.subject().equals("waiting:long"));
    }

    @Test
    void several_threads_map_and_stage_one_run_and_every_row_is_counted_once() throws Exception {
        hub.connect("threads");
        String[] lines = Hub.students(0, 3000, i -> true);
        for (int i = 0; i < lines.length; i += 7) {
            lines[i] = i % 2 == 0 ? "s" + i + ",Given,Family,1.1.2015," : "s" + i + ",,Family,,";
        }
        hub.receive("threads", "students.csv", lines);
        List<State> told = new CopyOnWriteArrayList<>();
        hub.news.bind(run -> told.add(run.state()));
        Run run = hub.intake.open("threads").orElseThrow();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> batches = new ArrayList<>();
        try (Intake.Batches reading = hub.intake.read(run.id())) {
            reading.forEachRemaining(
                    batch -> batches.add(threads.submit(() -> hub.intake.stage(hub.intake.map(batch)))));
        }
        for (Future<?> batch : batches) {
            batch.get();
        }
        threads.shutdown();
        hub.intake.screen(run.id());
        hub.intake.resolve(run.id());
        Run committed = hub.intake.commit(run.id());

        assertThat(committed.rows()).isEqualTo(new Run.Rows(3000, 2571, 429, 2571, 0));
        assertThat(hub.runs.problems(run.id()).stream().mapToLong(Runs.Problem::rows))
                .containsExactly(215L, 214L);
        assertThat(committed.people()).isPresent();
        hub.news.close();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (told.size() < 4 && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(told).containsExactly(State.READING, State.STAGED, State.SCREENED, State.COMMITTED);
    }

    @Test
    void findings_are_told_and_stop_nothing() throws IOException {
        hub.connect("finding");
        hub.receive("finding", "students.csv", "!finding", "s1,Ada,Alder,,");

        Run run = hub.runAll("finding");

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(run.findings()).containsExactly("students.csv: a column is missing");
    }
}
