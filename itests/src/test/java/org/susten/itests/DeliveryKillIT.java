// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.itests.Gate.Place.before;
import static org.susten.itests.Gate.Place.committing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The hub's JVM is killed in every step of a delivery, at the very statement and in the very commit. */
class DeliveryKillIT {

    private static final long SLOW = 1L << 30;

    private static Hub hub;
    private static Store store;
    private static Outbox outbox;
    private static SampleCommunity community;

    @BeforeAll
    static void start() throws Exception {
        hub = Hub.unpack(Path.of(System.getProperty("susten.work"), "DeliveryKillIT"));
        store = new Store(hub);
        outbox = new Outbox(hub.home().resolve("store/outbox/lanternclub"));
        community = SampleCommunity.in(hub, store);
        community.arrive();
        assertThat(outbox.packages()).isNotEmpty();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    /** In the order of a delivery: open, format, release (told, entries, disclosure), send, note the arrival. */
    static List<Gate.Place> places() {
        return List.of(
                before("insert", "feeds.delivery", "true"),
                committing("insert", "feeds.delivery", "true"),
                before("insert", "feeds.packed_person", "true"),
                before("update", "feeds.delivery", "new.state = 'READY'"),
                committing("update", "feeds.delivery", "new.state = 'READY'"),
                before("update", "feeds.feed", "new.digest <> old.digest"),
                before("insert", "governance.ledger_entry", "true"),
                before("insert", "governance.disclosure", "true"),
                before("update", "feeds.delivery", "new.state = 'RELEASED'"),
                committing("update", "feeds.delivery", "new.state = 'RELEASED'"),
                before("update", "feeds.delivery", "new.state = 'DELIVERED'"),
                committing("update", "feeds.delivery", "new.state = 'DELIVERED'"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("places")
    @DisplayName(
            "R-01 and P-09 killed in any step, a delivery is as before or as after, repeats by itself, and is on record")
    void a_delivery_killed_in_a_step_repeats_by_itself(Gate.Place place) throws Exception {
        Set<String> before = outbox.packages();
        try (Gate gate = Gate.shut(store, place)) {
            community.changeAttendance();
            gate.awaitSomebody();
            hub.kill();
            assertWholeOn(before);
        }
        hub.start();
        assertDelivered(before);
    }

    @Test
    @DisplayName(
            "R-01 and P-09 killed while the package is written into the partner's folder, it never shows there by half")
    void a_delivery_killed_while_it_is_written_shows_nothing_and_is_written_again() throws Exception {
        Set<String> before = outbox.packages();
        Path slow;
        try (Gate gate = Gate.shut(store, before("update", "feeds.delivery", "new.state = 'RELEASED'"))) {
            community.changeAttendance();
            gate.awaitSomebody();
            String id = store.text("select id from feeds.delivery where state = 'READY'");
            // a big file of the test's own, copied last, so that the killing comes in time
            slow = hub.home().resolve("store/spool/" + id + "/zz-slow");
            try (RandomAccessFile file = new RandomAccessFile(slow.toFile(), "rw")) {
                file.setLength(SLOW);
            }
            gate.open();
            Path beside = hub.home().resolve("store/outbox/lanternclub/." + id + ".partial/zz-slow");
            Hub.until("the package is being written", () -> Files.exists(beside));
            hub.kill();
            assertThat(Files.size(beside)).as("killed half way").isLessThan(SLOW);
            assertThat(outbox.packages()).isEqualTo(before);
            assertWholeOn(before);
        }
        Files.delete(slow);
        hub.start();
        assertDelivered(before);
    }

    /** The partner sees what it saw, or one whole package more, and nothing that is not on record. */
    private static void assertWholeOn(Set<String> before) throws IOException {
        assertThat(outbox.packages()).containsAll(before).hasSizeBetween(before.size(), before.size() + 1);
        outbox.assertWhole();
        outbox.assertDisclosed(store);
    }

    private static void assertDelivered(Set<String> before) throws Exception {
        Hub.until("the delivery comes by itself", () -> outbox.packages().size() > before.size());
        community.awaitRest();
        assertThat(outbox.packages()).containsAll(before).hasSize(before.size() + 1);
        assertThat(outbox.hidden()).isEmpty();
        outbox.assertWhole();
        outbox.assertDisclosed(store);
        assertThat(store.number("select count(*) from feeds.delivery where state = 'DELIVERED'"))
                .isEqualTo(before.size() + 1L);
        assertThat(store.number("select count(*) from governance.disclosure"))
                .as("what is on record has left")
                .isEqualTo(before.size() + 1L);
        String last =
                store.text("select id from feeds.delivery where state = 'DELIVERED' order by number desc limit 1");
        assertThat(before).doesNotContain(last);
        assertThat(outbox.manifest(last).path("commit").asLong())
                .isEqualTo(store.number("select max(id) from store.commit"));
        assertThat(hub.json("/api/v1/ledger/verification").path("intact").asBoolean())
                .isTrue();
    }
}
