// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.connector.oneroster.OneRosterConnector;
import org.susten.model.ClassMembership;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.Catalogue;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

/** What a partner reads over HTTP, from a real database: of one hub for all tests, as reading changes nothing. */
@TestInstance(Lifecycle.PER_CLASS)
class ProviderTest extends AtProvider {

    @BeforeAll
    void one_hub(@TempDir Path lasting) throws Exception {
        open(lasting);
    }

    @Override
    @BeforeEach
    void a_partner_with_a_token() {}

    @Override
    @AfterEach
    void stop() {}

    @AfterAll
    void end() throws Exception {
        hub.stop();
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
        String huge = "1" + "0".repeat(20);
        assertThat(read("/v1p1/students?offset=" + huge).get("users")).isEmpty();
        assertThat(read("/v1p1/students?limit=" + huge).get("users")).hasSize(12);
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
                "/v1p1/users?filter=givenName%3D'%00'|400|invalid_filter_field",
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
                .now(hub.clock.instant());
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
