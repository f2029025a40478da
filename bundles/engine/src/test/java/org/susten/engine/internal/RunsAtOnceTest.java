// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Run;
import org.susten.engine.Run.State;

class RunsAtOnceTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    @Test
    @DisplayName("S-28 no more runs than the heap has room for are worked on at once, and the others follow")
    void runs_wait_for_a_place() throws IOException {
        try (Hub hub = new Hub(postgres.database(), folder, new MovableClock(), 100, 2)) {
            for (String name : new String[] {"one", "two", "three"}) {
                hub.connect(name);
                hub.receive(name, "students.csv", Hub.students(0, 3, i -> true));
            }
            Run one = hub.intake.open("one").orElseThrow();
            Run two = hub.intake.open("two").orElseThrow();
            assertThat(hub.intake.open("three")).as("no place").isEmpty();

            assertThat(hub.work(one).state()).isEqualTo(State.COMMITTED);
            Run three = hub.intake.open("three").orElseThrow();
            assertThat(hub.intake.open("one"))
                    .as("nothing is due, and no place is lost by asking")
                    .isEmpty();
            hub.intake.fail(two.id(), new IllegalStateException("on purpose"));
            hub.intake.fail(two.id(), new IllegalStateException("again"));
            assertThat(hub.work(three).state()).isEqualTo(State.COMMITTED);

            hub.receive("one", "students.csv", Hub.students(0, 4, i -> true));
            assertThat(hub.runAll("one").state()).isEqualTo(State.COMMITTED);
        }
    }

    @Test
    @DisplayName(
            "S-28 a database that ends the hub's sessions, time and again, takes no place from the runs that follow")
    void a_session_that_ends_takes_no_place() throws IOException {
        try (Hub hub = new Hub(postgres.database(), folder, new MovableClock(), 100, 2)) {
            hub.connect("asked", new Counter("asked"), "arrive", "");
            for (int i = 0; i < 2; i++) {
                assertThat(hub.run("asked")).as("nothing is due").isEmpty();
                assertThat(endTheSessionOfLocks()).isEqualTo(1);
                assertThatThrownBy(() -> hub.run("asked")).isInstanceOf(DatabaseException.class);
            }
            hub.runs.request("asked", "operator");
            assertThat(hub.run("asked")).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        }
    }

    private static int endTheSessionOfLocks() {
        return postgres.database()
                .inTransaction(connection -> Sql.list(
                        connection,
                        "select pg_terminate_backend(pid, 5000) from pg_stat_activity where query like 'select pg_advisory_unlock(%'",
                        row -> row.getBoolean(1)))
                .size();
    }
}
