// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.feeds.Announcements.Announcement;
import org.susten.feeds.Deliveries.State;

class HeraldTest {
    private static final String ID = "0123456789abcdef0123456789abcdef";

    @RegisterExtension
    final TestHub hub = new TestHub();

    private PlayedWebServer partner;

    @BeforeEach
    void start() throws Exception {
        partner = new PlayedWebServer(hub.base.resolve("etc/partner.pem"));
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    private void announce(String to) throws Exception {
        hub.deliveries.told.next(new Announcement(ID, "attendance", "bridges", "data", Instant.EPOCH, to, true));
        hub.deliver("attendance", ID, "rest");
        Await.until("said", () -> !hub.deliveries.told.calls.isEmpty());
    }

    private String address() {
        return "https://localhost:" + partner.port() + "/hook#trust=partner.pem";
    }

    @Test
    void a_partner_is_told_that_a_delivery_is_there_in_signed_words_without_data() throws Exception {
        hub.secret("partner-bridges", "hunter2");
        announce(address());
        assertThat(hub.deliveries.told.calls).containsExactly("told " + ID);
        PlayedWebServer.Request request = partner.requests.get(0);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /hook");
        String body = new String(request.body(), StandardCharsets.UTF_8);
        assertThat(body)
                .isEqualTo("{\"event\":\"delivery\",\"delivery\":\"" + ID
                        + "\",\"feed\":\"attendance\",\"kind\":\"data\",\"created\":\"1970-01-01T00:00:00Z\","
                        + "\"fetch\":\"/partner/v1/deliveries/" + ID + "\"}");
        long seconds = hub.clock.instant().getEpochSecond();
        assertThat(request.signature()).isEqualTo("t=" + seconds + ",sha256=" + hmac("hunter2", seconds + "." + body));
        assertThat(request.key()).isEqualTo(ID);
    }

    @Test
    void a_certificate_that_an_editor_put_a_byte_order_mark_before_is_trusted() throws Exception {
        java.nio.file.Path pem = hub.base.resolve("etc/partner.pem");
        java.nio.file.Files.writeString(pem, '\uFEFF' + java.nio.file.Files.readString(pem));
        hub.secret("partner-bridges", "hunter2");
        announce(address());
        assertThat(hub.deliveries.told.calls).containsExactly("told " + ID);
    }

    @Test
    void the_agreement_may_name_another_secret() throws Exception {
        hub.secret("partner-bridges", "hunter2");
        hub.secret("hook", "another");
        announce(address() + "&secret=hook");
        PlayedWebServer.Request request = partner.requests.get(0);
        assertThat(request.signature())
                .endsWith(hmac(
                        "another",
                        hub.clock.instant().getEpochSecond() + "."
                                + new String(request.body(), StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("S-17 only hosts that the hub may talk to are told anything")
    void a_host_that_is_not_listed_is_not_told() throws Exception {
        hub.secret("partner-bridges", "hunter2");
        announce("https://evil.test/hook");
        assertThat(hub.deliveries.told.calls.get(0)).startsWith("failed " + ID + ": host evil.test is not allowed");
    }

    @Test
    void without_a_secret_nothing_is_said_and_the_operator_reads_why() throws Exception {
        announce(address());
        assertThat(hub.deliveries.told.calls.get(0)).contains("there is no secret", "susten:credential bridges");
        assertThat(partner.requests).isEmpty();
    }

    @Test
    void a_partner_that_does_not_take_the_word_gets_the_delivery_all_the_same() throws Exception {
        hub.secret("partner-bridges", "hunter2");
        partner.answer = (exchange, n) -> exchange.sendResponseHeaders(500, -1);
        announce(address());
        assertThat(hub.deliveries.told.calls.get(0)).startsWith("failed " + ID).contains("answered 500");
        Await.until("offered", () -> hub.deliveries.state(ID) == State.OFFERED);
        assertThat(hub.alerts.opened).isEmpty();
    }

    @Test
    void a_word_that_is_given_up_is_an_alert_until_the_partner_takes_a_later_one() throws Exception {
        hub.secret("partner-bridges", "hunter2");
        hub.deliveries.told.last = true;
        partner.answer = (exchange, n) -> exchange.sendResponseHeaders(n == 1 ? 500 : 204, -1);
        announce(address());
        Await.until("alert", () -> hub.alerts.times("announcement:attendance") == 1);
        assertThat(hub.alerts.message("announcement:attendance")).contains("bridges was not told", "answered 500");
        hub.deliveries.told.next(new Announcement(ID, "attendance", "bridges", "data", Instant.EPOCH, address(), true));
        Await.until("closed", () -> hub.alerts.closed.contains("announcement:attendance"));
        assertThat(hub.alerts.opened).containsExactly("announcement:attendance");
    }

    @Test
    void what_the_partner_comes_for_is_laid_ready_and_not_sent() throws Exception {
        hub.deliver("attendance", ID, "rest");
        Await.until("offered", () -> hub.deliveries.state(ID) == State.OFFERED);
        assertThat(hub.deliveries.calls).containsExactly("format " + ID, "release " + ID);
        assertThat(hub.alerts.opened).isEmpty();
    }

    @Test
    void of_a_dead_delivery_the_alert_says_what_to_do() throws Exception {
        hub.deliveries.mortal.add(ID);
        hub.deliver("attendance", ID, "https://evil.test/in");
        Await.until("dead", () -> hub.deliveries.state(ID) == State.DEAD);
        Await.until("alert", () -> hub.alerts.said("susten:deliver --again " + ID));
    }

    private static String hmac(String key, String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
