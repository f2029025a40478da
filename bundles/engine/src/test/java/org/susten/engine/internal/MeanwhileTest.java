// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Enrollment;
import org.susten.model.ServiceContact;

/** Parents and children of two connections that run at the same time. */
class MeanwhileTest extends OnHub {

    /** Two connections that know the same records, as a roster and a table of visits do. */
    private void connect(String... names) {
        for (String name : names) {
            hub.connect(name, new Roster(name.replaceFirst("-.*", "")), "site", name.replaceFirst("-.*", ""));
        }
    }

    private Run screened(String connection) {
        Run run = hub.intake.open(connection).orElseThrow();
        hub.stage(run);
        return hub.intake.screen(run.id());
    }

    private Run commit(Run screened) {
        hub.intake.resolve(screened.id());
        return hub.intake.commit(screened.id());
    }

    @Test
    @DisplayName("R-17 children come in with the run of another connection that brings their parents")
    void children_come_with_the_parents_of_another_connection() throws IOException {
        connect("after-visits", "after-roster");
        hub.receive("after-visits", "visits.csv", "v1,s1,2026-10-01,30");
        hub.runAll("after-visits");
        hub.receive("after-roster", "students.csv", "s1,Ada,Alder,,");
        hub.runAll("after-roster");

        assertThat(hub.open(ServiceContact.class, "after", "visits")).isOne();
    }

    @Test
    @DisplayName("R-17 children do not wait for parents that another connection committed since they were compared")
    void parents_that_came_meanwhile_are_there() throws IOException {
        connect("child-visits", "child-roster");
        hub.receive("child-visits", "visits.csv", "v1,s1,2026-10-01,30");
        Run visits = screened("child-visits");
        assertThat(visits.rows().waiting()).isOne();
        hub.receive("child-roster", "students.csv", "s1,Ada,Alder,,");
        hub.runAll("child-roster");

        Run committed = commit(visits);

        assertThat(committed.state()).isEqualTo(State.COMMITTED);
        assertThat(committed.rows().waiting()).isZero();
        assertThat(committed.findings()).isEmpty();
        assertThat(hub.open(ServiceContact.class, "child", "visits")).isOne();
    }

    @Test
    @DisplayName("R-17 children that began to wait since the parents were compared come in with those parents")
    void children_that_came_meanwhile_come_in() throws IOException {
        connect("parent-visits", "parent-roster");
        hub.receive("parent-roster", "schools.csv", Hub.schools());
        hub.runAll("parent-roster");
        hub.receive("parent-roster", "students.csv", "s1,Ada,Alder,,school1");
        Run roster = screened("parent-roster");
        hub.receive("parent-visits", "visits.csv", "v1,s1,2026-10-01,30");
        assertThat(hub.runAll("parent-visits").rows().waiting()).isOne();

        Run committed = commit(roster);

        assertThat(committed.state()).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Enrollment.class, "parent", "students")).isOne();
        assertThat(hub.open(ServiceContact.class, "parent", "visits")).isOne();
    }

    @Test
    void runs_of_others_that_have_nothing_to_do_with_each_other_are_committed_as_they_are() throws IOException {
        connect("one-roster", "two-roster");
        hub.receive("one-roster", "visits.csv", "v1,s1,2026-10-01,30");
        Run one = screened("one-roster");
        hub.receive("two-roster", "students.csv", "s1,Ada,Alder,,");
        hub.runAll("two-roster");

        assertThat(commit(one).rows().waiting()).isOne();
        assertThat(hub.open(ServiceContact.class, "one", "visits")).isZero();
    }
}
