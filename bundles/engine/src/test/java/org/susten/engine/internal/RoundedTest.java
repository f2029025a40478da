// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;
import org.susten.model.ServiceContact;

/** Ids that went through a spreadsheet. */
class RoundedTest extends OnHub {

    @Test
    void rows_whose_ids_a_spreadsheet_rounded_are_quarantined_and_close_nothing() throws IOException {
        hub.connect("rounded");
        hub.receive("rounded", "students.csv", "1234567890123,Ada,Alder,2015-01-01,", "1234567890124,Bo,Birch,,");
        hub.runAll("rounded");
        hub.receive(
                "rounded",
                "students.csv",
                "1.23457E+12,Ada,Alder,2015-01-01,",
                "1.23457E+12,Bo,Birch,,",
                "1E+12,Cy,Cedar,,",
                "1.23457E12,Ed,Elm,,",
                "1234567890126,Di,Dogwood,,");

        Run run = hub.runAll("rounded");

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(run.rows()).isEqualTo(new Run.Rows(5, 1, 4, 0, 0));
        assertThat(hub.rules(run))
                .containsExactly(
                        "students id rounded 4 source [students.csv#1, students.csv#2, students.csv#3, students.csv#4]");
        assertThat(hub.runs.problems(run.id()).get(0).message())
                .contains("spreadsheet program has rounded", "export again", "as text");
        assertThat(hub.open(Person.class, "rounded", "students"))
                .as("those of before may be the ones whose ids nobody can read")
                .isEqualTo(3);
    }

    @Test
    void rows_that_name_a_rounded_id_wait_and_the_run_says_why() throws IOException {
        hub.connect("named");
        hub.receive("named", "students.csv", "1234567890123,Ada,Alder,2015-01-01,");
        hub.runAll("named");
        hub.receive("named", "visits.csv", "v1,1.23457E+12,2026-10-01,30", "v2,1234567890123,2026-10-01,30");

        Run run = hub.runAll("named");

        assertThat(hub.open(ServiceContact.class, "named", "visits")).isEqualTo(1);
        assertThat(run.findings())
                .singleElement()
                .asString()
                .startsWith("visits: 1 ServiceContact row waits for a row of students, such as visits.csv#1")
                .contains("spreadsheet program has rounded", "as text");
    }

    @Test
    void a_row_that_brings_along_a_record_with_a_rounded_id_is_quarantined() throws IOException {
        hub.connect("along");
        // Its enrollment is known by student and school.
        hub.receive("along", "students.csv", "s1,Ada,Alder,,1.23457E+12");

        assertThat(hub.rules(hub.runAll("along")))
                .containsExactly("students students rounded 1 source [students.csv#1]");
        assertThat(hub.open(Person.class, "along", "students")).isZero();
    }

    @Test
    void repeated_ids_that_end_in_zeros_from_the_sixteenth_digit_on_hold_the_run() throws IOException {
        hub.connect("cut");
        hub.receive("cut", "students.csv", "123456789012345000,Ada,Alder,,", "123456789012345000,Bo,Birch,,");

        Run run = hub.runAll("cut");

        assertThat(run.state()).isEqualTo(State.HELD);
        assertThat(run.message()).contains("students: 1 row has the id of another", "spreadsheet program has rounded");
        assertThat(hub.open(Person.class, "cut", "students")).isZero();
    }

    @Test
    void codes_that_only_look_like_numbers_are_ids_like_others() throws IOException {
        hub.connect("codes");
        hub.receive(
                "codes",
                "students.csv",
                "1E5,Ada,Alder,,",
                "12E5,Gus,Gale,,",
                "11.5E12,Hal,Holly,,",
                "1.5E123,Ivy,Ilex,,",
                "2E+5,Bo,Birch,,",
                "A1.5E+12,Cy,Cedar,,",
                "1.5E+12b,Di,Dogwood,,",
                "123456789012345000,Ed,Elm,,",
                "123456789012346000,Flo,Fir,,");

        Run run = hub.runAll("codes");

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(hub.rules(run)).isEmpty();
        assertThat(hub.open(Person.class, "codes", "students")).isEqualTo(9);
    }
}
