// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.bench.community.Community;
import org.susten.bench.community.Spec;
import org.susten.bench.community.Variation;

/** The hub's JVM and its PostgreSQL are killed in the middle of runs, at times that a seed chooses. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KillIT {

    private static final int ROWS = 60_000;
    private static final int KILLS = Integer.getInteger("susten.kills", 6);
    private static final String RIVERSIDE =
            """
            site = riverside
            arrive = file:arrivals/riverside?settle=0s
            """;

    @TempDir
    static Path folder;

    private static Hub hub;
    private static Store store;
    private static Community community;
    private static Map<String, Long> rows;

    @BeforeAll
    static void start() throws Exception {
        community = new Community(Spec.ofRows(20260301, ROWS));
        hub = Hub.unpack(folder.resolve("hub"));
        store = new Store(hub);
        hub.put("etc/org.susten.connector.oneroster-riverside.cfg", RIVERSIDE);
        hub.start();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    @Test
    @Order(1)
    @DisplayName(
            "R-01 R-10 kill -9 of the JVM in any step of a run leaves everything as before or as after, and the run repeats by itself")
    void a_killed_run_repeats_by_itself() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < KILLS; i++) {
            send(i, i == 0 ? Variation.NONE : Variation.shuffled(i).changing(0.02, i));
            long before = store.number("select count(*) from store.commit");
            LockSupport.parkNanos(Duration.ofMillis(800 + random.nextInt(5000)).toNanos());
            hub.kill();
            hub.start();
            long wanted = i;
            Hub.until(
                    "run " + i + " is committed",
                    () -> store.number("select count(*) from engine.arrival where state = 'done'") > wanted);
            assertWhole(before);
        }
    }

    @Test
    @Order(2)
    @DisplayName("R-01 kill -9 of PostgreSQL in the middle of a run loses nothing, and the run repeats by itself")
    void a_killed_postgresql_comes_back_and_the_run_repeats() throws Exception {
        long done = store.number("select count(*) from engine.arrival where state = 'done'");
        for (int i = 0; i < 2; i++) {
            send(100 + i, Variation.shuffled(100 + i).changing(0.02, 100 + i));
            long before = store.number("select count(*) from store.commit");
            LockSupport.parkNanos(Duration.ofMillis(2500 + 1000L * i).toNanos());
            hub.killPostgres();
            long wanted = done + i + 1;
            Hub.until(
                    "the arrival after the crash is done",
                    () -> store.number("select count(*) from engine.arrival where state = 'done'") >= wanted);
            assertWhole(before);
        }
    }

    enum Victim {
        SESSION,
        SERVER
    }

    @ParameterizedTest
    @EnumSource
    @Order(3)
    @DisplayName(
            "R-01 PostgreSQL killed -9 in the very commit of a run: nothing of it is there, and the run repeats by itself")
    void postgresql_killed_in_the_commit_of_a_run(Victim victim) throws Exception {
        long done = store.number("select count(*) from engine.arrival where state = 'done'");
        long before = store.number("select count(*) from store.commit");
        int number = 200 + victim.ordinal();
        try (Gate gate = Gate.shut(store, Gate.Place.committing("insert", "store.commit", "true"))) {
            send(number, Variation.shuffled(number).changing(0.02, number));
            long session = gate.awaitSomebody().get(0);
            switch (victim) {
                case SESSION -> ProcessHandle.of(session).orElseThrow().destroyForcibly();
                case SERVER -> hub.killPostgres();
            }
        }
        Hub.until(
                "the arrival after the crash is done",
                () -> store.number("select count(*) from engine.arrival where state = 'done'") > done);
        assertWhole(before);
    }

    private static void send(int number, Variation variation) throws Exception {
        Path zip = folder.resolve("community-" + number + ".zip");
        rows = community.writeRoster(zip, false, variation);
        hub.put("arrivals/riverside/community-" + number + ".zip", Files.readAllBytes(zip));
    }

    private static void assertWhole(long commitsBefore) throws Exception {
        JsonNode run = hub.awaitRun("riverside", "COMMITTED");
        JsonNode counts = run.path("rows");
        assertThat(counts.path("read").asLong())
                .isEqualTo(counts.path("mapped").asLong()
                        + counts.path("quarantined").asLong()
                        + counts.path("ignored").asLong());
        assertThat(store.number("select count(*) from store.class_membership_v1"))
                .isEqualTo(rows.get("enrollments.csv"));
        assertThat(store.number("select count(*) from store.person_v1")).isEqualTo(rows.get("users.csv"));
        assertThat(store.number("select count(*) from store.commit")).isEqualTo(commitsBefore + 1);
        assertThat(store.number("select count(*) - max(id) from store.commit"))
                .as("no gap in the order of commits")
                .isZero();
        assertThat(
                        store.number(
                                "select count(*) from store.person_v1 p where not exists (select from identity.link_v1 l where l.row = p.row)"))
                .as("people without a person")
                .isZero();
        assertThat(store.number("select count(*) from engine.arrival where state <> 'done'"))
                .isZero();
    }
}
