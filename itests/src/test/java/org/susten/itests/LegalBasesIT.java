// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One agreement of each legal basis on the sample community: each is accepted, and delivers exactly its people and fields. */
class LegalBasesIT {

    private static final Path SAMPLES = Path.of(System.getProperty("susten.samples"));
    private static final Path LAWS = SAMPLES.resolve("laws");
    private static final String SANDBAR = "org-101";
    /** Ibby All-Masri at the club, whose parents said no, has his number: whether the two are one waits for a person. */
    private static final String IN_QUESTION = "Ibrahim Al-Masri";

    private static final List<String> FEEDS = List.of(
            "harbor-tutors-children",
            "coastal-attendance",
            "tern-attendance",
            "sandbar-directory",
            "transition-children",
            "kindergarten-headstart",
            "kindergarten-names",
            "bayside-visits");

    @TempDir
    static Path folder;

    private static Hub hub;
    private static final Map<String, JsonNode> DELIVERED = new HashMap<>();

    /** Consents and opt-outs first, then the agreements that ask for them. */
    @BeforeAll
    static void everything_is_delivered() throws Exception {
        hub = Hub.unpack(folder.resolve("hub"));
        hub.putAll(SAMPLES.resolve("etc"), "etc");
        hub.putAll(LAWS.resolve("etc"), "etc");
        hub.start();
        hub.putAll(SAMPLES.resolve("data"), "arrivals");
        hub.putAll(LAWS.resolve("data"), "arrivals");
        for (String connection : List.of(
                "riverside",
                "riverside-attendance",
                "lanternclub",
                "firststeps",
                "riverside-consents",
                "firststeps-consents",
                "ebbtide")) {
            int files = connection.equals("lanternclub") ? 2 : 1;
            Hub.await(
                    connection + " is committed",
                    () -> hub.json("/api/v1/runs?connection=" + connection),
                    runs -> runs.findValuesAsText("state").stream()
                                    .filter("COMMITTED"::equals)
                                    .count()
                            >= files);
        }
        hub.putAll(LAWS.resolve("agreements"), "etc/agreements");
        for (String feed : FEEDS) {
            DELIVERED.put(feed, Hub.await(feed + " is delivered", () -> delivery(feed), d -> d.path("state")
                    .asText()
                    .equals("DELIVERED")));
        }
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    @Test
    void the_hub_stands_on_every_legal_basis_it_knows() {
        Set<String> bases = new TreeSet<>(hub.json("/api/v1/feeds").findValuesAsText("legalBasis"));
        assertThat(bases)
                .containsExactly(
                        "ferpa-99.30",
                        "ferpa-99.31-a-1",
                        "ferpa-99.31-a-3",
                        "ferpa-99.31-a-6",
                        "ferpa-99.37",
                        "head-start-1303.22",
                        "idea-part-c",
                        "state-law");
        for (JsonNode file : hub.json("/api/v1/files")) {
            assertThat(file.path("problems")).as(file.toString()).isEmpty();
        }
    }

    @Test
    @DisplayName(
            "Each agreement, on whichever basis, is written as a SIF Privacy Obligations Document and read back whole but for its feeds")
    void agreements_are_written_and_read_as_privacy_obligations() {
        JsonNode agreements = hub.json("/api/v1/agreements");
        assertThat(agreements.size()).isGreaterThanOrEqualTo(FEEDS.size());
        for (JsonNode agreement : agreements) {
            String id = agreement.path("id").asText();
            HttpResponse<String> document = hub.getAsAdmin("/api/v1/agreements/" + id + "/pod");
            assertThat(document.body())
                    .contains("<lawDescription>" + agreement.path("legalBasis").asText() + "<");
            HttpResponse<String> draft = Hub.send(hub.request("/api/v1/agreements/pod")
                    .header("Content-Type", "application/xml")
                    .POST(HttpRequest.BodyPublishers.ofString(document.body())));
            assertThat(draft.statusCode()).as(draft.body()).isEqualTo(200);
            assertThat(read(draft.body()).path("missing"))
                    .as(id)
                    .singleElement()
                    .satisfies(sentence -> assertThat(sentence.asText()).startsWith("feeds: "));
        }
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName(
            "P-03 under 99.30 exactly the children whose dated consent is in force are named, and nothing else of them")
    void consent_admits_whoever_gave_it() throws Exception {
        Map<String, String> names = names(user -> user.getField("orgSourcedIds").equals(SANDBAR));
        Set<String> consented = new HashSet<>();
        Set<String> withdrawn = new HashSet<>();
        for (NamedCsvRecord form : csv(LAWS.resolve("data/riverside-consents/consents.csv"))) {
            String number = form.getField("student_number");
            String day = form.getField("said_on");
            if (form.getField("answer").equals("withdrawn")) {
                withdrawn.add(number);
            } else if (form.getField("about").equals("harbor-tutors")
                    && day.startsWith("2026-")
                    && form.getField("until").isEmpty()) {
                consented.add(number);
            }
        }
        consented.removeAll(withdrawn);
        assertThat(columns("harbor-tutors-children")).containsExactly("id", "givenName", "familyName", "grade");
        assertThat(people("harbor-tutors-children"))
                .hasSize(20)
                .containsExactlyInAnyOrderElementsOf(consented.stream()
                        .map(names::get)
                        .filter(n -> n != null)
                        .toList());
        assertThat(withheld("harbor-tutors-children"))
                .containsKeys("harbor-tutors: legalBasis ferpa-99.30", "harbor-tutors: refusal");
    }

    @Test
    @DisplayName("P-04 under 99.37 everybody of the school is named but those who opted out or whose parents refused")
    void directory_information_leaves_out_whoever_opted_out() throws Exception {
        Map<String, String> names = names(user -> user.getField("orgSourcedIds").equals(SANDBAR));
        for (NamedCsvRecord form : csv(LAWS.resolve("data/riverside-consents/consents.csv"))) {
            if (form.getField("answer").equals("directory opt-out")) {
                names.remove(form.getField("student_number"));
            }
        }
        refusals().forEach(names::remove);
        assertThat(columns("sandbar-directory")).containsExactly("id", "givenName", "familyName", "grade");
        assertThat(people("sandbar-directory"))
                .containsExactlyInAnyOrderElementsOf(names.values())
                .doesNotContain(IN_QUESTION);
        assertThat(withheld("sandbar-directory"))
                .containsEntry("sandbar-parents: directoryOptOut", 5L)
                .containsEntry("sandbar-parents: refusalInReview", 1L);
    }

    @Test
    @DisplayName(
            "P-13 an evaluation under 99.31(a)(3) and a study under (a)(6) get the same child under names that differ and tell nothing")
    void pseudonyms_of_two_partners_share_nothing() throws Exception {
        List<String> summary = List.of(
                "id", "grade", "daysRecorded", "daysPresent", "daysAbsent", "attendanceRate", "chronicallyAbsent");
        assertThat(columns("coastal-attendance")).containsExactlyElementsOf(summary);
        Set<String> evaluated = ids("coastal-attendance");
        List<String> lines = Files.readAllLines(file("tern-attendance", ".jsonl"));
        Set<String> studied = new HashSet<>();
        for (String line : lines) {
            JsonNode row = new ObjectMapper().readTree(line);
            assertThat(summary).containsAll(() -> row.fieldNames());
            studied.add(row.path("id").asText());
        }
        // All 1,500 students but the 3 whose parents refused and the 5 who opted out, for grade is directory
        // information. Whether the fourth who refused, at the club, is the student of a like name waits for a person,
        // and so does the student.
        assertThat(studied).hasSize(1491).doesNotContainAnyElementsOf(evaluated);
        assertThat(evaluated).hasSize((int) persons("coastal-attendance")).hasSizeBetween(40, 45);
        assertThat(withheld("tern-attendance"))
                .containsEntry("tern-study: refusal", 3L)
                .containsEntry("tern-study: refusalInReview", 1L)
                .containsEntry("tern-study: directoryOptOut", 5L);
    }

    @Test
    void early_intervention_tells_the_district_of_those_whose_parents_said_so() throws Exception {
        List<String> told = csv(LAWS.resolve("data/ebbtide/children.csv")).stream()
                .filter(child -> child.getField("Tell the district").equals("yes")
                        && !child.getField("Signed on").isEmpty())
                .map(child -> child.getField("First") + " " + child.getField("Last"))
                .toList();
        assertThat(columns("transition-children")).containsExactly("id", "givenName", "familyName", "birthDate");
        assertThat(people("transition-children")).hasSize(10).containsExactlyInAnyOrderElementsOf(told);
        assertThat(withheld("transition-children"))
                .containsEntry("riverside-transition: legalBasis idea-part-c", 2L)
                .containsEntry("riverside-transition: refusal", 2L);
    }

    @Test
    void head_start_tells_the_kindergartens_of_those_whose_parents_said_so() throws Exception {
        Set<String> signed = csv(LAWS.resolve("data/firststeps-consents/consents.csv")).stream()
                .filter(form -> form.getField("Answer").equals("yes")
                        && !form.getField("Signed on").isEmpty())
                .map(form -> form.getField("Participant ID"))
                .collect(Collectors.toSet());
        assertThat(columns("kindergarten-headstart")).containsExactly("id", "program", "begin", "end");
        assertThat(ids("kindergarten-headstart")).hasSize(19).isEqualTo(ids("kindergarten-names"));
        assertThat(columns("kindergarten-names")).containsExactly("id", "givenName", "familyName");
        assertThat(withheld("kindergarten-names")).containsEntry("riverside-kindergartens: refusal", 2L);
        assertThat(signed).hasSize(19);
    }

    @Test
    void state_law_lets_the_club_tell_of_its_own_visits_without_names() throws Exception {
        Set<String> told = csv(SAMPLES.resolve("data/lanternclub/children.csv")).stream()
                .filter(child -> child.getField("may_share").equals("yes"))
                .map(child -> child.getField("child_id"))
                .collect(Collectors.toSet());
        told.retainAll(truth().keySet().stream()
                .filter(key -> key.startsWith("tabular/lanternclub/children:"))
                .map(key -> key.substring(key.indexOf(':') + 1))
                .collect(Collectors.toSet()));
        List<NamedCsvRecord> visits = csv(SAMPLES.resolve("data/lanternclub/visits.csv")).stream()
                .filter(visit -> told.contains(visit.getField("child_id"))
                        && visit.getField("minutes").matches("\\d+")
                        && !visit.getField("visit_date").startsWith("10/32"))
                .toList();
        assertThat(columns("bayside-visits")).containsExactly("id", "day", "meeting", "program", "minutes");
        assertThat(DELIVERED.get("bayside-visits").path("rows").asLong()).isEqualTo(visits.size());
    }

    @Test
    @DisplayName("P-09 the ledger says of every delivery on which legal basis it stands")
    void the_ledger_names_the_basis_of_each() {
        Set<String> bases = new HashSet<>();
        JsonNode page = hub.json("/api/v1/ledger?limit=1000");
        while (!page.isEmpty()) {
            bases.addAll(page.findValuesAsText("legalBasis"));
            page = hub.json("/api/v1/ledger?limit=1000&before="
                    + Math.max(1, page.path(page.size() - 1).path("id").asLong()));
        }
        assertThat(bases).hasSize(8);
        assertThat(hub.json("/api/v1/ledger/verification").path("intact").asBoolean())
                .isTrue();
    }

    private static JsonNode delivery(String feed) {
        for (JsonNode delivery : hub.json("/api/v1/deliveries?limit=200")) {
            if (delivery.path("feed").asText().equals(feed)) {
                return delivery;
            }
        }
        return new ObjectMapper().missingNode();
    }

    private static long persons(String feed) {
        return DELIVERED.get(feed).path("persons").asLong();
    }

    private static Map<String, Long> withheld(String feed) {
        Map<String, Long> withheld = new HashMap<>();
        DELIVERED
                .get(feed)
                .path("withheld")
                .forEach(w -> withheld.put(
                        w.path("clause").asText(), w.path("persons").asLong()));
        return withheld;
    }

    private static Path file(String feed, String ending) throws IOException {
        JsonNode delivery = DELIVERED.get(feed);
        Path folder = hub.home()
                .resolve(delivery.path("destination").asText().substring("file:".length()))
                .resolve(delivery.path("id").asText());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending) && !file.endsWith("dictionary.csv"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static List<String> columns(String feed) throws IOException {
        return csv(file(feed, ".csv")).get(0).getHeader();
    }

    private static Set<String> ids(String feed) throws IOException {
        return csv(file(feed, ".csv")).stream().map(row -> row.getField("id")).collect(Collectors.toSet());
    }

    private static List<String> people(String feed) throws IOException {
        return csv(file(feed, ".csv")).stream()
                .map(row -> row.getField("givenName") + " " + row.getField("familyName"))
                .toList();
    }

    /** Names of the district's students by its own number. */
    private static Map<String, String> names(Predicate<NamedCsvRecord> which) throws IOException {
        Map<String, String> names = new HashMap<>();
        for (NamedCsvRecord user : users()) {
            if (user.getField("role").equals("student") && which.test(user)) {
                names.put(user.getField("identifier"), user.getField("givenName") + " " + user.getField("familyName"));
            }
        }
        return names;
    }

    private static List<NamedCsvRecord> users() throws IOException {
        try (ZipFile zip = new ZipFile(SAMPLES.resolve("data/riverside/riverside-oneroster.zip")
                        .toFile());
                CsvReader<NamedCsvRecord> reader = CsvReader.builder()
                        .ofNamedCsvRecord(new InputStreamReader(
                                zip.getInputStream(zip.getEntry("users.csv")), StandardCharsets.UTF_8))) {
            return reader.stream().toList();
        }
    }

    /** The district's numbers of the children whose parents said no to Lantern Club, for everything. */
    private static Set<String> refusals() throws IOException {
        return csv(SAMPLES.resolve("data/lanternclub/children.csv")).stream()
                .filter(child -> child.getField("may_share").equals("no"))
                .map(child -> child.getField("district_student_id"))
                .collect(Collectors.toSet());
    }

    /** Who is who, by source and key. */
    private static Map<String, String> truth() throws IOException {
        return csv(SAMPLES.resolve("truth.csv")).stream()
                .collect(Collectors.toMap(
                        row -> row.getField("source") + ":" + row.getField("key"), row -> row.getField("person")));
    }

    private static List<NamedCsvRecord> csv(Path file) throws IOException {
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
            return reader.stream().toList();
        }
    }
}
