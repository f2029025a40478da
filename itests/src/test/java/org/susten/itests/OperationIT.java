// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One running hub that gets good files, bad files and suspicious ones. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperationIT {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String USERS_HEADER =
            "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\r\n";
    private static final String CONNECTION =
            """
            site = riverside
            arrive = file:arrivals/riverside?settle=0s
            gather = true
            quiet = 1
            """;

    @TempDir
    static Path folder;

    private static Hub hub;
    private static Store store;

    @BeforeAll
    static void start() throws Exception {
        hub = Hub.unpack(folder.resolve("hub"));
        store = new Store(hub);
        hub.put("etc/org.susten.connector.oneroster-riverside.cfg", CONNECTION);
        hub.start();
    }

    @AfterAll
    static void stop() throws Exception {
        hub.stop();
    }

    @Test
    @Order(1)
    @DisplayName("S-01 and S-02 no default account answers, and nothing listens beyond loopback")
    void nothing_is_open_but_the_doors_on_loopback() throws Exception {
        assertThat(hub.get("/api/v1/connections").statusCode()).isEqualTo(401);
        assertThat(hub.get("/health/ready").body()).isEqualTo("ready\n");
        String users = Files.readString(hub.home().resolve("etc/users.properties"));
        assertThat(users).doesNotContainPattern("(?m)^(karaf|admin)\\s*=");
        String listening = Outcome.of(
                        hub.home(),
                        List.of("sh", "-c", "cat /proc/net/tcp /proc/net/tcp6 | awk '$4==\"0A\"{print $2}'"))
                .output();
        String https = String.format("%04X", hub.httpsPort());
        assertThat(listening.lines().filter(l -> l.endsWith(":" + https)))
                .isNotEmpty()
                .allMatch(l -> l.startsWith("0100007F") || l.contains("0100007F"));
    }

    @Test
    @Order(2)
    void a_district_is_read_and_the_same_files_again_change_nothing() throws Exception {
        send("one", 200, 0);
        JsonNode run = hub.awaitRun("riverside", "COMMITTED");
        assertThat(run.path("rows").path("quarantined").asLong()).isZero();
        assertThat(store.number("select count(*) from store.person_v1")).isEqualTo(200);
        long commits = store.number("select count(*) from store.commit");
        send("two", 200, 1);
        Hub.await(
                "the second run",
                () -> hub.lastRun("riverside"),
                r -> r.path("id").asLong() > run.path("id").asLong()
                        && r.path("state").asText().equals("COMMITTED"));
        assertThat(store.number("select count(*) from store.person_v1 where since > " + commits))
                .isZero();
    }

    @Test
    @Order(3)
    @DisplayName(
            "R-16 a snapshot with 40 % of the students missing is held; rejected it changes nothing, approved it closes them")
    void a_shrunken_snapshot_waits_for_a_person() throws Exception {
        send("three", 120, 2);
        JsonNode held = hub.awaitRun("riverside", "HELD");
        assertThat(held.path("message").asText()).contains("users");
        assertThat(store.number("select count(*) from store.person_v1")).isEqualTo(200);
        assertThat(hub.post("/api/v1/runs/" + held.path("id").asLong() + "/rejection", "{\"reason\":\"half a file\"}"))
                .isEqualTo(204);
        hub.awaitRun("riverside", "REJECTED");
        assertThat(store.number("select count(*) from store.person_v1")).isEqualTo(200);

        send("four", 120, 3);
        JsonNode again = hub.awaitRun("riverside", "HELD");
        assertThat(hub.post(
                        "/api/v1/runs/" + again.path("id").asLong() + "/approval", "{\"reason\":\"a school closed\"}"))
                .isEqualTo(204);
        hub.awaitRun("riverside", "COMMITTED");
        assertThat(store.number("select count(*) from store.person_v1")).isEqualTo(120);
        assertThat(store.number("select count(*) from store.person where closed is not null"))
                .isEqualTo(80);
        assertThat(hub.post("/api/v1/runs/" + again.path("id").asLong() + "/approval", "{\"reason\":\"again\"}"))
                .isEqualTo(409);
    }

    @Test
    @Order(4)
    void a_bad_configuration_is_refused_with_its_line_and_the_last_good_one_stays() throws Exception {
        hub.put("etc/org.susten.connector.oneroster-riverside.cfg", CONNECTION + "hold.closed = plenty\n");
        JsonNode file = Hub.await(
                "the bad file is refused",
                () -> state("org.susten.connector.oneroster-riverside.cfg"),
                f -> f.path("problems").size() > 0);
        assertThat(file.path("problems").get(0).path("line").asInt()).isEqualTo(5);
        assertThat(file.path("problems").get(0).path("fix").asText()).isNotBlank();
        assertThat(hub.json("/api/v1/connections/riverside").path("name").asText())
                .isEqualTo("riverside");
        hub.put("etc/org.susten.connector.oneroster-riverside.cfg", CONNECTION);
        Hub.await(
                "the good file is in force again",
                () -> state("org.susten.connector.oneroster-riverside.cfg"),
                f -> f.path("problems").isEmpty());
    }

    @Test
    @Order(5)
    @DisplayName("R-12 a connection that cannot start leaves the others alone")
    void an_unknown_connector_is_named_and_hurts_nobody() throws Exception {
        hub.put("etc/org.susten.connector.nowhere-city.cfg", "site = city\n");
        Hub.await("the missing connector is named", () -> hub.json("/api/v1/connections"), c -> c.toString()
                .contains("connector nowhere is not installed"));
        assertThat(hub.json("/api/v1/connections"))
                .extracting(c -> c.path("state").asText())
                .containsExactlyInAnyOrder("UP", "DISABLED");
        send("five", 121, 4);
        Hub.await(
                "the other connection goes on",
                () -> store.number("select count(*) from store.person_v1"),
                n -> n == 121);
        Files.delete(hub.home().resolve("etc/org.susten.connector.nowhere-city.cfg"));
    }

    @Test
    @Order(6)
    @DisplayName("R-09 a row that cannot be understood is quarantined by cause, and the rest goes on")
    void bad_rows_are_grouped_by_cause() throws Exception {
        StringBuilder users = users(121, 5);
        for (int i = 0; i < 3; i++) {
            users.append(",,,true,school1,student,x,,Odd,Row,,,,,,,05,\r\n");
        }
        put("six", users.toString());
        JsonNode run = Hub.await(
                "the run with bad rows",
                () -> hub.lastRun("riverside"),
                r -> r.path("rows").path("quarantined").asLong() == 3
                        && r.path("state").asText().equals("COMMITTED"));
        JsonNode problems = hub.json("/api/v1/runs/" + run.path("id").asLong() + "/problems");
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).path("rows").asLong()).isEqualTo(3);
        assertThat(problems.get(0).path("examples").get(0).asText()).contains("users.csv");
        assertThat(problems.toString()).doesNotContain("Odd");
    }

    @Test
    @Order(7)
    @DisplayName(
            "S-32 where it takes two persons, the calls for a child's record refuse whoever wrote the request down, and answer another")
    void a_childs_record_takes_a_second_person() throws Exception {
        String added = hub.shell("susten:user-add lee --role steward --json")
                .succeeds()
                .output();
        String lee = "lee:" + JSON.readTree(added).path("password").asText();
        HttpResponse<String> asked = hub.postAsAdmin(
                "/api/v1/requests",
                HttpRequest.BodyPublishers.ofString("{\"person\":"
                        + store.number("select min(person) from identity.link_v1")
                        + ",\"kind\":\"inspection\",\"by\":\"mother, identity checked\",\"received\":\"2026-03-02\"}"));
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(200);
        String record =
                "/api/v1/requests/" + JSON.readTree(asked.body()).path("id").asLong() + "/record";
        assertThat(hub.getAsAdmin(record).statusCode()).as("it takes one").isEqualTo(200);

        hub.put("etc/org.susten.requests.cfg", "twoPersons = true\n");
        for (String path : List.of(record, record + ".pdf")) {
            HttpResponse<String> refused =
                    Hub.await(path + " takes two", () -> hub.getAsAdmin(path), answer -> answer.statusCode() == 403);
            assertThat(refused.body())
                    .contains("another of the staff", "twoPersons")
                    .doesNotContain("%PDF", "Given");
            HttpResponse<String> answered = Hub.send(hub.stranger(path)
                    .header(
                            "Authorization",
                            "Basic " + Base64.getEncoder().encodeToString(lee.getBytes(StandardCharsets.UTF_8))));
            assertThat(answered.statusCode()).as(answered.body()).isEqualTo(200);
            assertThat(answered.body()).contains(path.endsWith(".pdf") ? "%PDF" : "Given");
        }
        hub.put("etc/org.susten.requests.cfg", "twoPersons = ture\n");
        awaitDoubts("org.susten.requests.cfg:1 twoPersons is not true or false");
        assertThat(hub.getAsAdmin(record).statusCode()).as("it still takes two").isEqualTo(403);
    }

    @Test
    @Order(8)
    @DisplayName("A setting of the hub that is none is told with its line, and no part of the hub goes for it")
    void a_setting_that_is_none_hurts_nobody() throws Exception {
        hub.put("etc/org.susten.feeds.cfg", "spool = store/spool\nattempts = many\n");
        hub.put(
                "etc/org.susten.engine.cfg",
                "batchRows = 0\nrunsAtOnce = two\ntimeZone = America/Chicgo\nrunAtOnce = 2\n");
        awaitDoubts(
                "org.susten.feeds.cfg:2 attempts is not a whole number",
                "org.susten.engine.cfg:1 batchRows is not a whole number within its bounds",
                "org.susten.engine.cfg:2 runsAtOnce is not a whole number",
                "org.susten.engine.cfg:3 timeZone is not a time zone",
                "org.susten.engine.cfg:4 nothing is set by runAtOnce");
        assertThat(hub.getAsAdmin("/api/v1/feeds").statusCode()).isEqualTo(200);
        assertThat(hub.getAsAdmin("/api/v1/connections").statusCode()).isEqualTo(200);
        hub.put("etc/org.susten.feeds.cfg", "spool = store/spool\nattempts = 100\n");
        hub.put("etc/org.susten.engine.cfg", "batchRows = 4096\n");
        Hub.await(
                "no doubts", OperationIT::doubts, told -> !told.contains("feeds.cfg") && !told.contains("engine.cfg"));
    }

    private static void awaitDoubts(String... expected) throws Exception {
        Hub.await("doubts about " + String.join(", ", expected), OperationIT::doubts, told -> Arrays.stream(expected)
                .allMatch(told::contains));
    }

    /** One line for each: name, line, what. */
    private static String doubts() {
        StringBuilder told = new StringBuilder();
        hub.json("/api/v1/files/doubts").properties().forEach(file -> {
            for (JsonNode problem : file.getValue()) {
                told.append(file.getKey())
                        .append(':')
                        .append(problem.path("line").asInt())
                        .append(' ')
                        .append(problem.path("what").asText())
                        .append('\n');
            }
        });
        return told.toString();
    }

    private static JsonNode state(String name) {
        for (JsonNode file : hub.json("/api/v1/files")) {
            if (file.path("name").asText().equals(name)) {
                return file;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    /** The same students in another order each time, so that no two files are the same bytes. */
    private static StringBuilder users(int students, int rotation) {
        StringBuilder text = new StringBuilder(USERS_HEADER);
        for (int i = 0; i < students; i++) {
            int n = (i + rotation * 7) % students;
            text.append("u")
                    .append(n)
                    .append(",,,true,school1,student,user")
                    .append(n)
                    .append(",,Given")
                    .append(n)
                    .append(",Family")
                    .append(n)
                    .append(",,")
                    .append(5000 + n)
                    .append(",,,,,05,\r\n");
        }
        return text;
    }

    private static void send(String name, int students, int rotation) throws Exception {
        put(name, users(students, rotation).toString());
    }

    private static void put(String name, String users) throws Exception {
        java.io.ByteArrayOutputStream bytes = new java.io.ByteArrayOutputStream();
        try (java.util.zip.ZipOutputStream zip = new java.util.zip.ZipOutputStream(bytes)) {
            entry(
                    zip,
                    "manifest.csv",
                    "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.1\r\nfile.orgs,bulk\r\nfile.users,bulk\r\nfile.academicSessions,absent\r\nfile.classes,absent\r\nfile.courses,absent\r\nfile.enrollments,absent\r\nfile.demographics,absent\r\nsource.systemName,Invented\r\n");
            entry(
                    zip,
                    "orgs.csv",
                    "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\nschool1,,,Riverside Elementary,school,100,\r\n");
            entry(zip, "users.csv", users);
        }
        hub.put("arrivals/riverside/" + name + ".zip", bytes.toByteArray());
    }

    private static void entry(java.util.zip.ZipOutputStream zip, String name, String text) throws java.io.IOException {
        zip.putNextEntry(new java.util.zip.ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
