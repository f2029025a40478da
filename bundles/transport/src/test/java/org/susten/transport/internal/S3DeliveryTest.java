// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.feeds.Deliveries.State;
import org.susten.transport.courier.Parcel;
import org.susten.transport.door.Address;
import org.susten.transport.door.TransportException;

class S3DeliveryTest {
    private static final String ROWS = "student,day\nP-1,2026-03-02\n";

    @RegisterExtension
    final TestHub hub = new TestHub();

    private PlayedBucketServer server;

    @BeforeEach
    void start() throws Exception {
        server = new PlayedBucketServer(hub.base.resolve("etc"));
        hub.secret("partner-bucket", PlayedBucketServer.SECRET);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private String address(String prefix) {
        return server.address(prefix, "secretKey=partner-bucket");
    }

    private void delivered(String id) throws Exception {
        Await.until("delivered", () -> hub.deliveries.state(id) == State.DELIVERED);
    }

    @Test
    void a_delivery_is_put_below_its_prefix_and_its_id() throws Exception {
        hub.deliver("attendance", "d-1", address("/from/hub"));
        delivered("d-1");
        assertThat(server.keys()).containsExactly("from/hub/d-1/attendance.csv", "from/hub/d-1/manifest.json");
        assertThat(server.text("from/hub/d-1/attendance.csv")).isEqualTo(ROWS);
        hub.deliver("attendance", "d-2", address(""));
        delivered("d-2");
        assertThat(server.keys()).contains("d-2/attendance.csv", "d-2/manifest.json");
        assertThat(hub.alerts.opened).isEmpty();
    }

    @Test
    @DisplayName("R-06 the same delivery twice has no second effect")
    void the_same_delivery_twice_has_no_second_effect() throws Exception {
        hub.deliver("attendance", "d-1", address("/in"));
        delivered("d-1");
        server.delete("in/d-1/attendance.csv");
        hub.deliver("attendance", "d-1", address("/in"));
        delivered("d-1");
        assertThat(server.keys())
                .as("what the partner has taken is not put again")
                .containsExactly("in/d-1/manifest.json");
    }

    private static final int LEAST_PART = 5 << 20;

    private Parcel large(int size) throws Exception {
        Path folder = Files.createDirectories(hub.base.resolve("large"));
        byte[] rows = new byte[size];
        new Random(7).nextBytes(rows);
        Path data = Files.write(folder.resolve("attendance.csv"), rows);
        return new Parcel("d-1", List.of(data, Files.writeString(folder.resolve("manifest.json"), "{}")), false);
    }

    private void carry(Parcel parcel, String address) throws Exception {
        server.courier(LEAST_PART)
                .carry(parcel, Address.delivery(address), new DefaultExchange(new DefaultCamelContext()));
    }

    @Test
    void a_large_file_goes_in_parts_and_is_the_same_byte_for_byte() throws Exception {
        Parcel parcel = large(2 * LEAST_PART + 17);
        carry(parcel, address("/in"));
        assertThat(server.keys()).containsExactly("in/d-1/attendance.csv", "in/d-1/manifest.json");
        assertThat(server.bytes("in/d-1/attendance.csv"))
                .isEqualTo(Files.readAllBytes(parcel.files().get(0)));
        assertThat(server.openUploads()).isZero();
    }

    @Test
    @DisplayName("R-06 a large file whose second part is refused shows nowhere, and what was sent of it is thrown away")
    void a_large_file_that_is_refused_half_way_shows_nowhere() throws Exception {
        try (PlayedWebServer played = played()) {
            played.answer = (exchange, n) -> {
                String query = String.valueOf(exchange.getRequestURI().getQuery());
                exchange.getRequestBody().readAllBytes();
                if (exchange.getRequestMethod().equals("POST") && query.startsWith("uploads")) {
                    byte[] upload =
                            "<InitiateMultipartUploadResult><UploadId>u-1</UploadId></InitiateMultipartUploadResult>"
                                    .getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, upload.length);
                    exchange.getResponseBody().write(upload);
                } else {
                    exchange.getResponseHeaders().add("ETag", "\"p\"");
                    exchange.sendResponseHeaders(
                            exchange.getRequestMethod().equals("HEAD")
                                    ? 404
                                    : query.contains("partNumber=2")
                                            ? 403
                                            : exchange.getRequestMethod().equals("DELETE") ? 204 : 200,
                            -1);
                }
            };
            Parcel parcel = large(2 * LEAST_PART);
            assertThatThrownBy(() -> carry(parcel, address(played, ""))).isInstanceOf(TransportException.class);
            assertThat(played.requests)
                    .extracting(r -> r.method() + ' ' + r.path())
                    .containsExactly(
                            "HEAD /partner/in/d-1/manifest.json",
                            "POST /partner/in/d-1/attendance.csv?uploads",
                            "PUT /partner/in/d-1/attendance.csv?partNumber=1&uploadId=u-1",
                            "PUT /partner/in/d-1/attendance.csv?partNumber=2&uploadId=u-1",
                            "DELETE /partner/in/d-1/attendance.csv?uploadId=u-1");
        }
    }

