// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.allowance.Bounds;
import org.susten.db.testing.MovableClock;
import org.susten.trainings.Staff;
import org.susten.users.User;

/** The gate before a real servlet container. */
class GateTest {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final AtomicLong bytesRead = new AtomicLong();
    private static final AtomicLong calls = new AtomicLong();
    private static final MovableClock clock = new MovableClock();
    private static Gate gate;
    private static Server server;
    private static URI root;

    @BeforeAll
    static void start() throws Exception {
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        gate = new Gate(new OneUser(), new Gate.Limits(1000, 3000), new Bounds(32, 10_000), PATIENCE, clock);
        FilterHolder filter = new FilterHolder(gate);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(jakarta.servlet.DispatcherType.REQUEST));
        ServletHolder servlet = new ServletHolder(new Reading());
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        server.setHandler(context);
        server.start();
        root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @AfterAll
    static void stop() throws Exception {
        server.stop();
    }

    @BeforeEach
    void reset() {
        bytesRead.set(0);
        calls.set(0);
        clock.forward(Duration.ofHours(1));
    }

    @Test
    @DisplayName("S-04 a stranger's body is never read")
    void a_strangers_body_is_never_read() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/connections/riverside/runs")
                .POST(HttpRequest.BodyPublishers.ofString("<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>")));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(calls).hasValue(0);
        assertThat(bytesRead).hasValue(0);
    }

    @Test
    void on_this_machine_what_nobody_may_do_is_not_laid_to_the_first_password() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/runs/7")
                .header("Authorization", basic("admin", OneUser.PASSWORD))
                .DELETE());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("Nobody may do this here").doesNotContain("From elsewhere");
    }

    @Test
    @DisplayName("S-11 whoever is refused hears it, however much they still send, and may ask again")
    void whoever_is_refused_hears_it_however_much_they_still_send() throws Exception {
        String asked = "PUT /api/v1/connections/riverside/files/export.zip HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        byte[] body = new byte[3000];
        for (String framing : List.of("Content-Length: 3000000\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n")) {
            boolean chunked = framing.startsWith("Transfer");
            try (Socket socket = new Socket(root.getHost(), root.getPort())) {
                socket.setSoTimeout(20_000);
                OutputStream out = socket.getOutputStream();
                BufferedReader in =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
                out.write((asked + framing).getBytes(StandardCharsets.US_ASCII));
                assertThat(answered(in)).isEqualTo("HTTP/1.1 401 Unauthorized");
                for (int i = 0; i < 1000; i++) {
                    out.write((chunked ? "bb8\r\n" : "").getBytes(StandardCharsets.US_ASCII));
                    out.write(body);
                    out.write((chunked ? "\r\n" : "").getBytes(StandardCharsets.US_ASCII));
                }
                out.write((chunked ? "0\r\n\r\n" : "").getBytes(StandardCharsets.US_ASCII));
                out.write("GET /health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(answered(in)).as("the same line").isEqualTo("HTTP/1.1 200 OK");
                assertThat(bytesRead).as("of the refused body").hasValue(0);
            }
        }
    }

    @Test
    @DisplayName("S-11 whoever is refused and never ends is not listened to for ever")
    void whoever_is_refused_and_never_ends_is_left() throws Exception {
        try (Socket socket = new Socket(root.getHost(), root.getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write("POST /api/v1/runs HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 900\r\n\r\nthe beginning"
                            .getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(answered(in)).isEqualTo("HTTP/1.1 401 Unauthorized");
            assertThat(in.read()).as("the line is closed").isEqualTo(-1);
        }
    }

    /** The first line of an answer, the whole of which is read. */
    private static String answered(BufferedReader in) throws IOException {
        String first = in.readLine();
        int length = 0;
        boolean chunked = false;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            String header = line.toLowerCase(Locale.ROOT);
            length = header.startsWith("content-length:")
                    ? Integer.parseInt(header.substring(15).strip())
                    : length;
            chunked |= header.equals("transfer-encoding: chunked");
        }
        do {
            length = chunked ? Integer.parseInt(in.readLine(), 16) : length;
            for (int i = 0; i < length; i++) {
                in.read();
            }
            chunked = chunked && in.readLine().isEmpty() && length > 0;
        } while (chunked);
        return first;
    }

    @Test
    void the_right_password_comes_in() throws Exception {
        HttpResponse<String> answer =
                send(request("/api/v1/me").header("Authorization", basic("admin", OneUser.PASSWORD)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("admin");
    }

    @Test
    void an_address_where_nothing_is_tells_nothing_of_the_server() throws Exception {
        assertThat(send(request("/no/such")).statusCode()).isEqualTo(401);
        HttpResponse<String> answer =
                send(request("/no/such").header("Authorization", basic("admin", OneUser.PASSWORD)));
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(calls).hasValue(0);
    }

    @Test
    @DisplayName("S-11 a body above the limit is refused, whether its length is told or not; a file may be larger")
    void a_body_above_the_limit_is_refused() throws Exception {
        String runs = "/api/v1/connections/riverside/runs";
        String file = "/api/v1/connections/riverside/files/export.zip";
        assertThat(sent(request(runs).POST(bytes(1001)))).isEqualTo(413);
        assertThat(sent(request(runs).POST(unsaid(1001)))).isEqualTo(413);
        assertThat(sent(request(runs).POST(bytes(1000)))).isEqualTo(200);
        String partners = "/ims/oneroster/v1p1/orgs";
        assertThat(sent(request(partners).POST(bytes(1001)))).isEqualTo(413);
        assertThat(sent(request(partners).POST(unsaid(1001)))).isEqualTo(413);
        assertThat(sent(request(file).PUT(bytes(3001)))).isEqualTo(413);
        assertThat(sent(request(file).PUT(unsaid(3001)))).isEqualTo(413);
        assertThat(sent(request(file).PUT(unsaid(3000)))).isEqualTo(200);
    }

    private static HttpRequest.BodyPublisher bytes(int size) {
        return HttpRequest.BodyPublishers.ofByteArray(new byte[size]);
    }

    private static HttpRequest.BodyPublisher unsaid(int size) {
        return HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[size]));
    }

    private static int sent(HttpRequest.Builder request) throws Exception {
        return send(request.header("Authorization", basic("admin", OneUser.PASSWORD)))
                .statusCode();
    }

    @Test
    @DisplayName("What fails behind the gate shows nothing of the inside")
    void what_fails_behind_the_gate_shows_nothing_of_the_inside() throws Exception {
        HttpResponse<String> answer = send(request("/health/ready?fail"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(answer.body())
                .contains("finds why in the log, at ")
                .doesNotContain("half of an answer", "Exception", "at org.", "of the inside");
    }

    @Test
    void a_query_that_nobody_can_read_is_refused() throws Exception {
        HttpResponse<String> answer = send(request("/partner/v1/deliveries?all=%FF"));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(calls).hasValue(0);
        assertThat(send(request("/partner/v1/deliveries?all=%C3%A9+true")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void health_needs_no_credentials() throws Exception {
        assertThat(send(request("/health/live")).statusCode()).isEqualTo(200);
        assertThat(send(request("/metrics")).statusCode()).isEqualTo(401);
    }

    @Test
    @DisplayName("S-03 a page of another site cannot use a browser's credentials")
    void a_request_of_another_site_is_refused() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/me")
                .header("Authorization", basic("admin", OneUser.PASSWORD))
                .header("Origin", "https://elsewhere.example"));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    @DisplayName("S-23 a token that is wrong again and again must wait, and keeps no right one of its address out")
    void a_wrong_token_keeps_no_other_out() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(send(request("/api/v1/me").header("Authorization", "Bearer expired"))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(send(request("/api/v1/me").header("Authorization", "Bearer " + OneUser.TOKEN))
                        .statusCode())
                .isEqualTo(200);
        assertThat(send(request("/api/v1/me").header("Authorization", "Bearer expired"))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    @DisplayName("S-23 the sixth wrong attempt must wait, and waiting helps")
    void guessing_is_slowed_down() throws Exception {
        for (int i = 0; i < 5; i++) {
            assertThat(send(request("/api/v1/me").header("Authorization", basic("admin", "wrong" + i)))
                            .statusCode())
                    .isEqualTo(401);
        }
        HttpResponse<String> locked =
                send(request("/api/v1/me").header("Authorization", basic("admin", OneUser.PASSWORD)));
        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValue("Retry-After")).isPresent();
        clock.forward(Duration.ofMinutes(16));
        assertThat(send(request("/api/v1/me").header("Authorization", basic("admin", OneUser.PASSWORD)))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void every_answer_forbids_sniffing_framing_and_keeping() throws Exception {
        HttpResponse<String> answer = send(request("/api/v1/me"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("frame-ancestors 'none'");
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    }

    @Test
    @DisplayName(
            "P-08 an account that lacks a training the hub asks of it gets no answer about children, and is told what it lacks")
    void whoever_lacks_a_training_gets_no_answer_about_children() throws Exception {
        assertThat(asked("/api/v1/persons/7").statusCode()).as("not known yet").isEqualTo(503);
        OneStaff staff = new OneStaff();
        gate.bindStaff(staff);
        assertThat(asked("/api/v1/persons/7").statusCode()).isEqualTo(200);
        staff.lacks = Optional.of("not trained in \"basics\": the district gives it");
        calls.set(0);
        HttpResponse<String> refused = asked("/api/v1/persons/7");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .isEqualTo("{\"status\":403,\"detail\":\"not trained in \\\"basics\\\": the district gives it\"}");
        assertThat(calls).hasValue(0);
        assertThat(asked("/api/v1/trainings").statusCode()).as("what heals it").isEqualTo(200);
        assertThat(asked("/api/v1/runs").statusCode()).isEqualTo(200);
        gate.unbindStaff(staff);
    }

    private static HttpResponse<String> asked(String path) throws Exception {
        return send(request(path).header("Authorization", basic("admin", OneUser.PASSWORD)));
    }

    private static final class OneStaff implements Staff {

        private Optional<String> lacks = Optional.empty();

        @Override
        public Optional<String> lack(User user) {
            return lacks;
        }

        @Override
        public List<Member> members() {
            return List.of();
        }
    }

    private static String basic(String name, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((name + ':' + password).getBytes(StandardCharsets.UTF_8));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static final class Reading extends HttpServlet {

        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            calls.incrementAndGet();
            if ("fail".equals(request.getQueryString())) {
                response.getWriter().print("half of an answer");
                throw new IllegalStateException("something of the inside");
            }
            bytesRead.addAndGet(request.getInputStream().readAllBytes().length);
            response.getWriter().print(request.getRemoteUser() == null ? "" : request.getRemoteUser());
        }
    }
}
