// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.allowance.Bounds;
import org.susten.feeds.Rosters;
import org.susten.files.testing.MemorySecrets;

/** The doors of two partners in a servlet container of few threads, one of whom wants all of them. */
class BusyPartnerTest {

    private static final int AT_ONCE = 4;
    private static final int SLOW = 40;
    private static final String ROSTER = "/ims/oneroster/rostering/v1p2/";

    private final Server server = new Server(new QueuedThreadPool(16));
    private final MemorySecrets secrets = new MemorySecrets();
    private final SlowRosters rosters = new SlowRosters();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<Socket> lines = new ArrayList<>();
    private URI root;

    @BeforeEach
    void open_the_doors() throws Exception {
        for (String partner : List.of("bridges", "lanternclub")) {
            secrets.kept.put("partner-" + partner, "the-secret-of-" + partner);
            secrets.kept.put("roster-" + partner, "the-secret-of-" + partner);
        }
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        Bounds bounds = new Bounds(AT_ONCE, 100_000);
        NothingDelivered none = new NothingDelivered();
        context.addServlet(
                new ServletHolder(new ProviderServlet(rosters, secrets, "", bounds, Clock.systemUTC())),
                "/ims/oneroster/*");
        context.addServlet(
                new ServletHolder(new PartnerServlet(
                        new PartnerDuties.Books(
                                new PartnerServletTest.TwoNotices(), new PartnerServletTest.OneEnding()),
                        new PartnerServlet.Packages(none, none, none),
                        new NoPasses(),
                        secrets,
                        bounds,
                        ZoneOffset.UTC,
                        Clock.systemUTC())),
                "/partner/v1/*");
        context.addServlet(new ServletHolder(new Alive()), "/health/live");
        server.setHandler(context);
        server.start();
        root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @AfterEach
    void close_them() throws Exception {
        rosters.open.countDown();
        for (Socket line : lines) {
            line.close();
        }
        server.stop();
    }

    @Test
    @DisplayName(
            "S-28 a partner that has all of its allowance at work at the OneRoster API is told to come again; others are served")
    void a_partner_of_the_roster_exhausts_nobody_else() throws Exception {
        String bridges = token("bridges");
        String lanternclub = token("lanternclub");
        List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            slow.add(http.sendAsync(
                    request(ROSTER + "users?limit=" + (i + 1), "Bearer " + bridges)
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        until(() -> slow.stream().filter(CompletableFuture::isDone).count() == SLOW - AT_ONCE);
        others("Bearer " + lanternclub, ROSTER + "orgs");
        HttpResponse<String> refused = send(request(ROSTER + "orgs", "Bearer " + bridges));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body())
                .contains("\"imsx_codeMajor\":\"failure\"", "\"imsx_codeMinorFieldValue\":\"server_busy\"")
                .contains("No more than " + AT_ONCE + " of your requests");
        assertThat(rosters.inside).as("of the slow one").hasValue(AT_ONCE);
        rosters.open.countDown();
        for (CompletableFuture<HttpResponse<String>> each : slow) {
            assertThat(each.join().statusCode()).isIn(200, 429);
        }
        until(() -> send(request(ROSTER + "orgs", "Bearer " + bridges)).statusCode() == 200);
    }

    @Test
    @DisplayName("S-28 a partner whose bodies never come at its own door is told to come again; others are served")
    void a_partner_that_never_ends_exhausts_nobody_else() throws Exception {
        for (int i = 0; i < SLOW; i++) {
            halfOf("/partner/v1/corrections/1/acknowledgement", basic("bridges"));
        }
        until(() -> send(request("/partner/v1/corrections", basic("bridges"))).statusCode() == 429);
        others(basic("lanternclub"), "/partner/v1/corrections");
        HttpResponse<String> refused = send(request("/partner/v1/corrections", basic("bridges")));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.body()).startsWith("{\"error\":\"No more than " + AT_ONCE + " of your requests");
        for (Socket line : lines) {
            line.close();
        }
        until(() -> send(request("/partner/v1/corrections", basic("bridges"))).statusCode() == 200);
    }

    @Test
    @DisplayName("S-28 somebody who asks for tokens and never says who they are keeps nobody from a roster")
    void a_stranger_who_never_says_who_they_are_exhausts_nobody() throws Exception {
        String lanternclub = token("lanternclub");
        for (int i = 0; i < SLOW; i++) {
            halfOf("/ims/oneroster/token", "");
        }
        until(() -> asked("lanternclub").statusCode() == 429);
        assertThat(asked("lanternclub").body()).contains("\"error\":\"temporarily_unavailable\"");
        others("Bearer " + lanternclub, ROSTER + "orgs");
    }

    @Test
    @DisplayName(
            "S-28 so many answers of one feed are read at once that others still reach the database; the rest waits its turn")
    void one_feed_does_not_take_every_connection_to_the_database() throws Exception {
        Answers answers = new Answers(rosters);
        Caller bridges = new Caller("bridges", Set.of(Scopes.ROSTER));
        Service service = Service.ROSTERING;
        List<CompletableFuture<Answer>> all = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Answers.Request request = new Answers.Request(
                    service,
                    Route.of(service, List.of("users")).orElseThrow(),
                    "",
                    "/rostering/v1p2/users",
                    "limit=" + (i + 1));
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            Thread thread = new Thread(() -> answer.complete(answers.to(bridges, request)));
            thread.setDaemon(true);
            thread.start();
            all.add(answer);
        }
        // It is counted after who is inside.
        until(() -> rosters.most.get() == 6);
        assertThat(rosters.inside).hasValue(6);
        rosters.open.countDown();
        for (CompletableFuture<Answer> each : all) {
            assertThat(each.join().total()).isZero();
        }
        assertThat(rosters.most).hasValue(6);
    }

