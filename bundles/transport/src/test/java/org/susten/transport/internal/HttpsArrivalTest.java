// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.files.testing.MemorySecrets;
import org.susten.transport.door.Address;
import org.susten.transport.door.Hosts;
import org.susten.transport.door.Logins;
import org.susten.transport.door.WebDoor;

class HttpsArrivalTest {
    @RegisterExtension
    final TestHub hub = new TestHub();

    private PlayedWebServer source;

    @BeforeEach
    void start() throws Exception {
        source = new PlayedWebServer(hub.base.resolve("etc/source.pem"));
    }

    @AfterEach
    void stop() {
        source.close();
    }

    private void connect(String path, String options) {
        hub.connect("district", "https://localhost:" + source.port() + path + "#trust=source.pem&every=1h" + options);
    }

    @Test
    void a_file_is_fetched_when_its_time_has_come_and_only_if_it_changed() throws Exception {
        source.answer = (exchange, n) -> {
            exchange.getResponseHeaders().set("ETag", n < 3 ? "\"one\"" : "\"two\"");
            if (n == 2) {
                exchange.sendResponseHeaders(304, -1);
            } else {
                PlayedWebServer.send(exchange, 200, "text/csv", "a,b\n" + n + ",2\n");
            }
        };
        connect("/export/students.csv?year=2026", "");
        Await.until("fetched", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo("students.csv");
        assertThat(hub.arrivals.kept.get(0).content()).isEqualTo("a,b\n1,2\n");
        assertThat(hub.arrivals.kept.get(0).origin())
                .isEqualTo("https://localhost:" + source.port() + "/export/students.csv");
        assertThat(source.requests.get(0).path()).isEqualTo("/export/students.csv?year=2026");
        hub.clock.forward(Duration.ofMinutes(61));
        Await.until("asked again", () -> source.requests.size() == 2);
        assertThat(source.requests.get(1).etag()).isEqualTo("\"one\"");
        hub.clock.forward(Duration.ofMinutes(61));
        Await.until("fetched again", () -> hub.arrivals.kept.size() == 2);
        assertThat(hub.arrivals.kept.get(1).content()).isEqualTo("a,b\n3,2\n");
    }

    @Test
    @DisplayName(
            "R-04 a file that cannot be kept is fetched when there is room, and its source is not said to be silent")
    void a_file_that_cannot_be_kept_is_fetched_later() throws Exception {
        source.answer = (exchange, n) -> PlayedWebServer.send(exchange, 200, "text/csv", "a,b\n1,2\n");
        hub.arrivals.full = true;
        connect("/visits.csv", "");
        Await.until("said", () -> hub.alerts.said("No space left on device"));
        assertThat(hub.alerts.message("arrival:district")).doesNotContain("answer", "broke off");
        hub.arrivals.full = false;
        hub.clock.forward(Duration.ofMinutes(61));
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        Await.until("closed", () -> hub.alerts.open().isEmpty());
    }

    @Test
    void a_chunked_file_is_fetched() throws Exception {
        source.answer = (exchange, n) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("x".repeat(100_000).getBytes());
        };
        connect("/", "&name=export.zip");
        Await.until("fetched", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo("export.zip");
        assertThat(hub.arrivals.kept.get(0).bytes()).isEqualTo(100_000);
    }

    @Test
    @DisplayName("R-13 a body that is cut is not taken")
    void a_body_that_is_cut_is_not_taken() throws Exception {
        source.answer = (exchange, n) -> {
            exchange.sendResponseHeaders(200, 100_000);
            exchange.getResponseBody().write("x".repeat(50_000).getBytes());
            exchange.getResponseBody().flush();
            throw new IOException("cut");
        };
        connect("/x.csv", "");
        Await.until("said", () -> hub.alerts.said("Nothing arrives for district"));
        assertThat(hub.arrivals.kept).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, <p>Service unavailable</p>",
        "text/csv, '\r\n<!DOCTYPE html><html><body>Please log in</body></html>'",
        "application/octet-stream, <html lang='en'>maintenance",
        "application/problem+json, '{}'",
        "text/csv, ''"
    })
    @DisplayName("R-13 an error page with status 200, and an empty answer, are no files")
    void an_error_page_is_no_file(String type, String body) throws Exception {
        source.answer = (exchange, n) -> PlayedWebServer.send(exchange, 200, type, body);
        connect("/x.csv", "");
        Await.until(
                "said",
                () -> hub.alerts.message("arrival:district").contains("nothing is taken")
                        || hub.alerts.message("arrival:district").contains("says neither its length"));
        assertThat(hub.arrivals.kept).isEmpty();
    }

