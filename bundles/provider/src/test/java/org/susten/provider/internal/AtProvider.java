// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;

/** The provider as a partner meets it: over HTTP, from a real database, with a token. */
abstract class AtProvider {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    PartnerHub hub;
    String bearer;

    @BeforeEach
    void a_partner_with_a_token() throws Exception {
        open(folder);
    }

    /** A new hub, of which only the database is that of the one before. */
    final void open(Path folder) throws Exception {
        hub = new PartnerHub(postgres.database(), folder);
        hub.settle();
        hub.agree(PartnerHub.FIELDS);
        bearer = bearer("grant_type=client_credentials");
    }

    @AfterEach
    void stop() throws Exception {
        hub.stop();
    }

    final String bearer(String form) throws Exception {
        HttpResponse<String> answer = hub.token(PartnerHub.SECRET, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return "Bearer " + JSON.readTree(answer.body()).get("access_token").asText();
    }

    final JsonNode read(String path) throws Exception {
        HttpResponse<String> answer = hub.get(path, bearer);
        assertThat(answer.statusCode()).as(path + ' ' + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    static String filter(String text) {
        return "filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static List<String> texts(JsonNode rows, String field) {
        List<String> texts = new ArrayList<>();
        rows.forEach(row -> texts.add(row.path(field).asText()));
        return texts;
    }

    final String first(String path) throws Exception {
        return read("/v1p1/" + path)
                .properties()
                .iterator()
                .next()
                .getValue()
                .get(0)
                .get("sourcedId")
                .asText();
    }
}
