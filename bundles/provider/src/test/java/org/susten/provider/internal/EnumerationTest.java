// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;

/** A partner that tries ids over the OneRoster API, one after the other. */
class EnumerationTest {

    private static final int WITHHELD = 7;

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private PartnerHub hub;
    private String bearer;
    private String withheld;

    /** The partner never saw the child; the id it has is of somebody who did. */
    @BeforeEach
    void a_child_of_the_hub_that_the_partner_may_not_see() throws Exception {
        hub = new PartnerHub(postgres.database(), folder);
        hub.settle();
        hub.agree(PartnerHub.FIELDS);
        bearer = bearer();
        withheld = idOf("Pupil" + WITHHELD);
        forget();
        hub.refuse(WITHHELD);
        // The provider asks at most once in a while whether something happened.
        PartnerHub.await(() -> users().size() == 12);
    }

    @AfterEach
    void stop() throws Exception {
        hub.stop();
    }

    @Test
    @DisplayName(
            "S-35 S-22 over the OneRoster API a child that is there and not to be seen is as one that never was: status, body and headers")
    void a_withheld_child_is_as_one_that_never_was() throws Exception {
        String nobody = new UUID(withheld.hashCode(), System.nanoTime()).toString();
        for (String service : List.of("/v1p1/", "/rostering/v1p2/")) {
            for (String path : List.of(
                    "users/%s",
                    "students/%s",
                    "teachers/%s",
                    "demographics/%s",
                    "enrollments/%s",
                    "classes/%s",
                    "orgs/%s",
                    "students/%s/classes",
                    "users/%s/classes",
                    "teachers/%s/classes",
                    "classes/%s/students",
                    "schools/%s/students",
                    "users?filter=sourcedId%%3D%%27%s%%27")) {
                Map<String, String> there = answer(service + path.formatted(withheld), withheld);
                assertThat(there).as(service + path).isEqualTo(answer(service + path.formatted(nobody), nobody));
                assertThat(there.get("body")).doesNotContain("Canary" + WITHHELD, "Pupil" + WITHHELD);
            }
        }
        assertThat(answer("/v1p1/students/" + withheld, withheld)).containsEntry("status", "404");
    }

    @Test
    @DisplayName("S-35 the hub's own number of a child and the key of its source say nothing to a partner")
    void the_hubs_own_ids_say_nothing() throws Exception {
        for (String id : List.of("1", "7", "u1", "u7", "users:u7", "1007", "%20", "..", "*")) {
            assertThat(answer("/v1p1/users/" + id, id)).as(id).isEqualTo(answer("/v1p1/users/nobody", "nobody"));
        }
    }

    /** All that a caller can see of an answer, but what it said itself and the time of day. */
    private Map<String, String> answer(String path, String said) throws Exception {
        HttpResponse<String> answer = hub.get(path, bearer);
        Map<String, String> seen = new TreeMap<>();
        seen.put("status", Integer.toString(answer.statusCode()));
        seen.put("body", without(said, answer.body()));
        answer.headers().map().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("date")) {
                seen.put(name, without(said, values.toString()));
            }
        });
        return seen;
    }

    private static String without(String said, String text) {
        return said.length() < 9 ? text : text.replace(said, "ID");
    }

    private String bearer() throws Exception {
        HttpResponse<String> answer = hub.token(PartnerHub.SECRET, "grant_type=client_credentials");
        return "Bearer "
                + new ObjectMapper().readTree(answer.body()).get("access_token").asText();
    }

    private JsonNode users() throws Exception {
        return new ObjectMapper()
                .readTree(hub.get("/v1p1/users?limit=100", bearer).body())
                .get("users");
    }

    private String idOf(String givenName) throws Exception {
        return StreamSupport.stream(users().spliterator(), false)
                .filter(user -> user.path("givenName").asText().equals(givenName))
                .findFirst()
                .orElseThrow()
                .get("sourcedId")
                .asText();
    }

    /** As if nobody had ever asked for the roster. */
    private void forget() {
        hub.database.inTransaction(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(
                        "truncate feeds.roster, feeds.roster_row, feeds.roster_mark, feeds.roster_count, feeds.told");
            }
        });
    }
}
