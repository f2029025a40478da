// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.testing.MovableClock;
import org.susten.identity.Reviews;

/** Work on the index is killed at each table it writes; the index is as before, whole, and the work done again has its full effect. */
class KilledBackendTest extends OnIndex {

    private static final List<String> TABLES = List.of(
            "pending_record",
            "pending_key",
            "pending_edge",
            "pending_link",
            "pending_review",
            "run",
            "person",
            "link",
            "event",
            "edge",
            "review",
            "key",
            "block",
            "decision",
            "decision_before",
            "verdict");

    private static Reviews reviews;

    @BeforeAll
    static void open() {
        reviews = new JdbcReviews(
                postgres.database(), new JdbcReviews.Rules(false, Duration.ofMinutes(30)), new MovableClock());
    }

    /** Two children, one with a second record, and a question about a third record. */
    private static void fill() {
        empty(IndexState.TABLES);
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                .with(DISTRICT, "s2", "Tove Abara", "2014-11-23", Map.of("d", "2002")));
        commit(new PeopleOfARun()
                .with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                .with(PROGRAM, "p2", "Tove Abara", null, Map.of()));
    }

    /** Of every kind: links one, asks about another, changes one so that it parts, closes one. */
    private static PeopleOfARun arrivals() {
        return new PeopleOfARun()
                .with(HEAD_START, "h1", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                .with(HEAD_START, "h2", "Tove Abara", "2014-11-23", Map.of("d", "7117"))
                .with(HEAD_START, "h3", "Caspian Wren", "2015-02-03", Map.of());
    }

    /** Something that changes the index, and what must have happened before. */
    private record Work(String name, Runnable before, LongConsumer act) {}

    private static final List<Work> WORK = List.of(
            new Work("resolve and commit", () -> {}, id -> arrivals().commit(postgres.database(), people, id)),
            new Work("gather all", () -> {}, id -> gather()),
            new Work("gather", KilledBackendTest::gatherAndFill, id -> gather()),
            new Work("commit over blocks", KilledBackendTest::gather, id -> arrivals()
                    .commit(postgres.database(), people, id)),
            new Work("merge", () -> {}, id -> merge()),
            new Work("unmerge", KilledBackendTest::merge, id -> people.unmerge(redirected(), "dana")),
            new Work("decide", () -> {}, id -> decide()),
            new Work(
                    "undo",
                    KilledBackendTest::decide,
                    id -> reviews.undo(reviews.decided(1).get(0).review(), "erik")));

    private static void gather() {
        people.gather(new BlockTable.Measure(0, 1000));
    }

    private static void gatherAndFill() {
        gather();
        arrivals().commit(postgres.database(), people, ++run);
    }

    private static void merge() {
        assertThat(people.merge(person(DISTRICT, "s1"), person(DISTRICT, "s2"), "dana"))
                .isTrue();
    }

    private static void decide() {
        reviews.decide(reviews.open(0, 1).get(0).id(), true, "dana");
    }

    @Test
    @DisplayName(
            "I-03 and R-01 a backend ended wherever resolve, gather, merge, unmerge, decide or undo writes leaves the index as it was")
    void a_backend_that_is_ended_leaves_the_index_as_it_was() throws SQLException {
        Set<String> killed = new TreeSet<>();
        for (Work work : WORK) {
            for (String table : TABLES) {
                if (endedAt(table, work)) {
                    killed.add(work.name() + " at " + table);
                }
            }
        }
        assertThat(killed).as("killed at so many places").hasSizeGreaterThan(30);
    }

    /** Kills the work at a table, then does it; false where it does not write there. */
    private static boolean endedAt(String table, Work work) throws SQLException {
        fill();
        work.before().run();
        Map<String, String> before = state();
        try (Standstill standstill = Standstill.at(postgres.database(), "identity." + table)) {
            OptionalLong stands = standstill.begin(() -> work.act().accept(++run));
            if (stands.isEmpty()) {
                assertThat(standstill.end()).as(work.name()).isNull();
                return false;
            }
            sql("select pg_terminate_backend(" + stands.getAsLong() + ")");
            assertThat(standstill.end())
                    .as(work.name() + " at " + table)
                    .isInstanceOfSatisfying(DatabaseException.class, e -> assertThat(e.kind())
                            .isEqualTo(DatabaseException.Kind.UNAVAILABLE));
        }
        assertThat(state()).as(work.name() + " at " + table).isEqualTo(before);
        work.act().accept(++run);
        assertThat(postgres.database().<Set<String>>inTransaction(IndexState::contradictions))
                .as(work.name() + " after it was killed at " + table)
                .isEmpty();
        return true;
    }

    @Test
    @DisplayName("R-01 kill -9 of a backend fells the server and empties what is pending: the run is decided again")
    void kill_9_between_resolve_and_commit_loses_nothing() throws SQLException {
        fill();
        long id = ++run;
        Database database = postgres.database();
        PeopleOfARun arrivals = arrivals();
        database.inTransaction(c -> people.resolve(c, id, arrivals.fill(c, id)));
        Map<String, String> before = state();
        try (Standstill standstill = Standstill.at(database, "identity.event")) {
            long backend = standstill.begin(() -> commit(id)).orElseThrow();
            assertThat(ProcessHandle.of(backend).orElseThrow().destroyForcibly())
                    .isTrue();
            assertThat(standstill.end()).isInstanceOf(DatabaseException.class);
        }
        assertThat(state()).isEqualTo(before);
        assertThat(count("identity.pending_record"))
                .as("what a crash takes is found again")
                .isZero();
        // The relation of a real run is unlogged too, and staged again with the run.
        database.inTransaction(c -> arrivals.fill(c, id));
        commit(id);
        assertThat(people.personOf(row(HEAD_START, "h1"))).isEqualTo(people.personOf(row(DISTRICT, "s1")));
        assertThat(database.<Set<String>>inTransaction(IndexState::contradictions))
                .isEmpty();
    }

    private static void commit(long id) {
        postgres.database().inTransaction(c -> {
            people.apply(c, id, id);
            return id;
        });
    }

    private static long count(String table) {
        return postgres.database().inTransaction(c -> Sql.number(c, "select count(*) from " + table));
    }

    private static void sql(String text) {
        postgres.database().inTransaction(c -> {
            Sql.run(c, text);
            return text;
        });
    }

    private static long redirected() {
        return postgres.database()
                .inTransaction(c -> Sql.number(c, "select person from identity.person where redirect is not null"));
    }

    private static Map<String, String> state() {
        return postgres.database().inTransaction(IndexState::of);
    }
}