    @Test
    void what_a_killed_hub_left_half_is_put_anew() throws Exception {
        server.put("in/d-1/attendance.csv", "student,d");
        hub.deliver("attendance", "d-1", address("/in"));
        delivered("d-1");
        assertThat(server.text("in/d-1/attendance.csv")).isEqualTo(ROWS);
    }

    @Test
    void a_wrong_secret_says_who_must_act_and_is_not_repeated() throws Exception {
        hub.secret("partner-bucket", "something-else");
        hub.deliver("attendance", "d-1", address("/in"));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("does not accept the hub's login"));
        assertThat(hub.deliveries.message("d-1")).doesNotContain("something-else");
        assertThat(server.keys()).isEmpty();
    }

    @Test
    void a_bucket_that_is_not_there_says_so() throws Exception {
        hub.deliver("attendance", "d-1", address("/in").replace(PlayedBucketServer.BUCKET, "riverside-export"));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("no bucket of that name"));
        Await.until("alerted", () -> hub.alerts.message("delivery:attendance").contains("does not reach Riverside"));
    }

    @Test
    @DisplayName("S-25 a server whose certificate is not known gets nothing")
    void a_server_whose_certificate_is_not_known_gets_nothing() throws Exception {
        hub.deliver("attendance", "d-1", address("/in").replace("&trust=bucket.pem", ""));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("SSLHandshakeException"));
        assertThat(server.keys()).isEmpty();
    }

    @Test
    @DisplayName("S-17 a bucket's server that is not among the allowed hosts gets nothing")
    void a_server_that_is_not_allowed_gets_nothing() throws Exception {
        hub.deliver("attendance", "d-1", "s3://partner/in?accessKey=A1&secretKey=partner-bucket");
        Await.until(
                "failed",
                () -> hub.deliveries.message("d-1").contains("host s3.us-east-1.amazonaws.com is not allowed"));
    }

    /** A server that answers as a test wants, to see what it is asked. */
    private PlayedWebServer played() throws Exception {
        return new PlayedWebServer(hub.base.resolve("etc/played.pem"));
    }

    private static String address(PlayedWebServer played, String options) {
        return "s3://partner/in?endpoint=localhost:" + played.port()
                + "&accessKey=HUB7&secretKey=partner-bucket&trust=played.pem" + options;
    }

    @Test
    void the_manifest_comes_last_and_each_file_is_checked_and_kept_as_the_partner_asks() throws Exception {
        try (PlayedWebServer played = played()) {
            played.answer = (exchange, n) ->
                    exchange.sendResponseHeaders(exchange.getRequestMethod().equals("HEAD") ? 404 : 200, -1);
            hub.deliver(
                    "attendance",
                    "d-1",
                    address(
                            played,
                            "&sse=aws:kms&kmsKey=arn:aws:kms:us-east-1:111122223333:key/k-1&acl=bucket-owner-full-control"));
            delivered("d-1");
            assertThat(played.requests)
                    .extracting(r -> r.method() + ' ' + r.path())
                    .containsExactly(
                            "HEAD /partner/in/d-1/manifest.json",
                            "PUT /partner/in/d-1/attendance.csv",
                            "PUT /partner/in/d-1/manifest.json");
            var headers = played.requests.get(1).headers();
            assertThat(headers.get("Content-md5")).isNotEmpty();
            assertThat(headers.get("X-amz-server-side-encryption")).containsExactly("aws:kms");
            assertThat(headers.get("X-amz-server-side-encryption-aws-kms-key-id"))
                    .containsExactly("arn:aws:kms:us-east-1:111122223333:key/k-1");
            assertThat(headers.get("X-amz-acl")).containsExactly("bucket-owner-full-control");
        }
    }

    @Test
    void a_login_that_may_only_put_is_enough() throws Exception {
        try (PlayedWebServer played = played()) {
            played.answer = (exchange, n) ->
                    exchange.sendResponseHeaders(exchange.getRequestMethod().equals("PUT") ? 200 : 403, -1);
            hub.deliver("attendance", "d-1", address(played, ""));
            delivered("d-1");
        }
    }

    @Test
    @DisplayName("R-07 an answer of 503 is tried again at once")
    void a_short_failure_is_tried_again_at_once() throws Exception {
        AtomicInteger puts = new AtomicInteger();
        try (PlayedWebServer played = played()) {
            played.answer = (exchange, n) -> exchange.sendResponseHeaders(
                    exchange.getRequestMethod().equals("HEAD") ? 404 : puts.incrementAndGet() < 3 ? 503 : 200, -1);
            hub.deliver("attendance", "d-1", address(played, ""));
            delivered("d-1");
            assertThat(hub.alerts.opened).isEmpty();
        }
    }

    @Test
    @DisplayName("S-08 a secret in the place of its name is refused, and is not repeated")
    void a_secret_in_the_place_of_its_name_is_refused() throws Exception {
        hub.deliver("attendance", "d-1", server.address("/in", "secretKey=wJalrXUtnFEMI/K7MDENG"));
        Await.until("failed", () -> hub.deliveries.message("d-1").contains("does not name a secret"));
        assertThat(List.of(hub.deliveries.message("d-1"))).noneMatch(m -> m.contains("wJalr"));
    }
}
