// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.corrections.Corrections;
import org.susten.endings.Endings;
import org.susten.files.testing.MemorySecrets;

class PartnerServletTest {

    private final Server server = new Server();
    private final MemorySecrets secrets = new MemorySecrets();
    private final TwoNotices corrections = new TwoNotices();
    private final OneEnding endings = new OneEnding();
    private URI root;

    @BeforeEach
    void open_the_door() throws Exception {
        secrets.kept.put("partner-bridges", "the-secret-of-bridges");
        secrets.kept.put("partner-lanternclub", "the-secret-of-lanternclub");
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        NothingDelivered none = new NothingDelivered();
        context.addServlet(
                new ServletHolder(new PartnerServlet(
                        new PartnerDuties.Books(corrections, endings),
                        new PartnerServlet.Packages(none, none, none),
                        new NoPasses(),
                        secrets,
                        AtPartnersDoor.PLENTY,
                        ZoneOffset.UTC,
                        Clock.systemUTC())),
                "/partner/v1/*");
        server.setHandler(context);
        server.start();
        root = URI.create("http://127.0.0.1:" + connector.getLocalPort() + "/partner/v1");
    }

    @AfterEach
    void close_it() throws Exception {
        server.stop();
    }

    @Test
    @DisplayName("P-04 a partner reads its own notices and acknowledges them with its own credential, once")
    void a_partner_acknowledges_its_own_notice() throws Exception {
        assertThat(ask("GET", "/corrections", "bridges", "").body())
                .contains("\"notice\":1")
                .doesNotContain("\"notice\":2");
        assertThat(ask("GET", "/corrections/1", "bridges", "").body())
                .contains("\"id\":\"c1\"", "\"action\":\"delete\"", "\"reason\":\"refusal\"");
        assertThat(ask("POST", "/corrections/1/acknowledgement", "bridges", "{}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(ask("POST", "/corrections/1/acknowledgement", "bridges", "{\"how\": \"deleted by R. Ash\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(corrections.said).containsExactly("1 deleted by R. Ash partner:bridges");
        assertThat(ask("POST", "/corrections/1/acknowledgement", "bridges", "{\"how\": \"again\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    @DisplayName("P-14 a partner attests destruction under its own agreement and no other")
    void a_partner_attests_destruction() throws Exception {
        assertThat(ask("GET", "/endings", "bridges", "").body()).contains("\"agreement\":\"bridges\"");
        assertThat(ask("GET", "/endings", "lanternclub", "").body()).isEqualTo("[]");
        assertThat(ask("POST", "/endings/bridges/attestation", "lanternclub", "{\"how\": \"wiped\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(ask("POST", "/endings/bridges/attestation", "bridges", "{\"how\": \"wiped by R. Ash\"}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(endings.said).containsExactly("bridges wiped by R. Ash partner:bridges");
    }

    @Test
    @DisplayName("P-14 a partner fetches its own certificate once it has attested, and nobody else's")
    void a_partner_fetches_its_certificate() throws Exception {
        HttpResponse<String> early = ask("GET", "/endings/bridges/certificate.pdf", "bridges", "");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.body()).contains("once you have attested");
        ask("POST", "/endings/bridges/attestation", "bridges", "{\"how\": \"wiped by R. Ash\"}");
        HttpResponse<String> paper = ask("GET", "/endings/bridges/certificate.pdf", "bridges", "");
        assertThat(paper.body()).isEqualTo("the paper");
        assertThat(paper.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(ask("GET", "/endings/bridges/certificate.pdf", "lanternclub", "")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    @DisplayName(
            "P-14 the partner's own page says what it must destroy, by when, and how to say that it has; no other's does")
    void the_page_tells_of_what_must_be_destroyed() throws Exception {
        assertThat(ask("GET", "/", "bridges", "").body())
                .contains(
                        "A correction notice waits",
                        "/partner/v1/corrections/NUMBER/acknowledgement, or by a letter",
                        "Destroy what you received under it by January 1, 1970")
                .contains("/partner/v1/endings/bridges/attestation");
        assertThat(ask("GET", "/", "lanternclub", "").body()).doesNotContain("Destroy what you received");
    }

    @Test
    @DisplayName("S-22 another partner's notice is not there, whatever its number")
    void another_partners_notice_is_not_there() throws Exception {
        assertThat(ask("GET", "/corrections/2", "bridges", "").statusCode()).isEqualTo(404);
        assertThat(ask("POST", "/corrections/2/acknowledgement", "bridges", "{\"how\": \"x\"}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(corrections.said).isEmpty();
    }

    @Test
    @DisplayName("S-04 a stranger's body is not read, and a wrong secret opens nothing")
    void strangers_stay_outside() throws Exception {
        secrets.kept.put("partner-lanternclub", "another-by-now");
        assertThat(ask("GET", "/corrections", "lanternclub", "").statusCode()).isEqualTo(401);
        assertThat(ask("POST", "/corrections/1/acknowledgement", "nobody", "{{{")
                        .statusCode())
                .isEqualTo(401);
        assertThat(ask("DELETE", "/corrections/1", "bridges", "").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> ask(String method, String path, String partner, String body) throws Exception {
        return AtPartnersDoor.ask(root, method, path, partner, body);
    }

    /** The agreement bridges has ended. */
    static final class OneEnding implements Endings {
        @Override
        public String signedBy() {
            throw new UnsupportedOperationException();
        }

        private final List<String> said = new ArrayList<>();

        @Override
        public List<Ending> list() {
            return List.of(new Ending(
                    "bridges",
                    "bridges",
                    "Bridges",
                    LocalDate.EPOCH,
                    "expiry",
                    LocalDate.EPOCH,
                    "",
                    Instant.EPOCH,
                    null,
                    null,
                    null,
                    null,
                    List.of()));
        }

        @Override
        public List<Former> former() {
            return List.of();
        }

        @Override
        public Optional<Ending> find(String agreement) {
            return list().stream().filter(e -> e.agreement().equals(agreement)).findFirst();
        }

        @Override
        public Optional<Ending> attest(String agreement, String how, String who) {
            said.add(agreement + " " + how + " " + who);
            return find(agreement);
        }

        @Override
        public Optional<Ending> shred(String agreement, String who) {
            throw new UnsupportedOperationException("a partner destroys nothing here");
        }

        @Override
        public boolean printDemand(String agreement, java.io.OutputStream pdf) {
            return false;
        }

        @Override
        public boolean printCertificate(String agreement, java.io.OutputStream pdf) throws IOException {
            if (said.isEmpty()) {
                return false;
            }
            pdf.write("the paper".getBytes(StandardCharsets.UTF_8));
            return true;
        }

        @Override
        public int look() {
            return 0;
        }
    }

    /** One notice of each of two partners. */
    static final class TwoNotices implements Corrections {

        private final List<String> said = new ArrayList<>();

        private Notice notice(long number, String partner) {
            boolean done = said.stream().anyMatch(s -> s.startsWith(number + " "));
            return new Notice(
                    number,
                    partner + "-feed",
                    partner,
                    partner,
                    partner,
                    1,
                    Instant.EPOCH,
                    LocalDate.EPOCH,
                    "",
                    done ? Instant.EPOCH : null,
                    null,
                    null);
        }

        @Override
        public List<Notice> list(boolean all) {
            return List.of(notice(1, "bridges"), notice(2, "lanternclub"));
        }

        @Override
        public Optional<Notice> find(long number) {
            return list(true).stream().filter(n -> n.number() == number).findFirst();
        }

        @Override
        public List<Item> items(long number) {
            return List.of(new Item("c" + number, "delete", "refusal"));
        }

        @Override
        public Optional<Notice> acknowledge(long number, String how, String who) {
            if (find(number).orElseThrow().acknowledged() != null) {
                return Optional.empty();
            }
            said.add(number + " " + how + " " + who);
            return find(number);
        }

        @Override
        public List<Notice> correct(long person, String because, String who) {
            throw new UnsupportedOperationException("a partner corrects nothing");
        }

        @Override
        public int look() {
            throw new UnsupportedOperationException("a partner does not look");
        }
    }
}
