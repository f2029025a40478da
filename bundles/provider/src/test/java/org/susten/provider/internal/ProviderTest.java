// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.connector.oneroster.OneRosterConnector;
import org.susten.db.testing.Postgres;
import org.susten.model.ClassMembership;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.Catalogue;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

/** The provider as a partner meets it: over HTTP, from a real database. */
class ProviderTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private PartnerHub hub;
    private String bearer;

    @BeforeEach
    void a_partner_with_a_token() throws Exception {
        hub = new PartnerHub(postgres.database(), folder);
        hub.settle();
        hub.agree(PartnerHub.FIELDS);
        bearer = bearer("grant_type=client_credentials");
    }

    @AfterEach
    void stop() throws Exception {
        hub.stop();
    }

    private String bearer(String form) throws Exception {
        HttpResponse<String> answer = hub.token(PartnerHub.SECRET, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return "Bearer " + JSON.readTree(answer.body()).get("access_token").asText();
    }

    private JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = hub.get(path, bearer);
        assertThat(answer.statusCode()).as(path + ' ' + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static String filter(String text) {
        return "filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static List<String> texts(JsonNode rows, String field) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.path(field).asText()));
        return texts;
    }

    @ParameterizedTest
    @CsvSource({
        "orgs, orgs, 2",
        "schools, orgs, 1",
        "academicSessions, academicSessions, 3",
        "terms, academicSessions, 1",
        "gradingPeriods, academicSessions, 1",
        "courses, courses, 1",
        "classes, classes, 1",
        "users, users, 13",
        "students, users, 12",
        "teachers, users, 1",
        "enrollments, enrollments, 7",
        "demographics, demographics, 12",
        "schools/{school}/classes, classes, 1",
        "schools/{school}/courses, courses, 1",
        "schools/{school}/enrollments, enrollments, 7",
        "schools/{school}/students, users, 12",
        "schools/{school}/teachers, users, 1",
        "schools/{school}/terms, academicSessions, 1",
        "schools/{school}/classes/{class}/students, users, 6",
        "schools/{school}/classes/{class}/teachers, users, 1",
        "schools/{school}/classes/{class}/enrollments, enrollments, 7",
        "classes/{class}/students, users, 6",
        "classes/{class}/teachers, users, 1",
        "courses/{course}/classes, classes, 1",
        "terms/{term}/classes, classes, 1",
        "terms/{term}/gradingPeriods, academicSessions, 1",
        "students/{student}/classes, classes, 1",
        "users/{student}/classes, classes, 1",
        "teachers/{teacher}/classes, classes, 1"
    })
    void every_collection_of_both_versions_is_there(String path, String list, int rows) throws Exception {
        for (String service : List.of("/v1p1/", "/rostering/v1p2/")) {
            JsonNode answer = read(service + filled(path));
            assertThat(answer.get(list)).as(service + path).hasSize(rows);
        }
    }

    private String filled(String path) throws Exception {
        String filled = path;
        for (String word : List.of("school", "class", "course", "term", "student", "teacher")) {
            if (filled.contains('{' + word + '}')) {
                String list = word.equals("class") ? "classes" : word + 's';
                String where = word.equals("student") ? "classes/" + first("classes") + "/students" : list;
                filled = filled.replace('{' + word + '}', first(where));
            }
        }
        return filled;
    }

    private String first(String path) throws Exception {
        return read("/v1p1/" + path)
                .properties()
                .iterator()
                .next()
                .getValue()
                .get(0)
                .get("sourcedId")
                .asText();
    }

    @Test
    void an_object_has_what_the_standard_gives_it_with_absolute_references() throws Exception {
        JsonNode user =
                read("/v1p1/students?limit=1&sort=givenName").get("users").get(0);
        assertThat(user.get("givenName").asText()).isEqualTo("Pupil1");
        assertThat(user.get("role").asText()).isEqualTo("student");
        assertThat(user.get("enabledUser").asText()).isEqualTo("true");
        assertThat(user.get("status").asText()).isEqualTo("active");
        assertThat(user.get("dateLastModified").asText()).matches("2026-10-01T\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
        JsonNode org = user.get("orgs").get(0);
        assertThat(org.get("href").asText())
                .isEqualTo(hub.root + "/v1p1/orgs/" + org.get("sourcedId").asText());
        assertThat(org.get("type").asText()).isEqualTo("org");
        JsonNode newer =
                read("/rostering/v1p2/users/" + user.get("sourcedId").asText()).get("user");
        assertThat(newer.get("roles").get(0).get("roleType").asText()).isEqualTo("primary");
        assertThat(newer.get("roles").get(0).get("org").get("href").asText()).contains("/rostering/v1p2/orgs/");
        assertThat(newer.has("orgs")).isFalse();
    }

    @Test
    void class_work_and_its_results_are_in_the_gradebook() throws Exception {
        for (String service : List.of("/v1p1", "/gradebook/v1p2")) {
            JsonNode item = read(service + "/lineItems").get("lineItems").get(0);
            assertThat(item.get("title").asText()).isEqualTo("First quiz");
            assertThat(item.get("resultValueMax").isNumber()).isTrue();
            String of = item.get("class").get("sourcedId").asText();
            assertThat(read(service + "/classes/" + of + "/results")
                            .get("results")
                            .get(0)
                            .get("score")
                            .asInt())
                    .isEqualTo(8);
            assertThat(read(service + "/classes/" + of + "/lineItems").get("lineItems"))
                    .hasSize(1);
            assertThat(read(service + "/categories").get("categories")).hasSize(1);
        }
    }

    @Test
    void pages_tell_how_many_there_are_and_where_the_others_are() throws Exception {
        HttpResponse<String> answer = hub.get("/v1p1/students?limit=5&offset=5&sort=sourcedId&orderBy=asc", bearer);
        assertThat(answer.headers().firstValue("X-Total-Count")).hasValue("12");
        String link = answer.headers().firstValue("Link").orElseThrow();
        assertThat(link)
                .contains("<" + hub.root + "/v1p1/students?limit=5&offset=10&sort=sourcedId&orderBy=asc>; rel=\"next\"")
                .contains("offset=0&sort=sourcedId&orderBy=asc>; rel=\"prev\"")
                .contains("rel=\"first\"")
                .contains("offset=10&sort=sourcedId&orderBy=asc>; rel=\"last\"");
        List<String> all = new ArrayList<>();
        for (int offset = 0; offset < 12; offset += 5) {
            all.addAll(texts(read("/v1p1/students?limit=5&offset=" + offset).get("users"), "sourcedId"));
        }
        assertThat(all).hasSize(12).doesNotHaveDuplicates().isSorted();
        assertThat(read("/v1p1/students?offset=12").get("users")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "givenName='Pupil3'|1",
                "givenName='PUPIL3'|1",
                "givenName!='Pupil3'|12",
                "familyName~'anary1'|4",
                "role='student' AND givenName='Pupil3'|1",
                "givenName='Pupil3' OR givenName='Pupil4'|2",
                "grades~'05'|12",
                "identifier='1007'|1",
                "status='active'|13",
                "status='tobedeleted'|0",
                "dateLastModified>='2026-10-01'|13",
                "dateLastModified>'2026-10-02T00:00:00Z'|0",
                "phone~'555'|0",
                "metadata.x='1'|0"
            })
    void filters_find_what_they_say_and_nothing_that_is_not_granted(String text, int rows) throws Exception {
        HttpResponse<String> answer = hub.get("/v1p1/users?limit=100&" + filter(text), bearer);
        assertThat(JSON.readTree(answer.body()).get("users")).as(answer.body()).hasSize(rows);
        assertThat(answer.headers().firstValue("X-Total-Count")).hasValue(Integer.toString(rows));
    }

    @Test
    void fields_and_sorting_are_heeded() throws Exception {
        JsonNode rows = read("/v1p1/students?fields=sourcedId,givenName&sort=givenName&orderBy=desc")
                .get("users");
        assertThat(texts(rows, "givenName")).startsWith("Pupil9", "Pupil8");
        assertThat(rows.get(0).properties()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/v1p1/users?filter=nonsense%3D'1'|400|invalid_filter_field",
                "/v1p1/users?filter=givenName|400|invalid_filter_field",
                "/v1p1/users?filter=givenName%3Dx|400|invalid_filter_field",
                "/rostering/v1p2/users?limit=0|400|invaliddata",
                "/rostering/v1p2/users?offset=-1|400|invaliddata",
                "/rostering/v1p2/users?orderBy=up|400|invaliddata",
                "/rostering/v1p2/users/nobody|404|unknownobject",
                "/rostering/v1p2/classes/nobody/students|404|unknownobject",
                "/rostering/v1p2/nonsense|404|unknownobject",
                "/rostering/v1p2/lineItems|404|unknownobject"
            })
    void what_cannot_be_answered_is_refused_in_the_words_of_the_standard(String path, int status, String minor)
            throws Exception {
        HttpResponse<String> answer = hub.get(path, bearer);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.get("imsx_codeMajor").asText()).isEqualTo("failure");
        assertThat(body.get("imsx_severity").asText()).isEqualTo("error");
        assertThat(body.at("/imsx_CodeMinor/imsx_codeMinorField/0/imsx_codeMinorFieldValue")
                        .asText())
                .isEqualTo(minor);
    }

    @Test
    @DisplayName("P-03 what is not granted is in no answer, whatever is asked for")
    void what_is_not_granted_is_in_no_answer() throws Exception {
        hub.agree("Organization: [name, type]\nEnrollment: [organization]\nPerson: [givenName, familyName]\n");
        HttpResponse<String> users = hub.get("/v1p1/users?limit=1000", bearer);
        assertThat(users.body()).contains("Pupil1").doesNotContain("1001", "2016", "555-0100", "female", "Teach");
        assertThat(hub.get("/v1p1/demographics", bearer).statusCode()).isEqualTo(403);
        assertThat(hub.get("/v1p1/classes", bearer).statusCode()).isEqualTo(403);
        assertThat(read("/v1p1/users?" + filter("identifier='1001'")).get("users"))
                .isEmpty();
        assertThat(read("/v1p1/users?" + filter("phone~'555'")).get("users")).isEmpty();
    }

    @Test
    @DisplayName("P-09 the ledger has every child whose data left, and no other, once for what was told")
    void the_ledger_says_what_was_pulled() throws Exception {
        assertThat(hub.ledger.head().entries()).isZero();
        read("/v1p1/orgs");
        assertThat(hub.ledger.head().entries()).isZero();
        read("/v1p1/students?limit=3");
        assertThat(hub.ledger.head().entries()).isEqualTo(3);
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 1).get(0).fields())
                .contains("Person.givenName", "Enrollment.grade");
        read("/rostering/v1p2/students?limit=3");
        assertThat(hub.ledger.head().entries()).isEqualTo(3);
        read("/v1p1/classes/" + first("classes") + "/students");
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 1).get(0).fields()).contains("ClassMembership.section");
        assertThat(hub.ledger.verify(java.util.Optional.empty()).intact()).isTrue();
        long before = hub.ledger.head().entries();
        hub.commit(List.of(PartnerHub.pupil(1, "Renamed")));
        PartnerHub.await(() -> hub.get("/v1p1/users?" + filter("givenName='Renamed'"), bearer)
                .body()
                .contains("Renamed"));
        assertThat(hub.ledger.head().entries()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("P-13 under a new key every child has another id, and the former one is told as deleted")
    void a_new_key_deletes_every_former_id() throws Exception {
        List<String> before = texts(read("/v1p1/students?limit=100").get("users"), "sourcedId");
        hub.secrets.kept.put("pseudonym-bridges", ("Q".repeat(42) + "A").toCharArray());
        PartnerHub.await(
                () -> !hub.get("/v1p1/students?limit=100", bearer).body().contains(before.get(0)));
        assertThat(texts(read("/v1p1/students?limit=100").get("users"), "sourcedId"))
                .hasSameSizeAs(before)
                .doesNotContainAnyElementsOf(before);
        JsonNode gone =
                read("/v1p1/users?limit=100&" + filter("status='tobedeleted'")).get("users");
        assertThat(texts(gone, "sourcedId")).containsAll(before);
    }

    @Test
    @DisplayName(
            "R-26 a partner that asks for what changed misses nothing where the clock was ahead when it last asked")
    void changes_come_after_those_of_a_clock_that_was_ahead() throws Exception {
        Instant right = hub.clock.now;
        String before = bearer;
        hub.clock.now = right.plus(Duration.ofDays(100));
        bearer = bearer("grant_type=client_credentials");
        hub.refuse(2);
        PartnerHub.await(() -> !hub.get("/v1p1/users?limit=100", bearer).body().contains("Canary2\""));
        String last = read("/v1p1/users?" + filter("status='tobedeleted'"))
                .get("users")
                .get(0)
                .get("dateLastModified")
                .asText();
        assertThat(last).startsWith("2027-01");

        hub.clock.now = right;
        bearer = before;
        hub.refuse(1);
        PartnerHub.await(() -> !hub.get("/v1p1/users?limit=100", bearer).body().contains("Canary1\""));
        assertThat(read("/v1p1/users?" + filter("dateLastModified>'" + last + "'"))
                        .get("users"))
                .hasSize(1);
    }

    @Test
    @DisplayName("P-04 a refusal takes a child out at once; the delta says tobedeleted and nothing more of the child")
    void a_refusal_is_a_deletion() throws Exception {
        String id = read("/v1p1/users?" + filter("givenName='Pupil1'"))
                .get("users")
                .get(0)
                .get("sourcedId")
                .asText();
        String since = hub.clock.now.toString();
        hub.refuse(1);
        PartnerHub.await(() -> !hub.get("/v1p1/users?limit=100", bearer).body().contains("Canary1\""));
        JsonNode changed = read("/v1p1/users?" + filter("dateLastModified>'" + since + "'"))
                .get("users");
        assertThat(changed).hasSize(1);
        assertThat(changed.get(0).get("sourcedId").asText()).isEqualTo(id);
        assertThat(changed.get(0).get("status").asText()).isEqualTo("tobedeleted");
        assertThat(changed.get(0).toString())
                .doesNotContain("Pupil1", "Canary1", "1001", "2016")
                .contains("\"givenName\":\"-\"", "\"enabledUser\":\"false\"", "\"orgs\":[{");
        JsonNode newer = read("/rostering/v1p2/users?" + filter("status='tobedeleted'"))
                .get("users")
                .get(0);
        assertThat(newer.at("/roles/0/org/sourcedId").asText()).isEqualTo(id);
        assertThat(List.copyOf(
                        newer.properties().stream().map(Map.Entry::getKey).toList()))
                .contains("sourcedId", "status", "dateLastModified", "enabledUser", "givenName", "familyName", "roles");
        assertThat(read("/v1p1/enrollments?" + filter("status='tobedeleted'")).get("enrollments"))
                .hasSize(1);
        assertThat(read("/v1p1/users?limit=100").get("users")).hasSize(12);
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1p1 oauth2", "rostering/v1p2 oauth2", "v1p1 oauth1", "v1p1 oauth1-sha1"})
    void our_own_connector_reads_everything_and_finds_nothing_amiss(String way) throws Exception {
        String[] parts = way.split(" ");
        OneRosterConnector connector = new OneRosterConnector(Settings.of(
                OneRosterConnector.Config.class,
                "site=susten",
                "baseUrl=" + hub.root + '/' + parts[0],
                "login=" + parts[1],
                "clientId=" + PartnerHub.FEED,
                "clientSecret=provider",
                "tokenUrl=" + hub.root + "/token",
                "pageSize=5"));
        TestContext context = new TestContext(new FolderInlet(folder))
                .secret("provider", PartnerHub.SECRET)
                .permitting("127.0.0.1")
                .now(hub.clock.now);
        connector.check(context);
        List<Entity> entities = new ArrayList<>();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            try (SourceReader reader = connector.read(stream, Cursor.START, context)) {
                reader.forEachRemaining(row -> entities.addAll(connector.map(row)));
                if (!stream.name().equals("scoreScales")) {
                    assertThat(reader.findings()).as(stream.name()).isEmpty();
                }
            }
        }
        assertThat(entities.stream().filter(Person.class::isInstance)).hasSize(13);
        assertThat(entities.stream().filter(ClassMembership.class::isInstance)).hasSize(7);
    }

    @Test
    void the_discovery_document_names_every_path_and_is_free() throws Exception {
        JsonNode document =
                JSON.readTree(hub.get("/rostering/v1p2/discovery/onerosterv1p2rostersservice_openapi3_v1p0.json", null)
                        .body());
        assertThat(document.get("openapi").asText()).startsWith("3.0");
        assertThat(document.get("paths").has("/schools/{schoolSourcedId}/classes/{classSourcedId}/students"))
                .isTrue();
        assertThat(document.get("servers").get(0).get("url").asText()).isEqualTo(hub.root + "/rostering/v1p2");
    }
}
