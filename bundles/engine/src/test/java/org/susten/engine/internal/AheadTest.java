// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;

/** A commit that has begun before its commit step. */
class AheadTest {

    private static final Duration LONG = Duration.ofMinutes(10);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path store;

    private EngineDatabase database;

    @BeforeEach
    void table() {
        database = new EngineDatabase(postgres.database());
        run("drop table if exists public.written; create table public.written (n bigint)");
    }

    private long run(String sql) {
        return database.inTransaction(connection -> (long) Sql.run(connection, sql));
    }

    private long written() {
        return database.inTransaction(c -> Sql.list(c, "select count(*) from public.written", row -> row.getLong(1))
                .get(0));
    }

    private Ahead writing(Duration patience) {
        return Ahead.begin(database, 1, patience, connection -> {
            Sql.run(connection, "insert into public.written values (1)");
            return 7;
        });
    }

    @Test
    void what_was_begun_and_its_rest_are_one_transaction() {
        Ahead ahead = writing(LONG);
        assertThat(written()).isZero();
        OptionalLong commit = ahead.finish((c, id) -> Sql.run(c, "insert into public.written values (?)", id));
        assertThat(commit).hasValue(7);
        assertThat(written()).isEqualTo(2);
    }

    @Test
    void a_rest_that_fails_takes_back_what_was_begun() {
        Ahead ahead = writing(LONG);
        assertThatThrownBy(() -> ahead.finish((c, id) -> {
                    throw new IllegalStateException("on purpose");
                }))
                .hasMessage("on purpose");
        assertThat(written()).isZero();
    }

    @Test
    void what_writing_failed_with_comes_with_the_rest() {
        Ahead ahead = Ahead.begin(database, 1, LONG, connection -> {
            throw new IllegalStateException("no room");
        });
        assertThatThrownBy(() -> ahead.finish((c, id) -> {})).hasMessage("no room");
    }

    @Test
    void a_rest_that_comes_too_late_finds_nothing_begun_and_nobody_had_to_wait_for_it() throws Exception {
        CountDownLatch rolledBack = new CountDownLatch(1);
        Ahead ahead = Ahead.begin(database, 1, Duration.ZERO, connection -> {
            Sql.run(connection, "lock table public.written");
            rolledBack.countDown();
            return 7;
        });
        assertThat(rolledBack.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(run("insert into public.written values (2)")).isEqualTo(1);
        assertThat(ahead.finish((c, id) -> Sql.run(c, "insert into public.written values (3)")))
                .isEmpty();
        assertThat(written()).isEqualTo(1);
    }

    @Test
    void what_is_abandoned_stops_in_the_middle_of_a_statement() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Ahead ahead = Ahead.begin(database, 1, LONG, connection -> {
            Sql.run(connection, "insert into public.written values (1)");
            begun.countDown();
            return Sql.list(connection, "select pg_sleep(600)", row -> 7L).get(0);
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        ahead.abandon();
        assertThat(written()).isZero();
        assertThat(ahead.finish((c, id) -> {})).isEmpty();
    }

    @Test
    void a_large_run_that_fails_before_its_commit_changes_nothing_and_lets_others_commit() throws IOException {
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            hub.connect("north");
            hub.connect("south");
            hub.receive("north", "all.csv", Hub.and(Hub.schools(), Hub.students(0, 20, any -> true)));
            Run run = hub.intake.open("north").orElseThrow();
            hub.stage(run);
            assertThat(hub.intake.screen(run.id()).state()).isEqualTo(State.SCREENED);
            hub.intake.resolve(run.id());
            assertThat(hub.intake
                            .fail(run.id(), new IllegalStateException("on purpose"))
                            .state())
                    .isEqualTo(State.FAILED);
            assertThat(hub.open(Person.class, "north", "students")).isZero();
            hub.receive("south", "all.csv", Hub.and(Hub.schools(), Hub.students(0, 20, any -> true)));
            assertThat(hub.run("south").orElseThrow().state()).isEqualTo(State.COMMITTED);
        }
    }
}
