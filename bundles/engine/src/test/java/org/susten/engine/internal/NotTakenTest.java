// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;

/** What comes and is not taken: nobody is left to find out by himself. */
class NotTakenTest extends OnHub {

    @Test
    void an_export_that_was_renamed_fails_its_run_and_what_comes_after_it_is_read() throws IOException {
        hub.connect("renamed");
        hub.receive("renamed", "daily-students.csv", "s1,Ada,Alder,,");

        Run run = hub.runAll("renamed");

        assertThat(run.state()).isEqualTo(State.FAILED);
        assertThat(run.message()).contains("reads no file called daily-students.csv", "rename it");
        assertThat(hub.alerts.open()).singleElement().satisfies(alert -> assertThat(alert.message())
                .contains("daily-students.csv"));

        hub.receive("renamed", "students.csv", "s1,Ada,Alder,,");

        assertThat(hub.runAll("renamed").state()).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, "renamed", "students")).isEqualTo(1);
        assertThat(hub.alerts.open()).isEmpty();
    }

    @Test
    void a_file_that_nobody_reads_beside_others_is_told_of_by_the_run() throws IOException {
        hub.connect("beside", "gather", "true", "quiet", "0");
        hub.receive("beside", "readme.txt", "Hello");
        hub.receive("beside", "students.csv", "s1,Ada,Alder,,");

        Run run = hub.runAll("beside");

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(run.findings()).singleElement().asString().contains("reads no file called readme.txt");
        assertThat(hub.open(Person.class, "beside", "students")).isEqualTo(1);
    }

    @Test
    void most_of_a_file_in_quarantine_is_an_alert_until_most_of_one_is_understood() throws IOException {
        hub.connect("told");
        String[] good = Hub.students(0, 9, s -> true);
        String[] bad = nameless("Ada");
        hub.receive(
                "told", "students.csv", Stream.of(good, bad).flatMap(Stream::of).toArray(String[]::new));
        Run run = hub.run("told").orElseThrow();
        assertThat(run.rows().quarantined()).isEqualTo(10);
        assertThat(hub.alerts.open("quarantine:"))
                .containsOnlyKeys("quarantine:told")
                .extractingByKey("quarantine:told")
                .asString()
                .contains("10 of 19 rows are in quarantine", "susten:quarantine says why");

        hub.receive(
                "told",
                "students.csv",
                Stream.of(Hub.students(0, 10, s -> true), bad)
                        .flatMap(Stream::of)
                        .toArray(String[]::new));
        assertThat(hub.run("told").orElseThrow().rows().quarantined()).isEqualTo(10);
        assertThat(hub.alerts.open("quarantine:")).isEmpty();
    }

    @Test
    void the_alert_of_a_quarantine_closes_when_its_rows_are_settled_and_not_with_those_of_an_earlier_run()
            throws IOException {
        hub.connect("settled");
        hub.receive("settled", "students.csv", nameless("Ada"));
        Run earlier = hub.run("settled").orElseThrow();
        hub.receive("settled", "students.csv", nameless("Eda"));
        Run later = hub.run("settled").orElseThrow();

        assertThat(hub.runs.settle(earlier.id(), "ada", "sent again")).isEqualTo(10);
        assertThat(hub.alerts.open("quarantine:")).containsOnlyKeys("quarantine:settled");
        assertThat(hub.runs.settle(later.id(), "ada", "their system cannot")).isEqualTo(10);
        assertThat(hub.alerts.open("quarantine:")).isEmpty();
    }

    /** Rows without a key. */
    private static String[] nameless(String given) {
        return IntStream.range(0, 10).mapToObj(i -> "," + given + ",Alder,,").toArray(String[]::new);
    }
}
