// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.allowance.Bounds;
import org.susten.corrections.Corrections;
import org.susten.db.Database;
import org.susten.db.testing.Postgres;
import org.susten.endings.Endings;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Hub;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.Passes;

/** The partners' door of a hub, and one of them before it. */
abstract class AtPartnersDoor {

    /** More than any test asks for. */
    static final Bounds PLENTY = new Bounds(100, 1_000_000);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final Server server = new Server();
    final MemorySecrets secrets = new MemorySecrets();
    Hub hub;
    URI root;

    @BeforeEach
    void open_the_door() throws Exception {
        hub = new Hub(database(), folder);
        hub.community.settle();
        hub.save(fetched());
        secrets.kept.put("partner-bridges", "the-secret-of-bridges");
        secrets.kept.put("partner-lanternclub", "the-secret-of-lanternclub");
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new PartnerServlet(
                        new PartnerDuties.Books(corrections(), new NoEndings()),
                        new PartnerServlet.Packages(hub.deliveries, hub.pickup(), hub.products()),
                        passes(),
                        secrets,
                        PLENTY,
                        ZoneId.of("America/New_York"),
                        hub.clock)),
                "/partner/v1/*");
        server.setHandler(context);
        server.start();
        root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    /** The hub's. */
    Database database() {
        return postgres.database();
    }

    /** What is to be corrected: nothing. */
    Corrections corrections() {
        return new NoNotices();
    }

    /** Who of the partners' people has a pass: nobody. */
    Passes passes() {
        return new NoPasses();
    }

    @AfterEach
    void close_it() throws Exception {
        server.stop();
    }

    static Hub.Draft fetched() {
        return Hub.agreement().with("deliver: file:store/outbox/bridges", "deliver: rest");
    }

    final Delivery offer() {
        return hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(Hub.FEED).orElseThrow().id())
                .id());
    }

    final JsonNode list() throws Exception {
        return new ObjectMapper()
                .readTree(ask("GET", "/partner/v1/deliveries", "bridges", "").body());
    }

    final HttpResponse<String> open(String link) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(root + link)).build(), HttpResponse.BodyHandlers.ofString());
    }

    final HttpResponse<String> ask(String method, String path, String partner, String body) throws Exception {
        return ask(root, method, path, partner, body);
    }

    /** A partner's own word, with its secret. */
    static HttpResponse<String> ask(URI root, String method, String path, String partner, String body)
            throws Exception {
        return ask(root, method, path, partner, "the-secret-of-" + partner, body);
    }

    /** Whoever it is, with a secret. */
    static HttpResponse<String> ask(URI root, String method, String path, String id, String secret, String body)
            throws Exception {
        String basic = Base64.getEncoder().encodeToString((id + ':' + secret).getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(root + path))
                                .header("Authorization", "Basic " + basic)
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Nothing has ended. */
    private static final class NoEndings implements Endings {
        @Override
        public String signedBy() {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Ending> list() {
            return List.of();
        }

        @Override
        public List<Former> former() {
            return List.of();
        }

        @Override
        public Optional<Ending> find(String agreement) {
            return Optional.empty();
        }

        @Override
        public Optional<Ending> attest(String agreement, String how, String who) {
            return Optional.empty();
        }

        @Override
        public Optional<Ending> shred(String agreement, String who) {
            return Optional.empty();
        }

        @Override
        public boolean printDemand(String agreement, OutputStream pdf) {
            return false;
        }

        @Override
        public boolean printCertificate(String agreement, OutputStream pdf) {
            return false;
        }

        @Override
        public int look() {
            return 0;
        }
    }

    /** Nothing is to be corrected. */
    static class NoNotices implements Corrections {

        @Override
        public List<Notice> list(boolean all) {
            return List.of();
        }

        @Override
        public Optional<Notice> find(long number) {
            return Optional.empty();
        }

        @Override
        public List<Item> items(long number) {
            return List.of();
        }

        @Override
        public Optional<Notice> acknowledge(long number, String how, String who) {
            return Optional.empty();
        }

        @Override
        public List<Notice> correct(long person, String because, String who) {
            return List.of();
        }

        @Override
        public int look() {
            return 0;
        }
    }
}
