// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.internal.Hub;

/** A partner at its own door: what it gets, and the packages it comes for. */
class PartnerDoorTest extends AtPartnersDoor {

    @Test
    @DisplayName("P-09 the partner downloads by a signed link, and only then the ledger says that it has it")
    void a_partner_downloads_by_a_link() throws Exception {
        Delivery offered = offer();
        JsonNode delivery = list().get(0);
        assertThat(delivery.get("state").asText()).isEqualTo("offered");
        assertThat(hub.ledger.head().entries()).isZero();
        HttpResponse<String> file =
                open(delivery.get("files").get(0).get("href").asText());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).startsWith("id,day,school,category\r\nc1,2026-09-14");
        assertThat(hub.ledger.entries(offered.id())).isEqualTo(4);
        // The hub notes it when the last byte is gone, and the partner may be faster.
        PartnerHub.await(() -> list().get(0).get("state").asText().equals("delivered"));
        assertThat(open(delivery.get("files").get(2).get("href").asText()).body())
                .contains(offered.id());
    }

    @Test
    void the_whole_package_is_one_zip() throws Exception {
        offer();
        HttpResponse<byte[]> zip = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        root + list().get(0).get("package").asText()))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip.body()))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).containsExactly("attendance.csv", "dictionary.csv", "manifest.json");
        PartnerHub.await(() -> hub.deliveries.latest(Hub.FEED, 1).get(0).state() == State.DELIVERED);
    }

    @Test
    @DisplayName("a link that has expired, was changed, or is another file's opens nothing and says so")
    void links_expire_and_cannot_be_changed() throws Exception {
        Delivery offered = offer();
        JsonNode delivery = list().get(0);
        String link = delivery.get("files").get(0).get("href").asText();
        for (String forged : List.of(
                link.replace("attendance.csv", "manifest.json"),
                link.replace("partner=bridges", "partner=lanternclub"),
                link.replaceFirst("until=\\d+", "until=99999999999"),
                link.substring(0, link.length() - 2) + "00",
                link.replaceFirst("signature=.*", "signature="))) {
            assertThat(open(forged).statusCode()).as(forged).isEqualTo(403);
        }
        hub.clock.forward(Duration.ofMinutes(15));
        HttpResponse<String> late = open(link);
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(late.body()).contains("expired", "/partner/v1/deliveries");
        assertThat(hub.ledger.entries(offered.id())).isZero();
    }

    @Test
    @DisplayName("R-26 a link that was made while the clock was ahead opens nothing once it is right")
    void a_link_of_the_future_is_void() throws Exception {
        offer();
        hub.clock.forward(Duration.ofDays(90));
        String link = list().get(0).get("files").get(0).get("href").asText();
        hub.clock.forward(Duration.ofDays(-90));
        assertThat(open(link).statusCode()).isEqualTo(403);
        assertThat(open(list().get(0).get("files").get(0).get("href").asText()).statusCode())
                .isEqualTo(200);
    }

    @Test
    void with_another_secret_all_links_of_before_are_void() throws Exception {
        offer();
        String link = list().get(0).get("package").asText();
        secrets.kept.remove("partner-bridges");
        assertThat(open(link).statusCode()).isEqualTo(403);
    }

    @Test
    @DisplayName("P-01 a good link opens nothing once the agreement has ended, and the clause is told")
    void a_good_link_opens_nothing_once_the_agreement_has_ended() throws Exception {
        offer();
        String link = list().get(0).get("package").asText();
        hub.agreements.withdraw("bridges.yaml");
        HttpResponse<String> answer = open(link);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("may not be fetched now");
        assertThat(hub.ledger.head().entries()).isZero();
    }

    @Test
    @DisplayName("S-22 another partner's delivery is not there, and no file but those of the package")
    void another_partners_delivery_is_not_there() throws Exception {
        String id = offer().id();
        assertThat(ask("GET", "/partner/v1/deliveries", "lanternclub", "").body())
                .isEqualTo("[]");
        assertThat(ask("GET", "/partner/v1/deliveries/" + id, "lanternclub", "").statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", "/partner/v1/deliveries/" + id + "/files/attendance.csv", "lanternclub", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask("POST", "/partner/v1/deliveries/" + id + "/acknowledgement", "lanternclub", "{\"how\":\"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", "/partner/v1/deliveries/" + id + "/files/passwd", "bridges", "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask("GET", "/partner/v1/deliveries/" + id + "/files/attendance.csv", "bridges", "")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_partner_acknowledges_what_it_took_over() throws Exception {
        String id = offer().id();
        String path = "/partner/v1/deliveries/" + id;
        assertThat(ask("POST", path + "/acknowledgement", "bridges", "{\"how\":\"loaded\"}")
                        .statusCode())
                .isEqualTo(409);
        ask("GET", path + "/files/package.zip", "bridges", "");
        assertThat(ask("POST", path + "/acknowledgement", "bridges", "{}").statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", path + "/acknowledgement", "bridges", "{\"how\":\"loaded\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(hub.deliveries
                        .find(id)
                        .orElseThrow()
                        .acknowledged()
                        .orElseThrow()
                        .how())
                .isEqualTo("loaded (partner:bridges)");
    }
}
