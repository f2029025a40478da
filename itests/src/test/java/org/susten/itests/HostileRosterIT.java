// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.itests.HostileRosters.Case;

/** What vendors really send, through the whole intake of a running hub: no row is lost without a word. */
class HostileRosterIT {

    private static final Path SETS = Path.of("../../shared/data/oneroster/csv");

    @TempDir
    static Path folder;

    private static Hub hub;
    private static Store store;

    @BeforeAll
    static void everything_is_sent_at_once() throws Exception {
        hub = Hub.unpack(folder.resolve("hub"));
        store = new Store(hub);
        for (Case each : HostileRosters.ALL) {
            connect(each.name());
        }
        hub.start();
        for (Case each : HostileRosters.ALL) {
            hub.put("arrivals/" + each.name() + "/export.zip", each.zip());
        }
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    static Stream<String> names() {
        return HostileRosters.ALL.stream().map(Case::name);
    }

    @ParameterizedTest
    @MethodSource("names")
    @DisplayName("R-09, R-13, R-15, S-13, S-14 every row of a spoiled export is committed, quarantined or waiting")
    void every_row_is_accounted_for(String name) throws Exception {
        Case expected = HostileRosters.ALL.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        JsonNode run = hub.awaitRun(name, expected.state());
        JsonNode rows = run.path("rows");
        JsonNode problems = hub.json("/api/v1/runs/" + run.path("id").asLong() + "/problems");
        String all = run + problems.toString();
        assertThat(rows.path("read").asLong()).as("read: %s", all).isEqualTo(expected.rows());
        assertThat(rows.path("quarantined").asLong()).as("quarantined: %s", all).isEqualTo(expected.quarantined());
        assertThat(rows.path("mapped").asLong() + rows.path("ignored").asLong())
                .as("understood: %s", all)
                .isEqualTo(expected.rows() - expected.quarantined());
        assertThat(rows.path("waiting").asLong()).as("waiting: %s", all).isEqualTo(expected.waiting());
        assertThat(people(name)).isEqualTo(expected.people());
        assertThat(all).contains(expected.says()).doesNotContain("Given1", "Family1", "\u001B");
    }

    @Test
    void what_was_spoiled_is_stored_as_it_was_meant() throws Exception {
        hub.awaitRun("latin-1", "COMMITTED");
        assertThat(of("latin-1", "person", "given_name = 'José'")).isEqualTo(1);
        hub.awaitRun("quoted-lines", "COMMITTED");
        assertThat(of("quoted-lines", "course", "title ~ '^Mathe\\s+matics, \"5\"$'"))
                .isEqualTo(1);
        hub.awaitRun("several-schools", "COMMITTED");
        assertThat(of("several-schools", "enrollment", "true")).isEqualTo(30);
        hub.awaitRun("dates-with-time", "COMMITTED");
        assertThat(of("dates-with-time", "demographic", "birth_date between '2015-03-01' and '2015-03-20'"))
                .isEqualTo(20);
        assertThat(of("dates-with-time", "class_membership", "begin = '2026-08-15'"))
                .isEqualTo(20);
        hub.awaitRun("in-a-folder", "COMMITTED");
        assertThat(of("in-a-folder", "enrollment", "grade = '05'")).isEqualTo(20);
    }

    @Test
    void a_delta_of_1_2_that_brings_users_alone_leaves_them_what_they_are() throws Exception {
        String name = "users-alone";
        String known = "roles = '[\"student\"]' and identifiers @> '[{\"system\": \"districtId:users-alone\"}]'";
        connect(name);
        hub.put("arrivals/users-alone/export.zip", Roster.bulkOf12().zip());
        Hub.await("twenty students", () -> of(name, "person", known), students -> students == Roster.STUDENTS);

        hub.put(
                "arrivals/users-alone/delta.zip",
                Roster.usersAloneOf12("Beatrix", 5).zip());

        Hub.await("the changes", () -> of(name, "person", "given_name = 'Beatrix'"), changed -> changed == 5);
        assertThat(of(name, "person", known)).isEqualTo(Roster.STUDENTS);
        assertThat(of(name, "enrollment", "grade = '05'")).isEqualTo(30);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"moodle_v1p1_full.zip", "moodle_v1p1_minimal.zip", "legertom_v1p1_2schools.zip", "oat_v1p1_base"
            })
    void sets_that_others_made_are_accounted_for_whole(String set) throws Exception {
        Path source = SETS.resolve(set);
        assumeTrue(Files.exists(source), () -> "the set " + set + " is not beside this checkout");
        String name = set.replaceAll("\\.zip$", "").replace('_', '-');
        connect(name);
        Hub.await(
                "the connection " + name, () -> hub.json("/api/v1/connections").toString(), all -> all.contains(name));
        long sent = send(source, name);
        JsonNode run = hub.awaitRun(name, "COMMITTED");
        JsonNode rows = run.path("rows");
        assertThat(rows.path("read").asLong()).as("%s", run).isEqualTo(sent);
        assertThat(rows.path("mapped").asLong()
                        + rows.path("quarantined").asLong()
                        + rows.path("ignored").asLong())
                .isEqualTo(sent);
        JsonNode problems = hub.json("/api/v1/runs/" + run.path("id").asLong() + "/problems");
        long explained = 0;
        for (JsonNode problem : problems) {
            explained += problem.path("rows").asLong();
            assertThat(problem.path("message").asText()).isNotBlank();
        }
        assertThat(explained)
                .as("each quarantined row has a cause: %s", problems)
                .isEqualTo(rows.path("quarantined").asLong());
        long named = store.number(
                "select count(distinct (w.entity, w.row)) from store.waiting_v1 w where w.site = '" + name + "'");
        assertThat(rows.path("waiting").asLong())
                .as("each row that waits names its parent")
                .isEqualTo(named);
    }

    private static void connect(String name) throws IOException {
        hub.put(
                "etc/org.susten.connector.oneroster-" + name + ".cfg",
                "site = " + name + "\narrive = file:arrivals/" + name + "?settle=0s\ngather = true\nquiet = 1\n");
    }

    /** Sends a set as its maker packed it, or packs it as a school would; how many rows it has. */
    private static long send(Path source, String name) throws IOException {
        if (!Files.isDirectory(source)) {
            hub.put("arrivals/" + name + "/export.zip", Files.readAllBytes(source));
            try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(source))) {
                long rows = 0;
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    rows += entry.getName().endsWith("manifest.csv") ? 0 : rows(zip);
                }
                return rows;
            }
        }
        long rows = 0;
        try (Stream<Path> files = Files.list(source)) {
            for (Path file : files.sorted().toList()) {
                hub.put("arrivals/" + name + '/' + file.getFileName(), Files.readAllBytes(file));
                try (InputStream in = Files.newInputStream(file)) {
                    rows += file.endsWith("manifest.csv") ? 0 : rows(in);
                }
            }
        }
        return rows;
    }

    /** Rows of a CSV file without its header, counted by the library alone. */
    private static long rows(InputStream in) {
        CsvReader<CsvRecord> reader = CsvReader.builder()
                .ofCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8) {
                    @Override
                    public void close() {
                        // The archive goes on behind this entry.
                    }
                });
        return Math.max(
                0,
                reader.stream()
                                .filter(row -> !String.join("", row.getFields()).isBlank())
                                .count()
                        - 1);
    }

    private static long people(String site) {
        return of(site, "person", "true");
    }

    private static long of(String site, String kind, String condition) {
        return store.number("select count(*) from store." + kind
                + "_v1 r join store.stream_v1 s using (stream) where s.site = '" + site + "' and " + condition);
    }
}
