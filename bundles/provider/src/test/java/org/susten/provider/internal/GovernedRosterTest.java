// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the agreement, the ledger and what children's families say make of a roster that is asked for. */
class GovernedRosterTest extends AtProvider {

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
        hub.commit(List.of(Riverside.pupil(1, "Renamed")));
        PartnerHub.await(() -> hub.get("/v1p1/users?" + filter("givenName='Renamed'"), bearer)
                .body()
                .contains("Renamed"));
        assertThat(hub.ledger.head().entries()).isEqualTo(before + 1);
    }

    @Test
    @DisplayName("P-09 a count that a filter narrows tells of the children it counts, though no row of theirs leaves")
    void a_narrowed_count_is_on_the_ledger() throws Exception {
        read("/v1p1/students?offset=1000");
        read("/v1p1/students?offset=5&" + filter("givenName='Nobody'"));
        assertThat(hub.ledger.head().entries()).isZero();
        HttpResponse<String> answer =
                hub.get("/v1p1/students?offset=1&" + filter("givenName='Pupil7' AND familyName='Canary7'"), bearer);
        assertThat(answer.headers().firstValue("X-Total-Count")).hasValue("1");
        assertThat(JSON.readTree(answer.body()).get("users")).isEmpty();
        assertThat(hub.ledger.head().entries()).isEqualTo(1);
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 1).get(0).fields()).contains("Person.givenName");
    }

    @Test
    @DisplayName("P-04 whoever is told of in any file can be called back, be it that the partner never asks for users")
    void whoever_is_told_of_in_any_file_is_remembered() throws Exception {
        assertThat(told()).isZero();
        read("/v1p1/results");
        assertThat(told()).isEqualTo(1);
        read("/v1p1/enrollments");
        assertThat(told()).as("the pupils of the class").isEqualTo(6);
        read("/v1p1/demographics");
        assertThat(told()).isEqualTo(12);
        read("/v1p1/users");
        assertThat(told()).isEqualTo(12);
    }

    @Test
    @DisplayName(
            "P-04 whoever goes while a partner lacks training is told as deleted once it has it, whoever else asks meanwhile")
    void whoever_goes_while_a_partner_lacks_training_is_told_as_deleted() throws Exception {
        hub.agree(PartnerHub.FIELDS);
        hub.agreeToo("harbor");
        hub.agree(PartnerHub.FIELDS, "2027-07-31\ntraining: [student-data]");
        List<String> before = students();
        hub.training = "a session lapsed";
        hub.commit(List.of(Riverside.pupil(2, "Renamed")));
        hub.rosters.standing("harbor-roster");
        hub.refuse(1);
        hub.training = "";

        PartnerHub.await(() -> students().size() == before.size() - 1);
        List<String> after = students();
        assertThat(texts(
                        read("/v1p1/users?limit=100&" + filter("status='tobedeleted'"))
                                .get("users"),
                        "sourcedId"))
                .hasSize(1)
                .isSubsetOf(before)
                .doesNotContainAnyElementsOf(after);
    }

    private List<String> students() throws Exception {
        return texts(read("/v1p1/students?limit=100").get("users"), "sourcedId");
    }

    private long told() {
        return hub.database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery(
                            "select count(*) from feeds.told_v1 where feed = 'bridges-roster'")) {
                row.next();
                return row.getLong(1);
            }
        });
    }

    @Test
    @DisplayName("P-13 under a new key every child has another id, and the former one is told as deleted")
    void a_new_key_deletes_every_former_id() throws Exception {
        List<String> before = texts(read("/v1p1/students?limit=100").get("users"), "sourcedId");
        hub.secrets.kept.put("pseudonym-bridges", "Q".repeat(42) + "A");
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
        Instant right = hub.clock.instant();
        String before = bearer;
        hub.clock.set(right.plus(Duration.ofDays(100)));
        bearer = bearer("grant_type=client_credentials");
        hub.refuse(2);
        PartnerHub.await(() -> !hub.get("/v1p1/users?limit=100", bearer).body().contains("Canary2\""));
        String last = read("/v1p1/users?" + filter("status='tobedeleted'"))
                .get("users")
                .get(0)
                .get("dateLastModified")
                .asText();
        assertThat(last).startsWith("2027-01");

        hub.clock.set(right);
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
        String since = hub.clock.instant().toString();
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
}
