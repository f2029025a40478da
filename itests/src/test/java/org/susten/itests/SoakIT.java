// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.bench.community.Community;
import org.susten.bench.community.Spec;
import org.susten.bench.community.Variation;

/**
 * What a hub takes of its machine does not grow with the hours that it is up: a district's rows come again and again as fast as the hub takes
 * them, a few of them changed, and its partner is told of each change. As long as it is given.
 */
class SoakIT {

    private static final int ROWS = 60_000;
    private static final double CHANGED = 0.005;
    private static final long MINUTES = Long.getLong("susten.soak", 0);
    /** In shorter time the compiler and the heap are still finding their size. */
    private static final int FEWEST = 20;

    private static final double GROWN = 1.15;
    /** Sessions gather what they know of tables until they end, each after half an hour. */
    private static final double SESSIONS_GROWN = 1.25;

    private static final String CONNECTION =
            """
            site = riverside
            arrive = file:arrivals/riverside?settle=0s
            """;

    private static final String AGREEMENT =
            """
            partner: {id: lanternclub, name: Lantern Club, contact: data@lanternclub.example}
            purpose: attendance-support
            question: Does a hub that is told of changes all day stay as it is?
            legalBasis: ferpa-99.31-a-1
            conditions: {service: an invented one, directControl: a contract, criteria: the annual notice}
            identifiability: identified
            population: {connection: riverside, entity: Enrollment}
            fields:
              Person: [givenName, familyName, emails]
              Organization: [name, type]
              Enrollment: [organization, grade]
            effective: 2020-08-01
            expiry: 2099-07-31
            smallestCell: 10
            destruction: 2099-08-31
            feeds:
              - {id: lanternclub-roster, dataset: roster, format: oneroster, version: "1.2", mode: delta, deliver: "file:store/outbox/lanternclub"}
            """;

    @TempDir
    Path folder;

    /**
     * At one moment: resident memory of the JVM, memory of PostgreSQL's processes that is no file and no cache (which grows with the data until
     * it is as large as it may be), and open files of the JVM.
     */
    private record Taken(long javaKiB, long postgresKiB, long files) {}

    @Test
    @DisplayName("R-29 a soak at the highest rate that the hub takes keeps resident memory and open files flat")
    void a_soak_keeps_memory_flat() throws Exception {
        assumeTrue(MINUTES > 0, "no soak: -Dsusten.soak=MINUTES says for how long (4320 are 72 hours)");
        assumeTrue(Files.exists(Path.of("/proc/self/smaps_rollup")), "this system does not tell what a process takes");
        assertThat(MINUTES).as("minutes of a soak that says anything").isGreaterThanOrEqualTo(FEWEST);
        Community community = new Community(Spec.ofRows(20260301, ROWS));
        Hub hub = Hub.unpack(folder.resolve("hub"));
        Store store = new Store(hub);
        hub.put("etc/org.susten.connector.oneroster-riverside.cfg", CONNECTION);
        hub.put("etc/agreements/lanternclub.yaml", AGREEMENT);
        hub.start();
        List<Taken> taken = new ArrayList<>();
        try {
            long end = System.nanoTime() + Duration.ofMinutes(MINUTES).toNanos();
            for (int file = 1; System.nanoTime() < end; file++) {
                arrive(hub, store, community, file);
                taken.add(taken(hub));
                if (file % 20 == 0) {
                    System.out.println("soak, " + file + " files: " + taken.get(file - 1));
                }
            }
            assertFlat(taken);
            assertThat(store.number("select count(*) from feeds.delivery where state <> 'DELIVERED'"))
                    .as("deliveries that are not there")
                    .isLessThanOrEqualTo(1);
            assertThat(hub.json("/api/v1/ledger/verification").path("intact").asBoolean())
                    .isTrue();
        } finally {
            hub.stop();
        }
    }

    private void arrive(Hub hub, Store store, Community community, int file) throws Exception {
        Path zip = folder.resolve("community.zip");
        Files.deleteIfExists(zip);
        community.writeRoster(zip, false, Variation.shuffled(file).changing(CHANGED, file));
        long delivered = store.number("select count(*) from feeds.delivery where state = 'DELIVERED'");
        hub.put("arrivals/riverside/community-" + file + ".zip", Files.readAllBytes(zip));
        Hub.until(
                "file " + file + " is committed",
                () -> store.number("select count(*) from engine.arrival where state = 'done'") == file);
        assertThat(hub.lastRun("riverside").path("state").asText()).isEqualTo("COMMITTED");
        Hub.until(
                "the partner is told what file " + file + " changed",
                () -> store.number("select count(*) from feeds.delivery where state = 'DELIVERED'") > delivered);
    }

    private static Taken taken(Hub hub) throws IOException {
        Path process = Path.of("/proc", Long.toString(hub.process()));
        long java = kiB(process, "Rss:");
        long postgres = 0;
        String postmaster = Files.readAllLines(hub.home().resolve("store/postgres/data/postmaster.pid"))
                .get(0)
                .strip();
        ProcessHandle server = ProcessHandle.of(Long.parseLong(postmaster)).orElseThrow();
        for (ProcessHandle part :
                Stream.concat(Stream.of(server), server.descendants()).toList()) {
            Path its = Path.of("/proc", Long.toString(part.pid()));
            // A session may have ended meanwhile.
            postgres += Files.exists(its) ? kiB(its, "Pss_Anon:") : 0;
        }
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return new Taken(java, postgres, files.count());
        }
    }

    private static long kiB(Path process, String what) throws IOException {
        return Files.readAllLines(process.resolve("smaps_rollup")).stream()
                .filter(line -> line.startsWith(what))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    /** The last quarter beside the second one: by then a hub knows how much it needs. */
    private static void assertFlat(List<Taken> taken) {
        List<Taken> then = taken.subList(taken.size() / 4, taken.size() / 2);
        List<Taken> now = taken.subList(taken.size() * 3 / 4, taken.size());
        Taken before = middle(then);
        Taken after = middle(now);
        System.out.println("soak, " + taken.size() + " files: second quarter " + before + ", last quarter " + after);
        assertThat((double) after.javaKiB / before.javaKiB)
                .as("resident memory of the hub, times what it was")
                .isLessThan(GROWN);
        assertThat((double) after.postgresKiB / before.postgresKiB)
                .as("memory of PostgreSQL, times what it was")
                .isLessThan(SESSIONS_GROWN);
        assertThat((double) after.files / before.files)
                .as("open files of the hub, times what they were")
                .isLessThan(GROWN);
    }

    private static Taken middle(List<Taken> taken) {
        return new Taken(
                median(taken.stream().mapToLong(Taken::javaKiB)),
                median(taken.stream().mapToLong(Taken::postgresKiB)),
                median(taken.stream().mapToLong(Taken::files)));
    }

    private static long median(LongStream values) {
        long[] sorted = values.sorted().toArray();
        return sorted[sorted.length / 2];
    }
}
