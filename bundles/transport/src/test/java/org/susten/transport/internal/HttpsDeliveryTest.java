// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.feeds.Deliveries.State;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.SelfSigned;
import org.susten.testkit.simulator.Simulator;

class HttpsDeliveryTest {
    @RegisterExtension
    final TestHub hub = new TestHub();

    private PlayedWebServer partner;

    @BeforeEach
    void start() throws Exception {
        partner = new PlayedWebServer(hub.base.resolve("etc/partner.pem"));
        hub.secret("partner", "hunter2");
    }

    @AfterEach
    void stop() {
        partner.close();
    }

    private String address(String path, String options) {
        return "https://localhost:" + partner.port() + path + "#trust=partner.pem&token=partner" + options;
    }

    private void delivered(String id) throws Exception {
        Await.until("delivered", () -> hub.deliveries.state(id) == State.DELIVERED);
    }

    @Test
    void a_delivery_is_put_as_one_zip_under_its_id() throws Exception {
        hub.deliver("attendance", "d-1", address("/in?tenant=7", ""));
        delivered("d-1");
        assertThat(partner.requests).hasSize(1);
        PlayedWebServer.Request request = partner.requests.get(0);
        assertThat(request.method()).isEqualTo("PUT");
        assertThat(request.path()).isEqualTo("/in/d-1.zip?tenant=7");
        assertThat(request.key()).isEqualTo("d-1");
        assertThat(request.authorization()).isEqualTo("Bearer hunter2");
        byte[] sha = MessageDigest.getInstance("SHA-256").digest(request.body());
        assertThat(request.digest()).isEqualTo("sha-256=:" + Base64.getEncoder().encodeToString(sha) + ":");
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(request.body()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        assertThat(names).containsExactly("attendance.csv", "manifest.json");
    }

    @Test
    @DisplayName(
            "S-25 a partner that asks who the hub is takes a delivery from the one with the certificate it knows, and others read of it")
    void a_partner_may_ask_who_the_hub_is() throws Exception {
        SelfSigned theirs = SelfSigned.of("localhost", hub.base);
        SelfSigned ours = SelfSigned.of("hub.example.org", hub.base);
        Files.writeString(hub.base.resolve("etc/theirs.pem"), theirs.pem());
        hub.secret("ours", ours.pem() + ours.key());
        hub.secret("no-certificate", "hunter2");
        try (Simulator asking = Simulator.mutual("TLSv1.3", theirs, ours.certificate(), call -> Reply.json(""))) {
            String there = asking.address() + "/in#trust=theirs.pem&clientCertificate=";
            hub.deliver("attendance", "d-1", there + "ours");
            delivered("d-1");
            assertThat(asking.calls()).hasSize(1);
            hub.deliver("attendance", "d-2", there + "no-certificate");
            Await.until(
                    "refused",
                    () -> hub.deliveries.message("d-2").contains("is no client certificate: it must hold one"));
            assertThat(hub.deliveries.message("d-2")).doesNotContain("hunter2");
        }
    }

    @Test
    void a_partner_may_want_posts() throws Exception {
        hub.deliver("attendance", "d-1", address("/in", "&method=POST"));
        delivered("d-1");
        assertThat(partner.requests.get(0).method()).isEqualTo("POST");
        assertThat(partner.requests.get(0).path()).isEqualTo("/in");
    }

    @Test
    @DisplayName("R-07 an answer of 503 is tried again at once, the same bytes under the same key")
    void a_short_failure_is_tried_again_at_once() throws Exception {
        partner.answer = (exchange, n) -> exchange.sendResponseHeaders(n < 3 ? 503 : 200, -1);
        hub.deliver("attendance", "d-1", address("/in", ""));
        delivered("d-1");
        assertThat(partner.requests).hasSize(3);
        assertThat(partner.requests).extracting(PlayedWebServer.Request::key).containsOnly("d-1");
        assertThat(partner.requests.get(2).body())
                .isEqualTo(partner.requests.get(0).body());
        assertThat(hub.alerts.opened).isEmpty();
    }

    @Test
    @DisplayName("R-07 a partner who asks for time is left alone so long; other partners are not affected")
    void a_partner_who_asks_for_time_is_left_alone() throws Exception {
        partner.answer = (exchange, n) -> {
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(n == 1 ? 429 : 200, -1);
        };
        hub.deliver("attendance", "d-1", address("/in", ""));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("is left alone until"));
        hub.deliver("elsewhere", "d-2", "file:outbox");
        delivered("d-2");
        hub.clock.forward(Duration.ofMinutes(59));
        hub.deliveries.again("d-1");
        Await.until("left alone", () -> hub.alerts.times("delivery:attendance") == 2);
        assertThat(partner.requests).hasSize(1);
        hub.clock.forward(Duration.ofMinutes(2));
        hub.deliveries.again("d-1");
        delivered("d-1");
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.opened).containsExactly("delivery:attendance");
    }

    @Test
    @DisplayName(
            "R-06 a partner who takes it and then resets is sent it again under the same key; its refusal of a duplicate is success")
    void a_reset_after_processing_has_no_second_effect() throws Exception {
        partner.answer = (exchange, n) -> {
            if (n > 1) {
                exchange.sendResponseHeaders(409, -1);
            }
        };
        hub.deliver("attendance", "d-1", address("/in", ""));
        delivered("d-1");
        assertThat(partner.requests).hasSize(2);
    }

    @Test
    @DisplayName(
            "R-06 a delivery whose sending was cut off by a kill is sent again; the partner's refusal of a duplicate is success")
    void sent_again_after_a_kill_a_conflict_is_success() throws Exception {
        partner.answer = (exchange, n) -> exchange.sendResponseHeaders(409, -1);
        hub.deliveries.interrupted("attendance", "d-1", address("/in", ""));
        hub.line.carrier().feeds(hub.deliveries.feeds());
        delivered("d-1");
        assertThat(partner.requests).hasSize(1);
        assertThat(hub.alerts.opened).isEmpty();
    }

    @Test
    @DisplayName("R-06 a conflict on the first attempt is no success")
    void a_conflict_on_the_first_attempt_is_no_success() throws Exception {
        partner.answer = (exchange, n) -> exchange.sendResponseHeaders(409, -1);
        hub.deliver("attendance", "d-1", address("/in", ""));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("answered 409"));
        assertThat(partner.requests).hasSize(1);
    }

    @Test
    @DisplayName("R-07 a partner who does not answer in time is given up on")
    void a_partner_who_does_not_answer_is_given_up_on() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        partner.answer = (exchange, n) -> {
            try {
                end.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        hub.deliver("attendance", "d-1", address("/in", "&timeout=200ms"));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("did not take it"));
        end.countDown();
    }

    @Test
    void a_refused_login_says_who_must_act_and_is_not_repeated() throws Exception {
        partner.answer = (exchange, n) -> exchange.sendResponseHeaders(401, -1);
        hub.deliver("attendance", "d-1", address("/in", ""));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("does not accept the hub's login"));
        assertThat(partner.requests).hasSize(1);
        assertThat(hub.deliveries.message("d-1")).doesNotContain("hunter2");
    }

    @Test
    @DisplayName("S-17 a delivery does not follow a redirect")
    void a_delivery_does_not_follow_a_redirect() throws Exception {
        partner.answer = (exchange, n) -> {
            exchange.getResponseHeaders().set("Location", "https://localhost:" + partner.port() + "/other");
            exchange.sendResponseHeaders(307, -1);
        };
        hub.deliver("attendance", "d-1", address("/in", ""));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("points to another place"));
        assertThat(partner.requests).hasSize(1);
    }

    @Test
    @DisplayName("S-25 a partner whose certificate is not trusted gets nothing")
    void a_partner_who_is_not_trusted_gets_nothing() throws Exception {
        hub.deliver("attendance", "d-1", address("/in", "").replace("trust=partner.pem&", ""));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("did not take it"));
        assertThat(partner.requests).isEmpty();
    }

    @Test
    @DisplayName("S-17 a host that is not listed gets nothing")
    void a_host_that_is_not_listed_gets_nothing() throws Exception {
        hub.deliver("attendance", "d-1", "https://evil.example/in");
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("etc/org.susten.transport.cfg"));
    }
}
