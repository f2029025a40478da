// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;

/** A roster whose agreement ends, and that comes back under another one, while other partners' rosters go on. */
class AnotherAgreementTest {

    private static final String OTHER_SECRET = "another-secret-of-the-test";

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private PartnerHub hub;

    @BeforeEach
    void two_partners() throws Exception {
        hub = new PartnerHub(postgres.database(), folder);
        hub.settle();
        hub.agree(PartnerHub.FIELDS);
        hub.secrets.kept.put("roster-harbor-roster.harbor", OTHER_SECRET);
    }

    @AfterEach
    void stop() throws Exception {
        hub.stop();
    }

    @Test
    @DisplayName(
            "P-03 P-06 P-09 a roster that ended and comes back tells what it may now, and nothing that was told under the former agreement")
    void a_roster_that_comes_back_tells_what_it_may_now() throws Exception {
        String former = Files.readString(folder.resolve("bridges.yaml"));
        for (String path : paths()) {
            assertThat(ask("bridges-roster", PartnerHub.SECRET, path)).contains("1001");
        }
        long before = hub.ledger.head().entries();
        hub.agreements.withdraw("bridges.yaml");
        String other = former.replace("id: bridges,", "id: harbor,").replace("bridges-roster", "harbor-roster");
        hub.agreements.accept("harbor.yaml", Files.writeString(folder.resolve("harbor.yaml"), other));
        assertThat(ask("harbor-roster", OTHER_SECRET, paths().get(0))).contains("1001");
        long between = hub.ledger.head().entries();
        assertThat(between).isGreaterThan(before);

        hub.agree(PartnerHub.FIELDS.replace(", identifiers", ""));
        for (String path : paths()) {
            assertThat(ask("bridges-roster", PartnerHub.SECRET, path))
                    .as("identifiers are granted no more")
                    .contains("Canary1")
                    .doesNotContain("1001");
        }
        assertThat(hub.ledger.head().entries())
                .as("what is told under the other agreement is on record")
                .isGreaterThan(between);
    }

    private static List<String> paths() {
        return List.of("/v1p1/users?limit=100", "/rostering/v1p2/students?limit=100");
    }

    private String ask(String feed, String secret, String path) throws Exception {
        HttpResponse<String> token = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(hub.root + "/token"))
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        "grant_type=client_credentials&client_id=" + feed + "&client_secret=" + secret))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(token.statusCode()).as(token.body()).isEqualTo(200);
        HttpResponse<String> answer = hub.get(
                path,
                "Bearer "
                        + new ObjectMapper()
                                .readTree(token.body())
                                .get("access_token")
                                .asText());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }
}
