// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every endpoint for reading that the REST documents of OneRoster 1.1 and 1.2 list, and what a strict client asks of them. */
class ReadEndpointsTest extends AtProvider {

    /** Path, and the name of the list or of the one object; with the services that have it. */
    private static final String ENDPOINTS =
            """
            11 R  academicSessions                          academicSessions
            11 R  academicSessions/{session}                academicSession
            11 R  classes                                   classes
            11 R  classes/{class}                           class
            11 R  classes/{class}/students                  users
            11 R  classes/{class}/teachers                  users
            11 R  courses                                   courses
            11 R  courses/{course}                          course
            11 R  courses/{course}/classes                  classes
            11 R  demographics                              demographics
            11 R  demographics/{student}                    demographics
            11 R  enrollments                               enrollments
            11 R  enrollments/{enrollment}                  enrollment
            11 R  gradingPeriods                            academicSessions
            11 R  gradingPeriods/{gradingPeriod}            academicSession
            11 R  orgs                                      orgs
            11 R  orgs/{org}                                org
            11 R  schools                                   orgs
            11 R  schools/{school}                          org
            11 R  schools/{school}/classes                  classes
            11 R  schools/{school}/classes/{class}/enrollments enrollments
            11 R  schools/{school}/classes/{class}/students users
            11 R  schools/{school}/classes/{class}/teachers users
            11 R  schools/{school}/courses                  courses
            11 R  schools/{school}/enrollments              enrollments
            11 R  schools/{school}/students                 users
            11 R  schools/{school}/teachers                 users
            11 R  schools/{school}/terms                    academicSessions
            11 R  students                                  users
            11 R  students/{student}                        user
            11 R  students/{student}/classes                classes
            11 R  teachers                                  users
            11 R  teachers/{teacher}                        user
            11 R  teachers/{teacher}/classes                classes
            11 R  terms                                     academicSessions
            11 R  terms/{term}                              academicSession
            11 R  terms/{term}/classes                      classes
            11 R  terms/{term}/gradingPeriods               academicSessions
            11 R  users                                     users
            11 R  users/{student}                           user
            11 R  users/{student}/classes                   classes
            11 G  categories                                categories
            11 G  categories/{category}                     category
            11 G  lineItems                                 lineItems
            11 G  lineItems/{lineItem}                      lineItem
            11 G  results                                   results
            11 G  results/{result}                          result
            -- G  classes/{class}/categories                categories
            11 G  classes/{class}/lineItems                 lineItems
            11 G  classes/{class}/lineItems/{lineItem}/results results
            11 G  classes/{class}/results                   results
            11 G  classes/{class}/students/{student}/results results
            -- G  schools/{school}/lineItems                lineItems
            -- G  schools/{school}/scoreScales              scoreScales
            -- G  classes/{class}/scoreScales               scoreScales
            -- G  scoreScales                               scoreScales
            -- G  assessmentLineItems                       assessmentLineItems
            -- G  assessmentResults                         assessmentResults
            11 S  resources                                 resources
            11 S  classes/{class}/resources                 resources
            11 S  courses/{course}/resources                resources
            -- S  users/{student}/resources                 resources
            """;

    private static final List<String> UNKNOWN = List.of(
            "/v1p1/resources/nobody",
            "/resources/v1p2/resources/nobody",
            "/gradebook/v1p2/scoreScales/nobody",
            "/gradebook/v1p2/assessmentLineItems/nobody",
            "/gradebook/v1p2/assessmentResults/nobody",
            "/gradebook/v1p2/classes/nobody/scoreScales",
            "/resources/v1p2/classes/nobody/resources");

    private String first(String path, String list) throws Exception {
        return read("/v1p1/" + path).get(list).get(0).get("sourcedId").asText();
    }

    private Map<String, String> ids() throws Exception {
        Map<String, String> ids = new LinkedHashMap<>();
        ids.put("session", first("academicSessions", "academicSessions"));
        ids.put("class", first("classes", "classes"));
        ids.put("course", first("courses", "courses"));
        ids.put(
                "student",
                read("/v1p1/results")
                        .get("results")
                        .get(0)
                        .at("/student/sourcedId")
                        .asText());
        ids.put("enrollment", first("enrollments", "enrollments"));
        ids.put("gradingPeriod", first("gradingPeriods", "academicSessions"));
        ids.put("org", first("orgs", "orgs"));
        ids.put("school", first("schools", "orgs"));
        ids.put("teacher", first("teachers", "users"));
        ids.put("term", first("terms", "academicSessions"));
        ids.put("category", first("categories", "categories"));
        ids.put("lineItem", first("lineItems", "lineItems"));
        ids.put("result", first("results", "results"));
        return ids;
    }

