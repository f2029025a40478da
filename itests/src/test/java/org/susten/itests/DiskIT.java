// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The disks the hub writes to are full, really and one at a time. */
class DiskIT {

    private static final int ROOMY = 128;
    private static final int DATABASE = 1024;
    private static final long PAGES = 3L << 20;

    private static final List<SmallDisk> disks = new ArrayList<>();

    private static Hub hub;
    private static Store store;
    private static SampleCommunity community;
    private static Outbox outbox;
    private static SmallDisk raw;
    private static SmallDisk spool;
    private static SmallDisk database;
    private static SmallDisk partner;

    @BeforeAll
    static void start() throws Exception {
        String missing = SmallDisk.missing();
        assumeTrue(missing.isEmpty(), missing);
        hub = Hub.unpack(Path.of(System.getProperty("susten.work"), "DiskIT"));
        raw = disk("store/raw", ROOMY);
        spool = disk("store/spool", ROOMY);
        database = disk("store/postgres", DATABASE);
        partner = disk("store/outbox/lanternclub", 1);
        store = new Store(hub);
        outbox = new Outbox(hub.home().resolve("store/outbox/lanternclub"));
        community = SampleCommunity.in(hub, store);
        community.arrive();
    }

    private static SmallDisk disk(String name, int mebibytes) throws Exception {
        SmallDisk disk = SmallDisk.mount(hub.home().resolve(name), mebibytes);
        disks.add(disk);
        return disk;
    }

    @AfterAll
    static void stop() throws Exception {
        if (hub != null) {
            hub.stop();
        }
        disks.forEach(SmallDisk::close);
    }

    @AfterEach
    void free() throws Exception {
        for (SmallDisk disk : disks) {
            disk.free();
        }
    }

    @Test
    @DisplayName(
            "R-04 no room for raw input: the file stays where it is, one alert says what to do, and it is read when there is")
    void no_room_for_raw_input() throws Exception {
        Set<String> before = outbox.packages();
        raw.fill(64 << 10);
        String file = community.changeAttendance();
        JsonNode alert = awaitAlert("arrival:riverside-attendance:file");
        assertThat(alert.path("message").asText()).contains("No space left on device", "make room on that disk");
        assertThat(hub.home().resolve(file)).isRegularFile();
        assertThat(files("store/raw/incoming")).as("nothing by half").isZero();
        assertThat(hub.get("/health/ready").body()).contains("store/raw");
        raw.free();
        awaitRecovery("arrival:riverside-attendance:file", before);
        assertThat(hub.home().resolve(file)).doesNotExist();
    }

    @Test
    @DisplayName(
            "R-04 no room in PostgreSQL while a run is staged: nothing changes, one alert says what to do, the run is made again")
    void no_room_in_postgresql() throws Exception {
        Set<String> before = outbox.packages();
        long commits = store.number("select count(*) from store.commit");
        database.fill(PAGES);
        community.changeAttendance();
        JsonNode alert = awaitAlert("connection:riverside-attendance");
        assertThat(alert.path("message").asText())
                .contains("no room left on the database's disk", "make room", "by itself");
        assertThat(store.number("select count(*) from store.commit")).isEqualTo(commits);
        assertThat(hub.get("/health/ready").body()).contains("store/postgres");
        database.free();
        awaitRecovery("connection:riverside-attendance", before);
        assertThat(store.number("select count(*) from store.commit")).isEqualTo(commits + 1);
    }

    @Test
    @DisplayName("R-04 no room for a package: nothing leaves, one alert says what to do, it is delivered when there is")
    void no_room_for_a_package() throws Exception {
        Set<String> before = outbox.packages();
        spool.fill(0);
        community.changeAttendance();
        JsonNode alert = awaitAlert("delivery:lanternclub-attendance");
        assertThat(alert.path("message").asText()).contains("free room on that disk", "tried again by itself");
        assertThat(outbox.packages()).isEqualTo(before);
        outbox.assertDisclosed(store);
        spool.free();
        awaitRecovery("delivery:lanternclub-attendance", before);
    }

    @Test
    @DisplayName(
            "R-04 no room in the partner's folder: nothing shows there by half, one alert says what to do, it is sent again")
    void no_room_at_the_partner() throws Exception {
        Set<String> before = outbox.packages();
        partner.fill(4 << 10);
        community.changeAttendance();
        JsonNode alert = awaitAlert("delivery:lanternclub-attendance");
        assertThat(alert.path("message").asText()).contains("No space left on device", "make room there");
        assertThat(outbox.packages()).isEqualTo(before);
        outbox.assertWhole();
        partner.free();
        awaitRecovery("delivery:lanternclub-attendance", before);
    }

    private static JsonNode awaitAlert(String subject) throws Exception {
        return Hub.await("alert " + subject, () -> open(subject), alert -> !alert.isMissingNode());
    }

    /** The alert closes and what had arrived comes to the partner, whole. */
    private static void awaitRecovery(String subject, Set<String> before) throws Exception {
        Hub.until("all is delivered", () -> outbox.packages().size() > before.size());
        community.awaitRest();
        Hub.await("alert " + subject + " is closed", () -> open(subject), JsonNode::isMissingNode);
        assertThat(outbox.packages()).containsAll(before).hasSize(before.size() + 1);
        assertThat(outbox.hidden()).isEmpty();
        outbox.assertWhole();
        outbox.assertDisclosed(store);
        assertThat(hub.get("/health/ready").body()).isEqualTo("ready\n");
    }

    private static JsonNode open(String subject) {
        for (JsonNode alert : hub.json("/api/v1/alerts")) {
            if (alert.path("subject").asText().equals(subject)
                    && alert.path("closed").isMissingNode()) {
                return alert;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private static long files(String name) throws Exception {
        try (Stream<Path> files = Files.list(hub.home().resolve(name))) {
            return files.count();
        }
    }
}