    private void others(String authorization, String path) throws Exception {
        for (int i = 0; i < 10; i++) {
            assertThat(send(request(path, authorization)).statusCode()).isEqualTo(200);
            assertThat(send(request("/health/live", "")).statusCode()).isEqualTo(200);
        }
    }

    /** A request whose body is promised and does not come. */
    private void halfOf(String path, String authorization) throws IOException {
        Socket line = new Socket(root.getHost(), root.getPort());
        lines.add(line);
        line.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                + (authorization.isEmpty() ? "" : "Authorization: " + authorization + "\r\n")
                                + "Content-Length: 1000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private String token(String client) throws Exception {
        return new ObjectMapper()
                .readTree(asked(client).body())
                .get("access_token")
                .asText();
    }

    private HttpResponse<String> asked(String client) throws Exception {
        return send(request("/ims/oneroster/token", basic(client))
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private static String basic(String partner) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((partner + ":the-secret-of-" + partner).getBytes(StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path, String authorization) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path)).timeout(Duration.ofSeconds(10));
        return authorization.isEmpty() ? request : request.header("Authorization", authorization);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void until(java.util.concurrent.Callable<Boolean> condition) throws Exception {
        PartnerHub.await(condition);
    }

    private static final class Alive extends HttpServlet {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected void doGet(HttpServletRequest in, HttpServletResponse out) {
            out.setStatus(200);
        }
    }

    /** Two feeds; the users of one are read for as long as the test likes. */
    private static final class SlowRosters implements Rosters {

        private final CountDownLatch open = new CountDownLatch(1);
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();

        @Override
        public Optional<Standing> standing(String feed) {
            return credential(feed).map(name -> new Standing(true, "", "", 1, Set.of("users", "orgs")));
        }

        @Override
        public Optional<String> credential(String feed) {
            return Optional.of("roster-" + feed);
        }

        @Override
        public Page page(String feed, Question question) {
            if (feed.equals("bridges") && question.file().equals("users")) {
                most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                try {
                    open.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                } finally {
                    inside.decrementAndGet();
                }
            }
            return new Page(List.of(), 0);
        }
    }
}
