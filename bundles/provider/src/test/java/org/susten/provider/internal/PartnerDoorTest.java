// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.corrections.Corrections;
import org.susten.db.testing.Postgres;
import org.susten.endings.Endings;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.internal.Hub;

/** A partner at its own door: what it gets, and the packages it comes for. */
class PartnerDoorTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private final Server server = new Server();
    private final MemorySecrets secrets = new MemorySecrets();
    private Hub hub;
    private URI root;

    @BeforeEach
    void open_the_door() throws Exception {
        hub = new Hub(postgres.database(), folder);
        hub.community.settle();
        hub.save(fetched());
        secrets.kept.put("partner-bridges", "the-secret-of-bridges".toCharArray());
        secrets.kept.put("partner-lanternclub", "the-secret-of-lanternclub".toCharArray());
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(
                new ServletHolder(new PartnerServlet(
                        new NoNotices(),
                        new NoEndings(),
                        hub.deliveries,
                        hub.pickup(),
                        hub.products(),
                        secrets,
                        ZoneId.of("America/New_York"),
                        hub.clock)),
                "/partner/v1/*");
        server.setHandler(context);
        server.start();
        root = URI.create("http://127.0.0.1:" + connector.getLocalPort());
    }

    @AfterEach
    void close_it() throws Exception {
        server.stop();
    }

    private static Hub.Draft fetched() {
        return Hub.agreement().with("deliver: file:store/outbox/bridges", "deliver: rest");
    }

    private Delivery offer() {
        return hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(Hub.FEED).orElseThrow().id())
                .id());
    }

    private JsonNode list() throws Exception {
        return new ObjectMapper()
                .readTree(ask("GET", "/partner/v1/deliveries", "bridges", "").body());
    }

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
        hub.clock.pass(Duration.ofMinutes(15));
        HttpResponse<String> late = open(link);
        assertThat(late.statusCode()).isEqualTo(403);
        assertThat(late.body()).contains("expired", "/partner/v1/deliveries");
        assertThat(hub.ledger.entries(offered.id())).isZero();
    }

    @Test
    @DisplayName("R-26 a link that was made while the clock was ahead opens nothing once it is right")
    void a_link_of_the_future_is_void() throws Exception {
        offer();
        hub.clock.pass(Duration.ofDays(90));
        String link = list().get(0).get("files").get(0).get("href").asText();
        hub.clock.pass(Duration.ofDays(-90));
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

    @Test
    @DisplayName("S-20 the page has no script, its policy lets none run, and what files say is text in it")
    void the_page_runs_no_script() throws Exception {
        hub.save(fetched()
                .with("Do the children in our program come to school?", "<script>alert(1)</script> & \"why\"?"));
        offer();
        HttpResponse<String> page = ask("GET", "/partner/v1/", "bridges", "");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy ->
                        assertThat(policy).startsWith("default-src 'none'").doesNotContain("unsafe"));
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;why&quot;?")
                .doesNotContain("<script", "javascript:", "onload", "onclick");
    }

    @Test
    void the_page_says_what_why_under_what_and_how_good() throws Exception {
        offer();
        String page = ask("GET", "/partner/v1/", "bridges", "").body();
        assertThat(page)
                .contains(
                        "What Bridges Afterschool receives",
                        "Do the children in our program come to school?",
                        "FERPA 34 CFR 99.31(a)(1)",
                        "8 rows about 4 children; waits for you to fetch it",
                        "bridges: fields.Attendance.category",
                        "100 %",
                        "as soon as something changes")
                .doesNotContain("Canary", "Pupil", ">c1<");
        JsonNode feed = feed();
        assertThat(feed.get("question").asText()).startsWith("Do the children");
        assertThat(feed.at("/last/completeness/filled/day").asLong()).isEqualTo(8);
        assertThat(feed.at("/dictionary/1/column").asText()).isEqualTo("day");
    }

    @Test
    @DisplayName("A list whose measure is missing stays on the page, with why it does not come and who must act")
    void a_list_whose_measure_is_missing_stays_on_the_page() throws Exception {
        hub.save(fetched().dataset("measure").with("format: csv", "format: csv\n    measure: absence"));
        assertThat(ask("GET", "/partner/v1/", "bridges", "").body())
                .contains(
                        "Do the children in our program come to school?",
                        "Stopped: there is no measure absence in force at the hub",
                        "its operators must save it again or name another in the agreement",
                        "(bridges: feeds.bridges-feed.measure)",
                        "nothing, as long as it is stopped")
                .doesNotContain("you receive nothing", "Dictionary");
        JsonNode feed = feed();
        assertThat(feed.get("runs").asBoolean()).isFalse();
        assertThat(feed.get("reason").asText()).contains("no measure absence");
        assertThat(feed.get("dictionary").isEmpty()).isTrue();
        hub.measures.accept(
                "measures/absence.yaml",
                Files.writeString(
                        folder.resolve("absence.yaml"),
                        """
                        title: Chronic absence
                        question: Who misses a tenth of the school days?
                        owner: District
                        version: 1
                        follows: none
                        begin: 2026-09-01
                        end: 2027-06-30
                        share: [{fact: attendance.absenceRate, atLeast: 0.1}]
                        by: [school]
                        """));
        assertThat(ask("GET", "/partner/v1/", "bridges", "").body())
                .contains("In force.", "Dictionary", "Who misses a tenth of the school days?<");
        offer();
        hub.measures.withdraw("measures/absence.yaml");
        assertThat(feed().get("reason").asText()).contains("no measure absence");
        assertThat(feed().at("/last/rows").asLong()).isEqualTo(5);
        hub.clock.pass(Duration.ofDays(365));
        assertThat(feed().get("clause").asText()).isEqualTo("bridges: expiry");
    }

    private JsonNode feed() throws Exception {
        return new ObjectMapper()
                .readTree(ask("GET", "/partner/v1/feeds", "bridges", "").body())
                .get(0);
    }

    private HttpResponse<String> open(String link) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(root + link)).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> ask(String method, String path, String partner, String body) throws Exception {
        String basic = Base64.getEncoder()
                .encodeToString((partner + ":the-secret-of-" + partner).getBytes(StandardCharsets.UTF_8));
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
    private static final class NoNotices implements Corrections {

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
