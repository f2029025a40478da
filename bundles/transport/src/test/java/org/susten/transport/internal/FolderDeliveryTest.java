// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.feeds.Announcements.Announcement;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;

class FolderDeliveryTest {
    @RegisterExtension
    final TestHub hub = new TestHub();

    private List<String> outbox() throws Exception {
        return Listing.of(hub.base.resolve("outbox"));
    }

    private void delivered(String id) throws Exception {
        Await.until("delivered", () -> hub.deliveries.state(id) == State.DELIVERED);
    }

    @Test
    void a_delivery_passes_every_step_in_order() throws Exception {
        hub.deliver("attendance", "d-1", "file:outbox");
        delivered("d-1");
        assertThat(hub.deliveries.calls).containsExactly("format d-1", "release d-1", "delivered d-1");
        assertThat(outbox()).containsExactly("d-1/attendance.csv", "d-1/manifest.json");
    }

    @Test
    void a_delivery_may_be_one_zip() throws Exception {
        hub.deliver("attendance", "d-1", "file:outbox?package=zip");
        delivered("d-1");
        assertThat(outbox()).containsExactly("d-1.zip");
    }

    @Test
    @DisplayName(
            "A package that cannot be written is written again some seconds later, not at every turn, and less and less often")
    void a_package_that_cannot_be_written_is_tried_some_seconds_later() throws Exception {
        PrintStream err = System.err;
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        try {
            hub.deliveries.unpackable = new FeedException(FeedException.Kind.KEY, "key.asc cannot encrypt", null);
            hub.deliver("attendance", "d-1", "file:outbox");
            Await.until("tried", this::tried);
            for (int turn = 0; turn < 5; turn++) {
                turn();
            }
            assertThat(hub.alerts.times("delivery:attendance")).isEqualTo(1);
            hub.clock.forward(Duration.ofSeconds(5));
            Await.until("tried again", () -> hub.alerts.times("delivery:attendance") == 2);
            hub.clock.forward(Duration.ofSeconds(9));
            turn();
            turn();
            assertThat(hub.alerts.times("delivery:attendance")).isEqualTo(2);
            hub.clock.forward(Duration.ofSeconds(1));
            Await.until("tried once more", () -> hub.alerts.times("delivery:attendance") == 3);
            turn();
        } finally {
            System.setErr(err);
        }
        assertThat(log.toString(StandardCharsets.UTF_8).split("cannot be asked now", -1))
                .as("the log says it once")
                .hasSize(2);
        assertThat(hub.alerts.message("delivery:attendance"))
                .isEqualTo("Feed attendance cannot be packed: key.asc cannot encrypt");
        hub.deliveries.unpackable = null;
        hub.clock.forward(Duration.ofSeconds(20));
        delivered("d-1");
        Await.until("closed", () -> hub.alerts.open().isEmpty());
    }

    @Test
    @DisplayName("The alert of a feed stays open when its route comes again, until nothing waits")
    void an_alert_outlives_its_route() throws Exception {
        hub.alerts.open("delivery:attendance", "Feed attendance cannot be packed: key.asc cannot encrypt");
        hub.deliveries.unpackable = new FeedException(FeedException.Kind.KEY, "key.asc cannot encrypt", null);
        hub.deliver("attendance", "d-1", "file:outbox");
        Await.until("tried", () -> hub.deliveries.calls.contains("open attendance"));
        assertThat(hub.alerts.closed).isEmpty();
        hub.deliveries.unpackable = null;
        hub.clock.forward(Duration.ofSeconds(5));
        delivered("d-1");
        Await.until("closed", () -> hub.alerts.closed.contains("delivery:attendance"));
    }

    private boolean tried() {
        return hub.alerts.times("delivery:attendance") > 0;
    }

