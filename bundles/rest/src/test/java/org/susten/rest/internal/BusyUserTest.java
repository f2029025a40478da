// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentException;
import org.susten.allowance.Bounds;
import org.susten.users.Role;
import org.susten.users.User;

/** The gate of a servlet container of few threads, all of which one user wants. */
class BusyUserTest {

    private static final int AT_ONCE = 4;
    private static final int SLOW = 40;
    private static final String UPLOAD = "/api/v1/connections/riverside/files/export.zip";

    private final Server server = new Server(new QueuedThreadPool(16));
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Socket> lines = new ArrayList<>();
    private Gate gate;
    private URI root;

    @BeforeEach
    void open_the_door() throws Exception {
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        gate = new Gate(
                new TwoUsers(),
                new Gate.Limits(1000, 3000),
                new Bounds(AT_ONCE, 1_000),
                Duration.ofSeconds(5),
                Clock.systemUTC());
        FilterHolder filter = new FilterHolder(gate);
        filter.setAsyncSupported(true);
        context.addFilter(filter, "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder servlet = new ServletHolder(new Reading());
        servlet.setAsyncSupported(true);
        context.addServlet(servlet, "/*");
        server.setHandler(context);
        server.start();
        root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @AfterEach
    void close_it() throws Exception {
        for (Socket line : lines) {
            line.close();
        }
        server.stop();
    }

    @Test
    @DisplayName(
            "S-28 a user whose requests never end is told to come again; other users and the health of the hub are answered")
    void a_user_whose_requests_never_end_exhausts_nobody_else() throws Exception {
        for (int i = 0; i < SLOW; i++) {
            Socket line = new Socket(root.getHost(), root.getPort());
            lines.add(line);
            line.getOutputStream()
                    .write(("PUT " + UPLOAD + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ash\r\n"
                                    + "Content-Length: 1000\r\n\r\nPK")
                            .getBytes(StandardCharsets.US_ASCII));
        }
        until(() -> ask("/api/v1/runs", "ash").statusCode() == 429);
        for (int i = 0; i < 10; i++) {
            assertThat(ask("/api/v1/runs", "birch").statusCode()).isEqualTo(200);
            assertThat(ask("/health/live", "").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = ask("/api/v1/runs", "ash");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
        assertThat(refused.body())
                .isEqualTo(
                        "{\"status\":429,\"detail\":\"No more than 4 of your requests are answered at the same time.\"}");
        for (Socket line : lines) {
            line.close();
        }
        until(() -> ask("/api/v1/runs", "ash").statusCode() == 200);
    }

    @Test
    @DisplayName("S-28 a user who asks too often is told when to come again, until the operator allows more")
    void a_user_who_asks_too_often_is_told_when_to_come_again() throws Exception {
        gate.changed(config(3));
        for (int i = 0; i < 3; i++) {
            assertThat(ask("/api/v1/runs", "ash").statusCode()).isEqualTo(200);
        }
        HttpResponse<String> refused = ask("/api/v1/runs", "ash");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.headers().firstValue("Retry-After").orElseThrow()))
                .isBetween(1, 4);
        assertThat(ask("/api/v1/runs", "birch").statusCode()).isEqualTo(200);
        gate.changed(config(1_000_000));
        assertThat(ask("/api/v1/runs", "ash").statusCode()).isEqualTo(200);
    }

    @Test
    @DisplayName("S-04 a word in the place of a number in the settings of the doors leaves the gate standing")
    void a_wrong_setting_leaves_the_gate_standing() throws Exception {
        new Gate(new TwoUsers(), new Unreadable());
        gate.changed(config(3));
        gate.changed(new Unreadable());
        assertThat(ask("/api/v1/runs", "nobody").statusCode()).isEqualTo(401);
        for (int i = 0; i < 3; i++) {
            assertThat(ask("/api/v1/runs", "ash").statusCode()).isEqualTo(200);
        }
        assertThat(ask("/api/v1/runs", "ash").statusCode())
                .as("what was in force still is")
                .isEqualTo(429);
    }

    private static Doors.Config config(int inTenSeconds) {
        return new Written(inTenSeconds);
    }

    /** Settings as an operator may write them. */
    private static class Written implements Doors.Config {

        private final int inTenSeconds;

        Written(int inTenSeconds) {
            this.inTenSeconds = inTenSeconds;
        }

        @Override
        public Class<Doors.Config> annotationType() {
            return Doors.Config.class;
        }

        @Override
        public String host() {
            return "127.0.0.1";
        }

        @Override
        public int httpsPort() {
            return 0;
        }

        @Override
        public int httpPort() {
            return 0;
        }

        @Override
        public int requestLimit() {
            return 1000;
        }

        @Override
        public long uploadLimit() {
            return 3000;
        }

        @Override
        public int requestsAtOnce() {
            return AT_ONCE;
        }

        @Override
        public int requestsInTenSeconds() {
            return inTenSeconds;
        }
    }

    /** {@code requestLimit = 4 MiB}, as the container gives it. */
    private static final class Unreadable extends Written {

        Unreadable() {
            super(1_000_000);
        }

        @Override
        public int requestLimit() {
            throw new ComponentException(new NumberFormatException("For input string: \"4 MiB\""));
        }
    }

    private HttpResponse<String> ask(String path, String token) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(10));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void until(Callable<Boolean> condition) throws Exception {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("within ten seconds").isLessThan(until);
        }
    }

    /** Reads what is sent to the end. */
    private static final class Reading extends HttpServlet {

        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest in, HttpServletResponse out) throws IOException {
            in.getInputStream().readAllBytes();
            out.setStatus(200);
        }
    }

    /** Whoever has a token, of whom there are two, is called like it. */
    private static final class TwoUsers extends NoUsers {

        @Override
        public Optional<User> byToken(String token) {
            return Optional.of(token)
                    .filter(Set.of("ash", "birch")::contains)
                    .map(name -> new User(name, EnumSet.of(Role.ADMIN), User.Credential.TOKEN, Optional.empty()));
        }
    }
}
