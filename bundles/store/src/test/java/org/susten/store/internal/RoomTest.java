// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.enrollment;
import static org.susten.store.internal.Sample.school;
import static org.susten.store.internal.Sample.student;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.db.testing.Postgres;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.store.Stage;
import org.susten.store.Stage.Change;

/** What stages remember of the rows that passed: in bounded memory, however many they are, and however large. */
class RoomTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final long PLENTY = 1L << 30;
    private static final int MANY = 300_000;

    @BeforeEach
    void empty() {
        new Hub(postgres.database()).empty();
    }

    @Test
    void whoever_comes_next_finds_half_of_what_was_left() {
        Room room = new Room(100);

        assertThat(room.share().take(51)).isFalse();
        assertThat(room.share().take(50)).isTrue();
        assertThat(room.share().take(25)).isTrue();
        assertThat(room.left()).isEqualTo(25);
    }

    @Test
    void a_stage_that_ended_takes_no_more() {
        Room room = new Room(100);
        Room.Share share = room.share();
        share.take(40);
        share.need(80);
        assertThat(room.left()).isEqualTo(-20);

        share.end();

        share.need(10);
        assertThat(share.take(10)).isFalse();
        assertThat(room.left()).isEqualTo(100);
    }

    @Test
    @DisplayName("C-12 a hundred small runs at once need little memory")
    void small_runs_need_little() {
        Room room = new Room(PLENTY);
        Hub hub = new Hub(postgres.database(), 0, room);
        for (int i = 0; i < 100; i++) {
            hub.stage(rows(student("a" + i, "Ada")));
        }

        assertThat(PLENTY - room.left()).isBetween(1L, 40L << 20);
    }

    @Test
    @DisplayName("C-12 a run that is held after its comparison, or dropped, keeps no memory")
    void a_held_run_keeps_none() {
        Room room = new Room(PLENTY);
        Hub hub = new Hub(postgres.database(), 0, room);
        hub.run(rows(student("a", "Ada")), complete("users"));
        assertThat(room.left()).isEqualTo(PLENTY);

        Stage held = hub.stage(rows(student("a", "Ada"), student("b", "Bea")));
        assertThat(room.left()).isLessThan(PLENTY);
        held.compare(complete("users"));

        assertThat(room.left()).isEqualTo(PLENTY);

        hub.stage(rows(student("c", "Cleo"))).drop();

        assertThat(room.left()).isEqualTo(PLENTY);

        hub.stage(rows(student("d", "Dora")));
        hub.records.dropStagesExcept(List.of());

        assertThat(room.left()).isEqualTo(PLENTY);
    }

    @Test
    @DisplayName("C-12 where there is no room, runs say and store the same")
    void without_room_runs_end_as_with_it() {
        List<List<Change>> with = runs(new Hub(postgres.database(), 0, new Room(PLENTY)));
        empty();
        List<List<Change>> without = runs(new Hub(postgres.database(), 0, new Room(0)));

        assertThat(without).isEqualTo(with);
        assertThat(with.get(0)).contains(new Change("users", "Person", "", 0, 20_000, 0, 0, 0));
        assertThat(with.get(1)).contains(new Change("users", "Person", "", 20_000, 0, 1, 0, 19_999));
    }

    /** A first run, and a second one in which one row comes twice, far apart, and in other words the second time. */
    private static List<List<Change>> runs(Hub hub) {
        List<Entity> first = new ArrayList<>(List.of(school("s1")));
        List<Entity> second = new ArrayList<>(List.of(school("s1")));
        for (int i = 0; i < 20_000; i++) {
            first.add(student("p" + i, "Ada"));
            first.add(enrollment("p" + i, "s1"));
            second.add(student("p" + i, "Ada"));
            second.add(enrollment("p" + i, "s1"));
        }
        second.add(student("p7", "Adele"));
        return List.of(
                hub.run(rows(first.toArray(Entity[]::new)), complete("orgs", "users", "enrollments")),
                hub.run(rows(second.toArray(Entity[]::new)), complete("orgs", "users", "enrollments")));
    }

    @ParameterizedTest
    @CsvSource({"1073741824, 0.0001", "3000000, 0.01"})
    @DisplayName(
            "of equal rows all but one are noticed whichever threads bring them, and few others, with less room, too")
    void of_equal_rows_all_but_one_are_noticed(long bytes, double falseAlarms) throws Exception {
        Sightings sightings = new Sightings(new Room(bytes).share());
        AtomicIntegerArray unnoticed = new AtomicIntegerArray(MANY);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> say = () -> {
                Random random = new Random(7);
                for (int i = 0; i < MANY; i++) {
                    if (!sightings.before(random.nextLong(), random.nextLong())) {
                        unnoticed.incrementAndGet(i);
                    }
                }
                return null;
            };
            for (Future<Void> said : threads.invokeAll(List.of(say, say, say, say))) {
                said.get();
            }
        } finally {
            threads.shutdown();
        }
        int never = 0;
        for (int i = 0; i < MANY; i++) {
            assertThat(unnoticed.get(i)).isLessThanOrEqualTo(1);
            never += 1 - unnoticed.get(i);
        }
        assertThat(never).as("false alarms").isLessThan((int) (MANY * falseAlarms));
    }

    @Test
    void a_row_id_is_the_same_however_many_were_computed_before_it() {
        Streams streams = new Streams(postgres.database());
        RowIds with = new RowIds(streams, new Room(PLENTY).share());
        RowIds without = new RowIds(streams, new Room(0).share());
        for (int i = 0; i < MANY; i++) {
            SourceId id = Hub.id("users", "p" + i % 100_003);
            assertThat(with.row(id)).isEqualTo(without.row(id));
            if (i % 1000 == 0) {
                assertThat(with.row(id)).isEqualTo(RowIds.of(id));
            }
        }
    }
}