    /** Waits for one more turn of the feed, in which a partner is told something. */
    private void turn() throws Exception {
        int before = hub.deliveries.told.calls.size();
        hub.deliveries.told.next(new Announcement(
                "d-0", "attendance", "bridges", "data", Instant.EPOCH, "https://evil.test/hook", true));
        Await.until("a turn", () -> hub.deliveries.told.calls.size() > before);
    }

    @Test
    @DisplayName("A delivery that governance stops never leaves")
    void a_stopped_delivery_never_leaves() throws Exception {
        hub.deliveries.denied.add("d-1");
        hub.deliver("attendance", "d-1", "file:outbox");
        Await.until("stopped", () -> hub.deliveries.state("d-1") == State.STOPPED);
        hub.deliver("attendance", "d-2", "file:outbox");
        delivered("d-2");
        assertThat(hub.deliveries.calls).doesNotContain("release d-1", "delivered d-1", "failed d-1");
        assertThat(outbox()).allMatch(f -> f.startsWith("d-2/"));
    }

    @Test
    @DisplayName("R-06 the same delivery twice has no second effect")
    void the_same_delivery_twice_has_no_second_effect() throws Exception {
        hub.deliver("attendance", "d-1", "file:outbox");
        delivered("d-1");
        Path file = hub.base.resolve("outbox/d-1/attendance.csv");
        var before = Files.getLastModifiedTime(file);
        hub.deliver("attendance", "d-1", "file:outbox");
        delivered("d-1");
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
        assertThat(outbox()).hasSize(2);
    }

    @Test
    void what_a_killed_hub_left_beside_is_written_anew() throws Exception {
        Path beside = Files.createDirectories(hub.base.resolve("outbox/.d-1.partial"));
        Files.writeString(beside.resolve("attendance.csv"), "stud");
        hub.deliver("attendance", "d-1", "file:outbox");
        delivered("d-1");
        assertThat(hub.base.resolve("outbox/d-1/attendance.csv")).hasContent("student,day\nP-1,2026-03-02\n");
        assertThat(outbox()).hasSize(2);
    }

    @Test
    @DisplayName("R-04 a folder that cannot be written to: nothing half-published, one alert opened, one closed")
    void a_folder_that_cannot_be_written_to() throws Exception {
        Path outbox = Files.writeString(hub.base.resolve("outbox"), "a file where the folder should be");
        hub.deliver("attendance", "d-1", "file:outbox");
        Await.until("failed", () -> hub.deliveries.calls.contains("failed d-1"));
        assertThat(hub.alerts.message("delivery:attendance")).contains("does not reach Riverside");
        Files.delete(outbox);
        hub.clock.forward(java.time.Duration.ofHours(1));
        hub.deliveries.again("d-1");
        delivered("d-1");
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.opened).containsExactly("delivery:attendance");
        assertThat(hub.deliveries.calls.stream().filter("release d-1"::equals)).hasSize(1);
    }

    @Test
    @DisplayName(
            "The alert of a delivery that is stopped before it reached its partner is closed: nothing waits any more")
    void the_alert_of_a_delivery_that_is_stopped_is_closed() throws Exception {
        Files.writeString(hub.base.resolve("outbox"), "a file where the folder should be");
        hub.deliver("attendance", "d-1", "file:outbox");
        Await.until("alert", () -> hub.alerts.times("delivery:attendance") == 1);
        hub.deliveries.stop("d-1");
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.closed).containsExactly("delivery:attendance");
    }

    @Test
    @DisplayName("S-21 the hub's own folders are no outbox")
    void the_hubs_own_folders_are_no_outbox() throws Exception {
        hub.deliver("attendance", "d-1", "file:etc/agreements");
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("the hub's own"));
    }

    @Test
    void a_feed_that_is_gone_has_no_route() throws Exception {
        hub.deliver("attendance", "d-1", "file:outbox");
        delivered("d-1");
        hub.line.carrier().feeds(List.of());
        assertThat(hub.line.context().getRoutes()).isEmpty();
    }
}