    @Test
    @DisplayName("S-06 headers that steer Camel or the hub are not taken from an answer")
    void headers_from_outside_are_stripped() throws Exception {
        source.answer = (exchange, n) -> {
            for (String name :
                    List.of("CamelFileName", "camelfilename", "SustenFile", "sustenorigin", "CAMELExecCommand")) {
                exchange.getResponseHeaders().set(name, "../../etc/passwd");
            }
            PlayedWebServer.send(exchange, 200, "text/csv", "a,b\n");
        };
        connect("/x.csv", "");
        Await.until("fetched", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo("x.csv");
        assertThat(hub.arrivals.kept.get(0).origin()).startsWith("https://localhost");
        assertThat(StripHeaders.steers("cAmElHttpUri")).isTrue();
        assertThat(StripHeaders.steers("org.apache.camel.x")).isTrue();
        assertThat(StripHeaders.steers("X-Request-Id")).isFalse();
    }

    @Test
    @DisplayName("S-17 a redirect is followed on the same host only")
    void a_redirect_is_followed_on_the_same_host_only() throws Exception {
        source.answer = (exchange, n) -> {
            if (exchange.getRequestURI().getPath().equals("/x.csv")) {
                exchange.getResponseHeaders().set("Location", "/y.csv");
                exchange.sendResponseHeaders(302, -1);
            } else {
                PlayedWebServer.send(exchange, 200, "text/csv", "a,b\n");
            }
        };
        connect("/x.csv", "");
        Await.until("fetched", () -> hub.arrivals.kept.size() == 1);
        source.answer = (exchange, n) -> {
            exchange.getResponseHeaders().set("Location", "https://169.254.169.254/latest/meta-data");
            exchange.sendResponseHeaders(302, -1);
        };
        hub.clock.forward(Duration.ofMinutes(61));
        Await.until("refused", () -> hub.alerts.message("arrival:district").contains("points to another place"));
    }

    @Test
    @DisplayName("S-17 a host that is not listed refuses to start, and the others run")
    void a_host_that_is_not_listed_refuses_to_start() throws Exception {
        hub.connect("sly", "https://169.254.169.254/latest/meta-data");
        assertThat(hub.line.context().getRoute("arrive:sly")).isNull();
        assertThat(hub.alerts.message("arrival:sly")).contains("etc/org.susten.transport.cfg");
        hub.intake.due("sly", 1);
        Await.until("its other route runs", () -> hub.intake.calls.contains("commit 1"));
    }

    @Test
    @DisplayName("S-17 a listed name that leads to this machine gets no byte unless the address is listed too")
    void a_name_that_leads_inside_gets_no_byte() {
        WebDoor door = new WebDoor(
                new Hosts(List.of("localhost")), new Logins(new MemorySecrets(), hub.base.resolve("etc")), hub.clock);
        Address address = Address.arrival("https://localhost:" + source.port() + "/x#trust=source.pem");
        assertThatThrownBy(() -> door.open(address, "GET", "/x").getResponseCode())
                .hasMessageContaining("is private, of this machine or reserved");
        assertThat(source.requests).isEmpty();
    }

    @Test
    void a_source_that_is_down_is_asked_again_and_is_one_alert() throws Exception {
        source.answer = (exchange, n) -> {
            if (n < 3) {
                exchange.sendResponseHeaders(503, -1);
            } else {
                PlayedWebServer.send(exchange, 200, "text/csv", "a,b\n");
            }
        };
        connect("/x.csv", "");
        Await.until("asked", () -> hub.alerts.times("arrival:district") == 1);
        hub.clock.forward(Duration.ofMinutes(1));
        Await.until("asked again", () -> hub.alerts.times("arrival:district") == 2);
        hub.clock.forward(Duration.ofMinutes(2));
        Await.until("fetched", () -> hub.arrivals.kept.size() == 1);
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.opened).containsExactly("arrival:district");
    }
}