    @Test
    @DisplayName(
            "Each read endpoint of 1.1 and 1.2 answers under the name that the standard gives it, and 404 for nobody's id")
    void each_read_endpoint_answers() throws Exception {
        Map<String, String> ids = ids();
        for (String line : ENDPOINTS.strip().split("\n")) {
            String[] parts = line.strip().split("\\s+");
            List<String> services = new ArrayList<>();
            if (parts[0].equals("11")) {
                services.add("/v1p1/");
            }
            services.add(
                    switch (parts[1]) {
                        case "R" -> "/rostering/v1p2/";
                        case "G" -> "/gradebook/v1p2/";
                        default -> "/resources/v1p2/";
                    });
            for (String service : services) {
                check(service, parts[2], parts[3], ids);
            }
        }
        for (String path : UNKNOWN) {
            assertThat(hub.get(path, bearer).statusCode()).as(path).isEqualTo(404);
        }
        for (String path : List.of("/v1p1/scoreScales", "/rostering/v1p2/resources", "/resources/v1p2/users")) {
            assertThat(hub.get(path, bearer).statusCode()).as(path).isEqualTo(404);
        }
    }

    private void check(String service, String path, String envelope, Map<String, String> ids) throws Exception {
        String filled = path;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace('{' + id.getKey() + '}', id.getValue());
        }
        HttpResponse<String> answer = hub.get(service + filled, bearer);
        assertThat(answer.statusCode()).as(service + path + ' ' + answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.properties()).as(service + path).hasSize(1);
        assertThat(body.has(envelope)).as(service + path + ' ' + answer.body()).isTrue();
        boolean list = !path.endsWith("}");
        assertThat(body.get(envelope).isArray()).as(service + path).isEqualTo(list);
        assertThat(answer.headers().firstValue("X-Total-Count").isPresent())
                .as(service + path)
                .isEqualTo(list);
        if (list) {
            assertThat(answer.headers().firstValue("X-Total-Count"))
                    .hasValue(Integer.toString(body.get(envelope).size()));
            assertThat(answer.headers().firstValue("Link").orElseThrow()).contains("rel=\"first\"", "rel=\"last\"");
        }
        if (path.contains("{")) {
            String nobody = service + path.replaceFirst("\\{[a-zA-Z]+}", "nobody");
            for (Map.Entry<String, String> id : ids.entrySet()) {
                nobody = nobody.replace('{' + id.getKey() + '}', id.getValue());
            }
            HttpResponse<String> none = hub.get(nobody, bearer);
            assertThat(none.statusCode()).as(nobody).isEqualTo(404);
            assertThat(JSON.readTree(none.body()).path("imsx_codeMajor").asText())
                    .isEqualTo("failure");
        }
    }

    @Test
    @DisplayName(
            "P-03 guardians are told where the agreement grants them, by name only, and none whom a source restricts")
    void guardians_are_told_where_they_are_granted() throws Exception {
        assertThat(read("/v1p1/users?" + filter("role='parent'")).get("users")).isEmpty();
        assertThat(hub.get("/v1p1/students", bearer).body()).doesNotContain("agents");
        hub.agree(
                PartnerHub.FIELDS.replace("birthDate, sex]", "birthDate, sex, phones]") + "Relationship: [guardian]\n");
        JsonNode parents = read("/v1p1/users?" + filter("role='parent'")).get("users");
        assertThat(parents).hasSize(1);
        JsonNode parent = parents.get(0);
        assertThat(parent.get("givenName").asText()).isEqualTo("Gail");
        assertThat(parent.has("phone")).isFalse();
        assertThat(parent.get("orgs")).hasSize(1);
        String id = parent.get("sourcedId").asText();
        JsonNode children = read("/rostering/v1p2/students?" + filter("agents.sourcedId='" + id + "'"))
                .get("users");
        assertThat(children).hasSize(2);
        assertThat(children.get(0).get("agents").get(0).get("href").asText())
                .isEqualTo(hub.root + "/rostering/v1p2/users/" + id);
        JsonNode newer = read("/rostering/v1p2/users/" + id).get("user");
        assertThat(newer.get("roles").get(0).get("role").asText()).isEqualTo("parent");
        assertThat(hub.get("/v1p1/users?limit=1000", bearer).body()).doesNotContain("Rex", "555-0199", "court");
    }

    @Test
    void a_sort_or_selection_that_names_no_field_is_not_heeded_and_1_1_says_so() throws Exception {
        JsonNode older = read("/v1p1/students?fields=givenName,nonsense&sort=more&limit=1");
        assertThat(older.get("users").get(0).size()).isGreaterThan(3);
        assertThat(older.get("statusInfoSet")).hasSize(2);
        assertThat(older.at("/statusInfoSet/0/imsx_severity").asText()).isEqualTo("warning");
        assertThat(older.get("statusInfoSet").findValuesAsText("imsx_codeMinor"))
                .containsExactlyInAnyOrder("invalid_selection_field", "invalid_sort_field");
        JsonNode newer = read("/rostering/v1p2/students?fields=givenName,nonsense&limit=1");
        assertThat(newer.properties()).hasSize(1);
        assertThat(newer.get("users").get(0).size()).isGreaterThan(3);
        HttpResponse<String> blank = hub.get("/rostering/v1p2/students?fields=", bearer);
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(blank.body()).contains("\"invalid_selection_field\"");
        HttpResponse<String> other = hub.get("/v1p1/students?fields=givenName,", bearer);
        assertThat(other.statusCode()).isEqualTo(400);
        assertThat(other.body()).contains("\"invalid_blank_selection_field\"");
    }

    @Test
    @DisplayName("What the schemas of the standard want is there, though no source says it")
    void what_the_schema_wants_is_there() throws Exception {
        for (JsonNode org : read("/rostering/v1p2/orgs").get("orgs")) {
            assertThat(org.get("identifier").asText())
                    .isEqualTo(org.get("sourcedId").asText());
        }
        assertThat(read("/v1p1/orgs").get("orgs").get(0).has("identifier")).isFalse();
        JsonNode course = read("/rostering/v1p2/courses").get("courses").get(0);
        assertThat(course.get("courseCode").asText())
                .isEqualTo(course.get("sourcedId").asText());
        for (String service : List.of("/v1p1/", "/gradebook/v1p2/")) {
            JsonNode work = read(service + "lineItems").get("lineItems").get(0);
            assertThat(work.get("assignDate").asText()).as(service).endsWith("T00:00:00.000Z");
            assertThat(work.get("dueDate").asText()).as(service).endsWith("T00:00:00.000Z");
            for (String sign : List.of("=", "<=", ">=")) {
                assertThat(read(service + "lineItems?"
                                        + filter("dueDate" + sign + '\''
                                                + work.get("dueDate").asText() + '\''))
                                .get("lineItems"))
                        .as(service + sign)
                        .isNotEmpty();
            }
            assertThat(read(service + "lineItems?"
                                    + filter("dueDate<'" + work.get("dueDate").asText() + '\''))
                            .get("lineItems"))
                    .isEmpty();
        }
        for (String page : List.of("limit=999999999999", "limit=99999&offset=0")) {
            assertThat(read("/v1p1/users?" + page).get("users")).hasSize(13);
        }
    }

    @Test
    void quotes_and_nested_fields_come_as_clients_write_them() throws Exception {
        String of = first("classes", "classes");
        for (String text : List.of("class.sourcedId='" + of + "'", "class.sourcedId=%27" + of + "%27")) {
            assertThat(read("/rostering/v1p2/enrollments?filter=" + text.replace("'", "%27"))
                            .get("enrollments"))
                    .hasSize(7);
        }
        String school = first("schools", "orgs");
        for (String text : List.of(
                "roles.org.sourcedId='" + school + "'",
                "roles.role='student' AND primaryOrg.sourcedId!='x'",
                "userIds.identifier~'x'")) {
            read("/rostering/v1p2/users?" + filter(text));
        }
        assertThat(read("/v1p1/users?" + filter("familyName='O''Neil'")).get("users"))
                .isEmpty();
    }

    @Test
    void a_parameter_that_comes_twice_counts_once_or_is_refused() throws Exception {
        assertThat(read("/v1p1/users?limit=2&limit=2").get("users")).hasSize(2);
        HttpResponse<String> answer = hub.get("/rostering/v1p2/users?limit=2&limit=3", bearer);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"invaliddata\"");
        assertThat(hub.token(PartnerHub.SECRET, "grant_type=client_credentials&scope=a&scope=b")
                        .body())
                .contains("\"invalid_request\"");
    }

    @Test
    void a_page_beyond_the_end_is_empty_and_leads_back() throws Exception {
        HttpResponse<String> answer = hub.get("/v1p1/students?limit=5&offset=1000", bearer);
        assertThat(JSON.readTree(answer.body()).get("users")).isEmpty();
        assertThat(answer.headers().firstValue("X-Total-Count")).hasValue("12");
        assertThat(answer.headers().firstValue("Link").orElseThrow())
                .contains("offset=10>; rel=\"prev\"", "offset=0>; rel=\"first\"", "offset=10>; rel=\"last\"")
                .doesNotContain("rel=\"next\"");
    }

    @Test
    void head_options_and_a_slash_at_the_end_are_answered_and_nothing_else_writes() throws Exception {
        HttpResponse<String> head = hub.ask("HEAD", "/v1p1/students?limit=5", bearer);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("X-Total-Count")).hasValue("12");
        assertThat(head.body()).isEmpty();
        HttpResponse<String> options = hub.ask("OPTIONS", "/rostering/v1p2/students", null);
        assertThat(options.statusCode()).isEqualTo(204);
        assertThat(options.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        assertThat(read("/rostering/v1p2/students/").get("users")).hasSize(12);
        for (String method : List.of("PUT", "POST", "DELETE", "PATCH")) {
            HttpResponse<String> refused = hub.ask(method, "/gradebook/v1p2/lineItems/x", bearer);
            assertThat(refused.statusCode()).as(method).isEqualTo(405);
            assertThat(refused.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
        }
    }

    @Test
    @DisplayName("RFC 6749 5.2 and RFC 6750 3: the login says what was wrong in their words")
    void the_login_says_what_was_wrong() throws Exception {
        HttpResponse<String> wrong = hub.token("wrong", "grant_type=client_credentials");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(wrong.headers().firstValue("WWW-Authenticate").orElseThrow()).startsWith("Basic ");
        assertThat(JSON.readTree(wrong.body()).get("error").asText()).isEqualTo("invalid_client");
        Map<String, String> faults = new LinkedHashMap<>();
        faults.put("scope=x", "invalid_request");
        faults.put("grant_type=password", "unsupported_grant_type");
        faults.put("grant_type=client_credentials&scope=https://example.org/x", "invalid_scope");
        for (Map.Entry<String, String> fault : faults.entrySet()) {
            HttpResponse<String> answer = hub.token(PartnerHub.SECRET, fault.getKey());
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(JSON.readTree(answer.body()).get("error").asText())
                    .as(fault.getKey())
                    .isEqualTo(fault.getValue());
        }
        HttpResponse<String> right = hub.token(
                PartnerHub.SECRET,
                "grant_type=client_credentials&scope=" + Scopes.PREFIX + "roster-core.readonly " + Scopes.PREFIX
                        + "gradebook.createput");
        assertThat(right.headers().firstValue("Cache-Control")).hasValue("no-store");
        JsonNode token = JSON.readTree(right.body());
        assertThat(token.get("scope").asText()).isEqualTo(Scopes.PREFIX + "roster-core.readonly");
        HttpResponse<String> narrow = hub.get(
                "/gradebook/v1p2/results", "Bearer " + token.get("access_token").asText());
        assertThat(narrow.statusCode()).isEqualTo(403);
        assertThat(narrow.headers().firstValue("WWW-Authenticate").orElseThrow())
                .contains("error=\"insufficient_scope\"", Scopes.PREFIX + "gradebook.readonly");
        HttpResponse<String> none = hub.get("/v1p1/users", null);
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().allValues("WWW-Authenticate"))
                .containsExactly("Bearer realm=\"oneroster\"", "OAuth realm=\"oneroster\"");
        HttpResponse<String> old = hub.get("/rostering/v1p2/users", "Bearer nonsense");
        assertThat(old.headers().firstValue("WWW-Authenticate").orElseThrow()).contains("error=\"invalid_token\"");
    }
}
