// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;

/** Who is let in, to what and until when. */
class PartnerAccessTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

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
        return "Bearer "
                + new ObjectMapper()
                        .readTree(hub.token(PartnerHub.SECRET, form).body())
                        .get("access_token")
                        .asText();
    }

    @Test
    @DisplayName(
            "P-06 a token is void without its scope, with another secret, after its hour and after the agreement's last day")
    void a_token_opens_only_what_it_is_for() throws Exception {
        assertThat(hub.get("/v1p1/users", null).statusCode()).isEqualTo(401);
        assertThat(hub.get("/v1p1/users", "Bearer x.y").statusCode()).isEqualTo(401);
        assertThat(hub.token("wrong", "grant_type=client_credentials").statusCode())
                .isEqualTo(401);
        assertThat(hub.token(
                                PartnerHub.SECRET,
                                "grant_type=client_credentials&scope=" + Scopes.PREFIX + "roster.createput")
                        .statusCode())
                .isEqualTo(400);
        assertThat(hub.token(PartnerHub.SECRET, "grant_type=client_credentials&client_secret=guessed")
                        .body())
                .contains("invalid_request", "another id or secret than the header");
        assertThat(hub.token(PartnerHub.SECRET, "grant_type=client_credentials&client_id=" + PartnerHub.FEED)
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.get("/v1p1/users?oauth_consumer_key=x&oauth_signature=y", null)
                        .body())
                .contains("belongs into the header Authorization");
        String core = bearer("grant_type=client_credentials&scope=" + Scopes.PREFIX + Scopes.CORE);
        assertThat(hub.get("/rostering/v1p2/users", core).statusCode()).isEqualTo(200);
        assertThat(hub.get("/rostering/v1p2/demographics", core).statusCode()).isEqualTo(403);
        assertThat(hub.get("/gradebook/v1p2/results", core).statusCode()).isEqualTo(403);
        assertThat(hub.get("/resources/v1p2/resources", core).statusCode()).isEqualTo(403);
        hub.agree(PartnerHub.FIELDS, "2026-09-30");
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(403);
        hub.agree(PartnerHub.FIELDS);
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(200);
        String other = bearer;
        hub.secrets.kept.put(PartnerHub.CREDENTIAL, "another secret");
        PartnerHub.await(() -> hub.get("/v1p1/users", other).statusCode() == 401);
        hub.secrets.kept.put(PartnerHub.CREDENTIAL, PartnerHub.SECRET);
        PartnerHub.await(() -> hub.get("/v1p1/users", other).statusCode() == 200);
        hub.clock.forward(Duration.ofSeconds(3_700));
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "P-06 a roster that is given to another partner opens to that partner's secret, and no more to the former one's")
    void another_partner_takes_a_roster_over() throws Exception {
        hub.agree(PartnerHub.FIELDS, "2027-07-31", "lanterns");
        PartnerHub.await(() -> hub.get("/v1p1/users", bearer).statusCode() == 401);
        assertThat(hub.token(PartnerHub.SECRET, "grant_type=client_credentials").statusCode())
                .isEqualTo(401);
        hub.secrets.kept.put("roster-" + PartnerHub.FEED + ".lanterns", "the lanterns' own");
        assertThat(hub.token("the lanterns' own", "grant_type=client_credentials")
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.token(PartnerHub.SECRET, "grant_type=client_credentials").statusCode())
                .isEqualTo(401);
    }

    @Test
    @DisplayName(
            "P-06 P-15 a roster that one partner has read opens to no other, who would read of children by the former one's ids")
    void a_roster_that_was_read_is_nobody_elses() throws Exception {
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(200);
        hub.agree(PartnerHub.FIELDS, "2027-07-31", "lanterns");
        hub.secrets.kept.put("roster-" + PartnerHub.FEED + ".lanterns", "the lanterns' own");
        assertThat(hub.token("the lanterns' own", "grant_type=client_credentials")
                        .body())
                .contains("unauthorized_client", "bridges was told of children", "never lanterns's");
        PartnerHub.await(() -> hub.get("/v1p1/users", bearer).statusCode() == 401);
        hub.agree(PartnerHub.FIELDS);
        PartnerHub.await(() -> hub.get("/v1p1/users", bearer).statusCode() == 200);
    }

    @Test
    @DisplayName("P-06 a token of a core scope does not open what lies below another object, in both versions")
    void a_core_scope_is_no_more_than_the_core() throws Exception {
        String core = bearer("grant_type=client_credentials&scope=" + Scopes.PREFIX + Scopes.CORE + ' ' + Scopes.PREFIX
                + Scopes.GRADEBOOK_CORE);
        String all = bearer("grant_type=client_credentials&scope=" + Scopes.PREFIX + Scopes.ROSTER + ' ' + Scopes.PREFIX
                + Scopes.GRADEBOOK);
        String id = new ObjectMapper()
                .readTree(hub.get("/rostering/v1p2/classes", core).body())
                .at("/classes/0/sourcedId")
                .asText();
        for (String path : List.of(
                "/rostering/v1p2/classes/" + id + "/students",
                "/gradebook/v1p2/classes/" + id + "/results",
                "/v1p1/classes/" + id + "/teachers")) {
            assertThat(hub.get(path, core).statusCode()).as(path).isEqualTo(403);
            assertThat(hub.get(path, all).statusCode()).as(path).isEqualTo(200);
        }
        assertThat(hub.get("/gradebook/v1p2/assessmentResults", all).statusCode())
                .isEqualTo(403);
    }

    @Test
    @DisplayName(
            "P-08 a credential opens nothing while the partner's people lack the training, and everything once they have it")
    void a_credential_needs_training() throws Exception {
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(200);
        hub.training = "the contact of Bridges is not trained in student-data";
        hub.agree(PartnerHub.FIELDS, "2027-07-31\ntraining: [student-data]");
        HttpResponse<String> refused = hub.get("/v1p1/users", bearer);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("training").contains("the contact of Bridges is not trained");
        assertThat(hub.get("/v1p1/orgs", OAuthSignature.of(hub, "/v1p1/orgs", "n1"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(hub.token(PartnerHub.SECRET, "grant_type=client_credentials").body())
                .contains("unauthorized_client", "the contact of Bridges is not trained");
        hub.training = "";
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(200);
        hub.training = "a session lapsed";
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("R-20 a signed request comes once, and not late")
    void a_signed_request_is_let_in_once() throws Exception {
        String signed = OAuthSignature.of(hub, "/v1p1/orgs?limit=1", "n1");
        assertThat(hub.get("/v1p1/orgs?limit=1", signed).statusCode()).isEqualTo(200);
        assertThat(hub.get("/v1p1/orgs?limit=1", signed).statusCode()).isEqualTo(401);
        for (String path : List.of("/v1p1/resources", "/v1p1/demographics", "/v1p1/results", "/v1p1/students")) {
            assertThat(hub.get(path, OAuthSignature.of(hub, path, path.replace("/", "")))
                            .statusCode())
                    .as(path)
                    .isEqualTo(200);
        }
        String other = OAuthSignature.of(hub, "/v1p1/orgs?limit=1", "n2");
        assertThat(hub.get("/v1p1/orgs?limit=2", other).statusCode()).isEqualTo(401);
        String late = OAuthSignature.of(hub, "/v1p1/orgs", "n3");
        hub.clock.forward(Duration.ofSeconds(301));
        assertThat(hub.get("/v1p1/orgs", late).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName(
            "R-26 a token that was issued while the clock was ahead is void once it is right, and a request comes once all the same")
    void a_token_of_the_future_is_void() throws Exception {
        Instant now = hub.clock.instant();
        hub.clock.set(now.plus(Duration.ofDays(90)));
        String early = bearer("grant_type=client_credentials");
        String ahead = OAuthSignature.of(hub, "/v1p1/orgs?limit=1", "n1");
        assertThat(hub.get("/v1p1/users", early).statusCode()).isEqualTo(200);
        assertThat(hub.get("/v1p1/orgs?limit=1", ahead).statusCode()).isEqualTo(200);

        hub.clock.set(now);
        assertThat(hub.get("/v1p1/users", early).statusCode()).isEqualTo(401);
        assertThat(hub.get("/v1p1/users", bearer).statusCode()).isEqualTo(200);
        assertThat(hub.get("/v1p1/orgs?limit=1", ahead).statusCode()).isEqualTo(401);
        String signed = OAuthSignature.of(hub, "/v1p1/orgs?limit=1", "n2");
        assertThat(hub.get("/v1p1/orgs?limit=1", signed).statusCode()).isEqualTo(200);
        hub.clock.set(now.plus(Duration.ofDays(90)));
        hub.get("/v1p1/orgs?limit=1", OAuthSignature.of(hub, "/v1p1/orgs?limit=1", "n3"));
        hub.clock.set(now.plusSeconds(60));
        assertThat(hub.get("/v1p1/orgs?limit=1", signed).statusCode())
                .as("sent again after the clock was ahead and is right")
                .isEqualTo(401);
    }
}
