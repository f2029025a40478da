// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of the data on the sample community, judged by the truth that the hub never sees. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DemoIT {

    private static final Path SAMPLES = Path.of(System.getProperty("susten.samples"));
    private static final List<String> CONNECTIONS =
            List.of("riverside", "riverside-attendance", "lanternclub", "firststeps");
    private static final List<String> CANARIES =
            List.of("Xanthoriel", "Quibblethwaite", "XANTHORIEL", "2021-02-13", "02/13/2021");

    @TempDir
    static Path folder;

    private static Hub hub;

    @BeforeAll
    static void start() throws Exception {
        hub = Hub.unpack(folder.resolve("hub"));
        hub.putAll(SAMPLES.resolve("etc"), "etc");
        hub.start();
        hub.putAll(SAMPLES.resolve("data"), "arrivals");
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    @Test
    @Order(1)
    void everything_that_came_is_accounted_for() throws Exception {
        for (String connection : CONNECTIONS) {
            for (JsonNode run : settled(connection)) {
                JsonNode rows = run.path("rows");
                assertThat(rows.path("read").asLong())
                        .isEqualTo(rows.path("mapped").asLong()
                                + rows.path("quarantined").asLong()
                                + rows.path("ignored").asLong())
                        .isPositive();
            }
        }
        long refused = 0;
        for (JsonNode problem : hub.json("/api/v1/problems")) {
            refused += problem.path("rows").asLong();
        }
        assertThat(refused)
                .as("rows that samples/README.md says must be refused")
                .isEqualTo(30);
    }

    @Test
    @Order(2)
    @DisplayName("P-03 and P-07 the feed holds exactly the children of the agreement and exactly its fields")
    void the_feed_holds_the_agreements_children_and_fields_and_nothing_else() throws Exception {
        Path delivered = lastDelivery();
        List<NamedCsvRecord> rows = csv(delivered.resolve("attendanceSummary.csv"));
        assertThat(rows.get(0).getHeader())
                .containsExactly(
                        "id",
                        "school",
                        "grade",
                        "daysRecorded",
                        "daysPresent",
                        "daysAbsent",
                        "attendanceRate",
                        "chronicallyAbsent");
        Set<String> refusals = new HashSet<>();
        Set<String> children = new HashSet<>();
        Set<String> known = truth("tabular/lanternclub/children").keySet();
        for (NamedCsvRecord child : csv(SAMPLES.resolve("data/lanternclub/children.csv"))) {
            String id = child.getField("child_id");
            if (known.contains(id)) {
                (child.getFields().contains("no") ? refusals : children).add(id);
            }
        }
        assertThat(rows).extracting(r -> r.getField("id")).containsExactlyInAnyOrderElementsOf(children);
        assertThat(rows)
                .extracting(r -> r.getField("id"))
                .doesNotContainAnyElementsOf(refusals.isEmpty() ? Set.of("nobody") : refusals);
    }

    @Test
    @Order(3)
    @DisplayName(
            "I-09 the schools of nineteen in twenty of the district's children are known, and none is another child's")
    void no_child_is_given_another_childs_school() throws Exception {
        Map<String, String> truth = truth("tabular/lanternclub/children");
        Map<String, String> schools = schoolsByPerson();
        int told = 0;
        int enrolled = 0;
        for (NamedCsvRecord row : csv(lastDelivery().resolve("attendanceSummary.csv"))) {
            String school = schools.get(truth.get(row.getField("id")));
            enrolled += school == null ? 0 : 1;
            if (!row.getField("school").isEmpty()) {
                told++;
                assertThat(row.getField("school")).isEqualTo(school);
            }
        }
        assertThat(told).as("of %d enrolled", enrolled).isGreaterThanOrEqualTo(enrolled * 19 / 20);
    }

    @Test
    @Order(4)
    @DisplayName("P-09 the ledger holds one entry for each child of each delivery, and its chain is intact")
    void the_ledger_matches_what_left() {
        long persons = 0;
        for (JsonNode delivery : hub.json("/api/v1/deliveries")) {
            if (delivery.path("state").asText().equals("DELIVERED")) {
                persons += delivery.path("persons").asLong();
            }
        }
        assertThat(hub.json("/api/v1/ledger/head").path("entries").asLong()).isEqualTo(persons);
        assertThat(hub.json("/api/v1/ledger/verification").path("intact").asBoolean())
                .isTrue();
    }

    @Test
    @Order(5)
    void the_same_files_again_change_nothing_and_deliver_nothing() throws Exception {
        long deliveries = hub.json("/api/v1/deliveries").size();
        Map<String, Long> before = new HashMap<>();
        CONNECTIONS.forEach(c -> before.put(c, hub.lastRun(c).path("id").asLong()));
        hub.putAll(SAMPLES.resolve("data"), "arrivals");
        for (String connection : CONNECTIONS) {
            long last = before.get(connection);
            int files = connection.equals("lanternclub") ? 2 : 1;
            Hub.await(
                    "the files are taken again",
                    () -> hub.json("/api/v1/runs?connection=" + connection),
                    runs -> committedAfter(runs, last).size() == files);
            for (JsonNode run : committedAfter(hub.json("/api/v1/runs?connection=" + connection), last)) {
                long differences = 0;
                for (JsonNode change : run.path("changes")) {
                    if (change.path("organization").asText().isEmpty()) {
                        differences += change.path("added").asLong()
                                + change.path("changed").asLong()
                                + change.path("closed").asLong();
                    }
                }
                assertThat(differences)
                        .as(connection + " " + run.path("changes"))
                        .isZero();
            }
        }
        assertThat(hub.json("/api/v1/deliveries").size()).isEqualTo(deliveries);
    }

    @Test
    @Order(6)
    @DisplayName(
            "P-03 and C-09 no name or birth date of the canary stands in any log, metric, answer or file but the data's own")
    void the_canary_is_nowhere_but_in_the_data() throws Exception {
        String answers = hub.getAsAdmin("/metrics").body()
                + hub.json("/api/v1/runs")
                + hub.json("/api/v1/problems")
                + hub.json("/api/v1/deliveries")
                + hub.json("/api/v1/reviews")
                + hub.json("/api/v1/files")
                + hub.json("/api/v1/ledger");
        CANARIES.forEach(canary -> assertThat(answers).doesNotContain(canary));
        List<String> leaks = new ArrayList<>();
        try (Stream<Path> files = Files.walk(hub.home())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = hub.home().relativize(file).toString();
                if (written(name)) {
                    String text = textOf(file);
                    CANARIES.stream().filter(text::contains).forEach(canary -> leaks.add(name + ": " + canary));
                }
            }
        }
        assertThat(leaks).isEmpty();
    }

    @Test
    @Order(6)
    @DisplayName("S-29 a diagnosis for whoever helps holds states and the log, and nothing of a child or a secret")
    void the_canary_is_not_in_a_diagnosis() throws Exception {
        Path file = folder.resolve("diagnosis.zip");
        assertThat(hub.shell("susten:diagnose " + file).code()).isZero();
        String password = Files.readString(hub.home().resolve("etc/secrets/admin-password"))
                .strip();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(ZipEntry::getName))
                    .contains("hub.txt", "runs.json", "log/susten.log", "etc/org.susten.db.cfg");
            for (ZipEntry entry : zip.stream().toList()) {
                String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).as(entry.getName()).isNotEmpty().doesNotContain(password);
                CANARIES.forEach(canary -> assertThat(text).as(entry.getName()).doesNotContain(canary));
            }
        }
    }

    @Test
    @Order(7)
    void nothing_of_all_this_is_an_error_in_the_log() {
        // all of it, for the cause of an error is in the lines after it
        assertThat(hub.home().resolve("data/log/susten.log")).content().doesNotContain("| ERROR |");
    }

    /** The file's bytes as text. PostgreSQL replaces files of its own while we look: one that is gone says nothing. */
    private static String textOf(Path file) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException gone) {
            return "";
        }
    }

    /** What arrived, the database's own tables, and what was shipped are not what the hub wrote about. */
    private static boolean written(String name) {
        return !name.startsWith("arrivals/")
                && !name.startsWith("store/postgres/data/base/")
                && !name.startsWith("store/postgres/data/pg_wal/")
                && !name.startsWith("system/")
                && !name.startsWith("lib/")
                && !name.startsWith("etc/mappings/")
                && !name.startsWith("store/files");
    }

    private static List<JsonNode> committedAfter(JsonNode runs, long last) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode run : runs) {
            if (run.path("id").asLong() > last && run.path("state").asText().equals("COMMITTED")) {
                found.add(run);
            }
        }
        return found;
    }

    /** All runs of a connection once everything that came for it is committed. */
    private static List<JsonNode> settled(String connection) throws Exception {
        int wanted = connection.equals("lanternclub") ? 2 : 1;
        JsonNode runs = Hub.await(
                connection + " is committed",
                () -> hub.json("/api/v1/runs?connection=" + connection),
                r -> r.findValuesAsText("state").stream()
                                .filter("COMMITTED"::equals)
                                .count()
                        >= wanted);
        List<JsonNode> list = new ArrayList<>();
        runs.forEach(list::add);
        return list;
    }

    private static Path lastDelivery() throws Exception {
        List<JsonNode> runs = new ArrayList<>();
        for (String connection : CONNECTIONS) {
            runs.addAll(settled(connection));
        }
        long commit =
                runs.stream().mapToLong(r -> r.path("commit").asLong()).max().orElseThrow();
        JsonNode delivery = Hub.await(
                "the feed is delivered after commit " + commit,
                () -> hub.json("/api/v1/deliveries?limit=1").path(0),
                d -> d.path("commit").asLong() >= commit
                        && d.path("state").asText().equals("DELIVERED"));
        return hub.home()
                .resolve("store/outbox/lanternclub/" + delivery.path("id").asText());
    }

    private static Map<String, String> truth(String source) throws IOException {
        return csv(SAMPLES.resolve("truth.csv")).stream()
                .filter(r -> r.getField("source").equals(source))
                .collect(Collectors.toMap(r -> r.getField("key"), r -> r.getField("person")));
    }

    private static Map<String, String> schoolsByPerson() throws IOException {
        Map<String, String> persons = truth("oneroster/riverside/users");
        Map<String, String> schools = new HashMap<>();
        try (ZipFile zip = new ZipFile(
                SAMPLES.resolve("data/riverside/riverside-oneroster.zip").toFile())) {
            Map<String, String> orgs = entry(zip, "orgs.csv").stream()
                    .collect(Collectors.toMap(r -> r.getField("sourcedId"), r -> r.getField("name")));
            for (NamedCsvRecord user : entry(zip, "users.csv")) {
                if (user.getField("role").equals("student")) {
                    schools.put(persons.get(user.getField("sourcedId")), orgs.get(user.getField("orgSourcedIds")));
                }
            }
        }
        return schools;
    }

    private static List<NamedCsvRecord> entry(ZipFile zip, String name) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                .ofNamedCsvRecord(
                        new InputStreamReader(zip.getInputStream(zip.getEntry(name)), StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        }
    }

    private static List<NamedCsvRecord> csv(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }
}
