// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The samples' community in a running hub, whose one feed has something new to say whenever a test wants it. */
final class SampleCommunity {

    private static final Path SAMPLES = Path.of(System.getProperty("susten.samples"));
    private static final String ATTENDANCE = "data/riverside-attendance/attendance-2026.csv.gz";
    private static final int APART = 50;

    private final Hub hub;
    private final Store store;
    private final List<String> attendance;
    private int rounds;

    private SampleCommunity(Hub hub, Store store, List<String> attendance) {
        this.hub = hub;
        this.store = store;
        this.attendance = attendance;
    }

    static SampleCommunity in(Hub hub, Store store) throws IOException {
        try (var in = new GZIPInputStream(Files.newInputStream(SAMPLES.resolve(ATTENDANCE)))) {
            return new SampleCommunity(
                    hub,
                    store,
                    new String(in.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        }
    }

    /** Starts the hub with all of it, and waits until the partner has its first package. */
    void arrive() throws Exception {
        hub.putAll(SAMPLES.resolve("etc"), "etc");
        takeAtOnce();
        hub.start();
        hub.putAll(SAMPLES.resolve("data"), "arrivals");
        for (String connection : List.of("riverside", "riverside-attendance", "lanternclub", "firststeps")) {
            hub.awaitRun(connection, "COMMITTED");
        }
        awaitRest();
        // as PostgreSQL does by itself within a minute of a first load; until then its plans are those of an empty
        // store
        store.run("analyze");
    }

    /** Every file comes whole, under its name at once: nothing is gained by watching it rest first. */
    private void takeAtOnce() throws IOException {
        try (Stream<Path> files = Files.list(hub.home().resolve("etc"))) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("org.susten.connector."))
                    .toList()) {
                Files.writeString(file, Files.readString(file).replaceAll("(?m)^arrive = file:\\S+$", "$0?settle=0s"));
            }
        }
    }

    /** All that arrived is read, and the feed has said what there is to say. */
    void awaitRest() throws Exception {
        Hub.until(
                "all is read and delivered",
                () -> store.number("select count(*) from engine.arrival where state <> 'done'") == 0
                        && store.number("select count(*) from feeds.delivery where state = 'DELIVERED'") > 0
                        && store.number("select count(*) from feeds.feed f where f.checked_commit <"
                                        + " (select max(id) from store.commit) or f.checked_links <"
                                        + " (select last from identity.change_v1)")
                                == 0
                        && store.number(
                                        "select count(*) from feeds.delivery where state in ('FORMATTING', 'READY', 'RELEASED')")
                                == 0);
    }

    /** Sends an export in which every fiftieth mark is another than in the one before; returns its place in the hub. */
    String changeAttendance() throws IOException {
        int round = ++rounds;
        StringBuilder text = new StringBuilder(attendance.get(0)).append('\n');
        for (int i = 1; i < attendance.size(); i++) {
            String line = attendance.get(i);
            int code = line.lastIndexOf(',') + 1;
            text.append(line, 0, code)
                    .append(i % APART == round ? "T" : line.substring(code))
                    .append('\n');
        }
        String name = "arrivals/riverside-attendance/attendance-" + round + ".csv";
        hub.put(name, text.toString());
        return name;
    }
}
