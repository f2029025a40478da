// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that did the whole demo is backed up while it runs, and restored on a clean machine that has nothing but its etc. */
class BackupIT {

    private static final Path SAMPLES = Path.of(System.getProperty("susten.samples"));
    private static final List<String> TABLES = List.of(
            "engine.run",
            "engine.arrival",
            "store.person",
            "store.attendance",
            "store.enrollment",
            "identity.person",
            "feeds.delivery",
            "feeds.feed",
            "governance.ledger_entry",
            "governance.disclosure");

    @TempDir
    static Path folder;

    @Test
    @DisplayName(
            "R-28 restored on a clean machine a hub knows the same, opens its raw input, and delivers nothing again")
    void a_restored_hub_knows_the_same_and_delivers_nothing_again() throws Exception {
        Hub hub = Hub.unpack(folder.resolve("hub"));
        Path file = folder.resolve("night.backup");
        Map<String, String> before;
        long replayed;
        hub.putAll(SAMPLES.resolve("etc"), "etc");
        hub.start();
        try {
            hub.putAll(SAMPLES.resolve("data"), "arrivals");
            for (String connection : List.of("riverside", "riverside-attendance", "lanternclub", "firststeps")) {
                hub.awaitRun(connection, "COMMITTED");
            }
            Store store = new Store(hub);
            Hub.until(
                    "all is read and delivered",
                    () -> store.number("select count(*) from engine.arrival where state <> 'done'") == 0
                            && store.number("select count(*) from feeds.delivery where state = 'DELIVERED'") > 0
                            && store.number("select count(*) from feeds.feed f where f.checked_commit <"
                                            + " (select max(id) from store.commit)")
                                    == 0
                            && store.number(
                                            "select count(*) from feeds.delivery where state not in ('DELIVERED', 'STOPPED')")
                                    == 0);
            before = hashes(store);
            assertThat(hub.shell("susten:backup " + file).succeeds().output())
                    .contains("Backed up", "keep a copy of etc/");
            assertThat(hub.shell("susten:backup --check " + file).succeeds().output())
                    .contains("is whole");
            assertThat(hub.shell("susten:backup " + file).code())
                    .as("no other file is replaced")
                    .isNotZero();
        } finally {
            hub.stop();
        }
        Hub clean = Hub.unpack(folder.resolve("clean"));
        assertThat(clean.susten("restore", file.toString()).output()).contains("bring back etc/");
        Outcome.of(folder, List.of("cp", "-a", "hub/etc/.", "clean/etc/")).succeeds();
        clean = clean.at(hub.httpPort());
        clean.susten("restore", file.toString()).succeeds();
        try {
            Store store = new Store(clean);
            assertThat(hashes(store)).isEqualTo(before);
            assertThat(clean.json("/api/v1/ledger/verification").path("intact").asBoolean())
                    .isTrue();
            long deliveries = store.number("select count(*) from feeds.delivery");
            JsonNode run = clean.lastRun("riverside");
            replayed = run.path("id").asLong();
            assertThat(clean.shell("susten:replay " + replayed).succeeds().output())
                    .isNotBlank();
            Hub restored = clean;
            Hub.until(
                    "the raw input of the backup is read again",
                    () -> restored.lastRun("riverside").path("id").asLong() > replayed
                            && restored.lastRun("riverside")
                                    .path("state")
                                    .asText()
                                    .equals("COMMITTED"));
            assertThat(store.number("select count(*) from feeds.delivery"))
                    .as("nothing is delivered again")
                    .isEqualTo(deliveries);
            assertThat(clean.home().resolve("store/outbox"))
                    .as("no byte has left")
                    .doesNotExist();
        } finally {
            clean.stop();
        }
    }

    private static Map<String, String> hashes(Store store) {
        Map<String, String> hashes = new TreeMap<>();
        for (String table : TABLES) {
            hashes.put(
                    table,
                    store.text(
                            "select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from "
                                    + table + " t"));
        }
        return hashes;
    }
}
