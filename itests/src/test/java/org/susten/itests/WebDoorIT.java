// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** The HTTP doors of the shipped hub. */
@ExtendWith(HubExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WebDoorIT {
    private static final String PROBLEM = "application/problem+json";
    /** How lines can be slow. */
    private static final List<String> SLOW = List.of(
            "",
            "GET /api/v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: a",
            "POST /api/v1/runs/1/approval HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{");

    @Test
    void the_api_describes_itself(Hub hub) throws Exception {
        JsonNode document = hub.json("/api/v1/openapi.json");
        assertThat(document.at("/openapi").asText()).startsWith("3.");
        assertThat(document.at("/paths").has("/runs")).isTrue();
        assertThat(document.at("/paths").has("/connections")).isTrue();
    }

    @Test
    void a_browser_is_shown_measures_as_a_page_and_a_program_gets_json(Hub hub) {
        String browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        assertThat(kinds(hub, browser)).containsOnly("text/html;charset=utf-8");
        for (String program : List.of("*/*", "application/json", "application/*")) {
            assertThat(kinds(hub, program)).containsOnly("application/json");
        }
        assertThat(hub.getAsAdmin("/api/v1/measures").headers().firstValue("Content-Type"))
                .contains("application/json");
    }

    private static List<String> kinds(Hub hub, String accepted) {
        HttpResponse<String> answer = Hub.send(hub.request("/api/v1/measures").header("Accept", accepted));
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().allValues("Content-Type");
    }

    @Test
    @DisplayName("S-04 nobody gets past the gate without a name, whatever the body")
    void a_request_without_a_name_is_refused_before_its_body_is_read(Hub hub) throws Exception {
        HttpResponse<String> refused = Hub.send(HttpRequest.newBuilder(hub.uri("/api/v1/runs/1/approval"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"broken")));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(hub.get("/api/v1/runs").statusCode()).isEqualTo(401);
        assertThat(hub.get("/api/v1/openapi.json").statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("S-12 a token in the form of a JWT, with no signature or one of the caller's own, is nobody's")
    void a_jwt_is_nobodys_token(Hub hub) throws Exception {
        String claims = encode("{\"sub\":\"admin\",\"roles\":[\"administrator\"],\"exp\":4102444800}");
        for (String header : List.of(
                "{\"alg\":\"none\"}", "{\"alg\":\"HS256\"}", "{\"alg\":\"HS256\",\"kid\":\"../../etc/users.yaml\"}")) {
            for (String signature : List.of("", "c2lnbmVk")) {
                HttpResponse<String> refused = Hub.send(hub.stranger("/api/v1/runs")
                        .header("Authorization", "Bearer " + encode(header) + '.' + claims + '.' + signature));
                assertThat(refused.statusCode()).as(header).isIn(401, 429);
                assertThat(refused.body()).doesNotContain(claims);
            }
        }
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_wrong_body_is_told_as_a_problem_without_internals(Hub hub) throws Exception {
        HttpResponse<String> refused =
                hub.postAsAdmin("/api/v1/runs/1/approval", HttpRequest.BodyPublishers.ofString("{\"nosuch\":1}"));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
        assertThat(refused.body()).doesNotContain("org.susten", "jackson", "Exception");
    }

    @Test
    void what_is_not_there_is_told_as_a_problem(Hub hub) throws Exception {
        HttpResponse<String> missing = hub.getAsAdmin("/api/v1/runs/999999");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
    }

    @Test
    void an_address_where_nothing_is_tells_nothing_of_the_server(Hub hub) throws Exception {
        assertThat(hub.get("/no/such/page").statusCode()).isEqualTo(401);
        HttpResponse<String> missing = hub.getAsAdmin("/no/such/page");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
        assertThat(missing.body()).doesNotContain("felix", "Servlet", "<html");
    }

    @Test
    @DisplayName("S-11 a body above the limit is refused, whether its length is told or not")
    void a_body_above_the_limit_is_413(Hub hub) throws Exception {
        assertThat(statusOf(hub, "Content-Length: 6000000\r\n\r\n", new byte[0]))
                .isEqualTo("413");
        byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        assertThat(statusOf(hub, "Transfer-Encoding: chunked\r\n\r\n", chunk)).isEqualTo("413");
    }

    @Test
    @DisplayName(
            "S-28 hundreds of lines that are silent, spell a header or promise a body that never comes keep nobody out, and are closed")
    void slow_lines_keep_nobody_out(Hub hub) throws Exception {
        List<Socket> lines = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket line = new Socket("127.0.0.1", hub.httpPort());
                lines.add(line);
                line.getOutputStream().write(SLOW.get(i % SLOW.size()).getBytes(StandardCharsets.US_ASCII));
            }
            for (int asked = 0; asked < 20; asked++) {
                long began = System.nanoTime();
                assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(hub.getAsAdmin("/api/v1/runs").statusCode()).isEqualTo(200);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
                for (int i = 1; i < lines.size(); i += SLOW.size()) {
                    lines.get(i).getOutputStream().write('a');
                }
            }
            Socket silent = lines.get(0);
            silent.setSoTimeout(90_000);
            assertThat(silent.getInputStream().read()).as("closed by the hub").isNegative();
        } finally {
            for (Socket line : lines) {
                line.close();
            }
        }
    }

    @Test
    @DisplayName("S-28 a user who begins hundreds of uploads that never end is told to come again, and the hub goes on")
    void uploads_that_never_end_keep_nobody_out(Hub hub) throws Exception {
        List<Socket> lines = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket line = new Socket("127.0.0.1", hub.httpPort());
                lines.add(line);
                line.getOutputStream()
                        .write(("POST /api/v1/runs/1/approval HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: "
                                        + hub.login()
                                        + "\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{")
                                .getBytes(StandardCharsets.US_ASCII));
            }
            Hub.until(
                    "the user has all there is",
                    () -> hub.getAsAdmin("/api/v1/runs").statusCode() == 429);
            HttpResponse<String> refused = hub.getAsAdmin("/api/v1/runs");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith(PROBLEM);
            for (int asked = 0; asked < 20; asked++) {
                long began = System.nanoTime();
                assertThat(hub.get("/health/live").statusCode()).isEqualTo(200);
                assertThat(hub.get("/api/v1/runs").statusCode()).isEqualTo(401);
                assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            }
        } finally {
            for (Socket line : lines) {
                line.close();
            }
        }
        Hub.until(
                "the user is served again", () -> hub.getAsAdmin("/api/v1/runs").statusCode() == 200);
    }

    @Test
    @DisplayName("S-28 S-11 headers that are too large, or too many, are refused")
    void headers_have_an_end(Hub hub) throws Exception {
        assertThat(statusOf(hub, "X-Large: " + "a".repeat(17_000) + "\r\n\r\n", new byte[0]))
                .isEqualTo("431");
        assertThat(statusOf(hub, "X-Many: a\r\n".repeat(2_000) + "\r\n", new byte[0]))
                .isEqualTo("431");
    }

    @Test
    void a_file_is_uploaded_and_read(Hub hub) throws Exception {
        hub.put("etc/org.susten.connector.oneroster-quayside.cfg", "site = quayside\narrive = upload:\n");
        Hub.until(
                "quayside is up",
                () -> hub.getAsAdmin("/api/v1/connections/quayside").statusCode() == 200);
        // larger than any other body may be
        byte[] more = new byte[5_000_000];
        new Random(7).nextBytes(more);
        byte[] export =
                Roster.bulk().put("notes.bin", HexFormat.of().formatHex(more)).zip();
        assertThat(export.length).isGreaterThan(4_194_304);
        String path = "/api/v1/connections/quayside/files/export.zip";
        assertThat(Hub.send(hub.stranger(path).PUT(HttpRequest.BodyPublishers.ofByteArray(export)))
                        .statusCode())
                .isEqualTo(401);
        HttpResponse<String> taken = Hub.send(hub.request(path)
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(export)));
        assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
        assertThat(taken.body()).contains("sha256");
        assertThat(hub.awaitRun("quayside", "COMMITTED")
                        .path("rows")
                        .path("read")
                        .asInt())
                .isEqualTo(Roster.ROWS);
        assertThat(hub.json("/api/v1/alerts").toString()).doesNotContain("arrival:quayside");
        assertThat(Hub.send(hub.request(path).PUT(HttpRequest.BodyPublishers.noBody()))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void answers_carry_the_headers_that_keep_browsers_careful(Hub hub) throws Exception {
        for (String path : new String[] {"/health/live", "/api/v1/runs", "/no/such/page"}) {
            assertThat(hub.get(path).headers().firstValue("X-Content-Type-Options"))
                    .as(path)
                    .hasValue("nosniff");
            assertThat(hub.get(path).headers().firstValue("Server")).as(path).isEmpty();
        }
    }

    @Test
    void metrics_are_given_to_those_who_may_read_them(Hub hub) throws Exception {
        HttpResponse<String> metrics = hub.getAsAdmin("/metrics");
        assertThat(metrics.statusCode()).isEqualTo(200);
        assertThat(metrics.body()).contains("# TYPE");
    }

    @Test
    @Order(Integer.MAX_VALUE)
    void the_doors_move_at_run_time_and_the_api_moves_with_them(Hub hub) throws Exception {
        int port = Hub.freePort();
        Hub.configure(hub.home().resolve("etc/org.susten.rest.cfg"), Map.of("httpPort", port));
        Hub moved = hub.at(port);
        Hub.until("the door has moved", () -> moved.get("/health/ready").statusCode() == 200);
        assertThat(moved.json("/api/v1/runs").isArray()).isTrue();
    }

    /** Sends up to 6 MiB of a body without caring whether anybody still reads, and gives the status of the answer. */
    private static String statusOf(Hub hub, String framing, byte[] chunk) throws Exception {
        try (Socket socket = new Socket("127.0.0.1", hub.httpPort())) {
            socket.setSoTimeout(20_000);
            String head =
                    "POST /api/v1/runs/1/approval HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nAuthorization: "
                            + hub.login() + "\r\n" + framing;
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            try {
                for (int sent = 0; chunk.length > 0 && sent < 6 << 20; sent += chunk.length) {
                    socket.getOutputStream().write(chunk);
                }
            } catch (IOException e) {
                // the hub has answered and closed its ear
            }
            return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII).substring(9);
        }
    }
}
