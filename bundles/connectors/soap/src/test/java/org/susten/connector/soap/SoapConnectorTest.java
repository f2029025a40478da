// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.model.Person;
import org.susten.model.ServiceContact;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.ChildrenAndVisits;
import org.susten.testkit.Reading;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.Call;
import org.susten.testkit.simulator.Fault;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Reply;
import org.susten.testkit.simulator.Simulator;
import org.susten.testkit.simulator.SoapSimulator;
import org.susten.testkit.simulator.SoapSimulator.Deviation;
import org.susten.testkit.simulator.SoapSimulator.Security;

class SoapConnectorTest extends ApiConnectorContract {

    private static final int CHILDREN = 7;
    private static final String USER = "user=" + Gate.ID;
    private static final String SECRET = "passwordSecret=key";

    private static SoapSimulator registry(Security security, Deviation... deviations) {
        return new SoapSimulator(security, Clock.systemUTC(), deviations);
    }

    @Override
    protected Simulator simulator() {
        return Simulator.of(registry(Security.DIGEST));
    }

    @Override
    protected Connector connector(String address) {
        return Children.connector(Children.mapping(), address, USER, SECRET);
    }

    @Override
    protected String largest() {
        return "children";
    }

    private Reading children(ChildrenAndVisits mapping, Simulator server, String... lines) {
        return Reading.of(Children.connector(mapping, server.address(), lines), "children", Cursor.START, context());
    }

    @Test
    void elements_become_what_the_mapping_says() {
        Connector connector = connector();
        Reading children = Reading.of(connector, "children", Cursor.START, context());
        Reading visits = Reading.of(connector, "visits", Cursor.START, context());
        assertThat(children.rows()).hasSize(CHILDREN);
        Person child = (Person) connector.map(children.rows().get("R-7002")).get(0);
        assertThat(child.birthDate()).isEqualTo("2017-02-02");
        ServiceContact visit =
                (ServiceContact) connector.map(visits.rows().get("3")).get(0);
        assertThat(visit.person().key()).isEqualTo("R-7003");
        assertThat(visit.minutes()).isEqualTo(45);
    }

    @ParameterizedTest
    @CsvSource({
        "RegistryPort, digest, DIGEST",
        "RegistryPort, text, TEXT",
        "RegistryPort12, digest, DIGEST",
        "RegistryPort12, text, TEXT"
    })
    @DisplayName("C-01 both versions and both ways to say a password are spoken, and a wrong one is a matter of access")
    void both_versions_and_both_passwords_are_spoken(String port, String type, Security security) {
        try (Simulator other = Simulator.of(registry(security))) {
            String[] lines = {"port=" + port, "passwordType=" + type, USER, SECRET};
            assertThat(children(Children.mapping(), other, lines).rows()).hasSize(CHILDREN);
            Connector connector = Children.connector(Children.mapping(), other.address(), lines);
            assertThatThrownBy(() -> connector.check(context().secret("key", "not-the-secret")))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ACCESS));
        }
    }

    @Test
    void a_token_is_sent_once_and_no_second_time() {
        try (Simulator other = Simulator.of(registry(Security.DIGEST))) {
            // each of the five questions has a nonce of its own, or the registry would refuse it
            assertThat(children(Children.mapping(), other, USER, SECRET).rows()).hasSize(CHILDREN);
            assertThat(other.calls()).hasSizeGreaterThan(4);
        }
    }

    @ParameterizedTest
    @EnumSource(Deviation.class)
    @DisplayName("C-13 what deviates is read, and where a page comes again nothing is closed")
    void what_deviates_is_read(Deviation deviation) {
        try (Simulator other = Simulator.of(registry(Security.NONE, deviation))) {
            Reading read = children(Children.mapping().with("children", "size", "5"), other, "mtom=true");
            boolean again = deviation == Deviation.REPEATING;
            assertThat(read.rows()).hasSize(again ? 5 : CHILDREN);
            assertThat(read.complete()).isEqualTo(!again);
            assertThat(read.findings().isEmpty()).isEqualTo(!again && deviation != Deviation.REFUSES_BEYOND);
        }
    }

    @Test
    @DisplayName("R-19 C-13 a page that comes again is known by its rows, whatever else in it changes")
    void a_page_that_comes_again_is_known_by_its_rows() {
        try (Simulator other = Simulator.of(registry(Security.NONE, Deviation.REPEATING, Deviation.STAMPED))) {
            Reading read = children(Children.mapping(), other);
            assertThat(read.rows()).hasSize(2);
            assertThat(read.complete()).isFalse();
            assertThat(read.findings()).anyMatch(finding -> finding.contains("page before"));
        }
    }

    @Test
    @DisplayName("C-13 a service that gives fewer rows than were asked for loses none")
    void offsets_follow_what_came() {
        ChildrenAndVisits byOffset = Children.mapping()
                .with(
                        "children",
                        "request",
                        "<GetChildren xmlns='urn:invented:registry'><offset>{offset}</offset><size>{size}</size></GetChildren>")
                .with("children", "size", "5");
        try (Simulator other = Simulator.of(registry(Security.NONE, Deviation.CLAMPED))) {
            Reading read = children(byOffset, other);
            assertThat(read.rows()).hasSize(CHILDREN);
            assertThat(read.complete()).isTrue();
        }
    }

    @Test
    @DisplayName("R-13 C-13 a service that gives less than it is asked for and then refuses to go on closes nothing")
    void who_refuses_to_go_on_has_not_said_all() {
        SoapSimulator registry = registry(Security.NONE, Deviation.CLAMPED, Deviation.REFUSES_BEYOND);
        registry.remove("R-7007");
        try (Simulator other = Simulator.of(registry)) {
            Reading read = children(Children.mapping().with("children", "size", "5"), other);
            assertThat(read.rows()).hasSize(CHILDREN - 1);
            assertThat(read.complete()).isFalse();
        }
    }

    @Test
    @DisplayName("R-13 a page that is not there is no end of the pages unless the service says so itself")
    void a_page_that_is_not_there_is_no_end() {
        SoapSimulator registry = registry(Security.NONE, Deviation.SHORT_PAGE);
        Simulator.Site moved =
                call -> call.body().contains("<page>3</page>") ? Reply.refused(404, "moved") : registry.answer(call);
        try (Simulator other = Simulator.of(moved)) {
            assertThatThrownBy(() -> children(Children.mapping(), other)).isInstanceOf(ConnectorException.class);
        }
    }

    @Test
    @DisplayName("C-07 the next run asks for what changed since the last one began")
    void the_next_run_asks_for_what_changed() {
        SoapSimulator registry = registry(Security.NONE);
        try (Simulator other = Simulator.of(registry)) {
            Connector connector = Children.connector(Children.changesOfVisits(), other.address());
            Reading all = Reading.of(connector, "visits", Cursor.START, context());
            registry.visit(8, "R-7001", 30, Instant.parse("2026-03-02T15:00:00Z"));
            Reading changes =
                    Reading.of(connector, "visits", all.end(), context().now(Instant.parse("2026-03-03T12:00:00Z")));
            assertThat(all.rows()).hasSize(CHILDREN);
            assertThat(changes.rows()).containsOnlyKeys("8");
            assertThat(changes.complete()).isFalse();
        }
    }

    @Test
    @DisplayName("C-07 what a service writes whose clock is some minutes behind the hub's is asked for too")
    void a_clock_that_is_behind() {
        SoapSimulator registry = registry(Security.NONE);
        try (Simulator other = Simulator.of(registry)) {
            Connector connector = Children.connector(Children.changesOfVisits(), other.address());
            Cursor end =
                    Reading.of(connector, "visits", Cursor.START, context()).end();
            registry.visit(8, "R-7001", 30, context().clock().instant().minusSeconds(120));
            assertThat(Reading.of(connector, "visits", end, context()).rows()).containsKey("8");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"RegistryPort", "RegistryPort12"})
    @DisplayName("C-09 a fault of the server is tried again, and its words are not repeated")
    void a_fault_is_tried_again_and_not_quoted(String port) {
        for (Deviation[] status : List.of(new Deviation[0], new Deviation[] {Deviation.FAULTS_ARE_FINE})) {
            try (Simulator other =
                    Simulator.of(registry(Security.NONE, status).failing("Inventia1 Fabricant is not here"))) {
                Connector connector = Children.connector(Children.mapping(), other.address(), "port=" + port);
                assertThatThrownBy(() -> connector.check(context()))
                        .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.kind())
                                .isEqualTo(Kind.UNAVAILABLE))
                        .hasMessageNotContaining("Inventia1");
                assertThat(other.calls()).hasSize(5);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ERROR, UNAVAILABLE, HTTP status 500",
        "REDIRECT, CONFIG, HTTP status 302",
        "PAGE, BROKEN, no SOAP",
        "HALF, BROKEN, breaks off",
        "TRUNCATED, UNAVAILABLE, broke off"
    })
    @DisplayName("C-08 C-09 what is no SOAP is told as what it is, and is in no log")
    void what_is_no_soap_is_told_as_what_it_is(Fault fault, Kind kind, String said) {
        PrintStream err = System.err;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        for (String port : List.of("RegistryPort", "RegistryPort12")) {
            try (Simulator other = Simulator.of(registry(Security.NONE)).always(fault, 5)) {
                System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
                Connector connector = Children.connector(Children.mapping(), other.address(), "port=" + port);
                assertThatThrownBy(() -> connector.check(context()))
                        .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.kind())
                                .isEqualTo(kind))
                        .hasMessageContaining(said);
            } finally {
                System.setErr(err);
            }
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain("Fault", "maintenance", "Inventia");
    }

    @Test
    @DisplayName("C-08 a service that says when to come back is left alone until then, or to a later run")
    void a_service_that_says_when_is_left_alone() {
        TestContext context = context();
        try (Simulator other = Simulator.of(registry(Security.NONE)).always(Fault.TOO_MANY, 1)) {
            Children.connector(Children.mapping(), other.address()).check(context);
            assertThat(context.pauses()).containsExactly(Duration.ofSeconds(7));
        }
        try (Simulator other = Simulator.of(call -> Reply.refused(503, "closed").header("Retry-After", "3600"))) {
            Connector connector = Children.connector(Children.mapping(), other.address());
            assertThatThrownBy(() -> connector.check(context))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE));
            assertThat(other.calls()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"301, CONFIG", "400, CONFIG", "401, ACCESS", "403, ACCESS", "404, CONFIG", "408, UNAVAILABLE"})
    @DisplayName("C-08 a status without an envelope says who must act, with content or without")
    void a_status_says_who_must_act(int status, Kind kind) {
        for (Reply reply : List.of(
                Reply.refused(status, "no"),
                new Reply(status, Map.of(), ""),
                new Reply(status, Map.of("Content-Type", "text/xml"), "<no/>"),
                new Reply(status, Map.of("Content-Type", "text/html"), "<html>no</html>"))) {
            try (Simulator other = Simulator.of(call -> reply)) {
                Connector connector = Children.connector(Children.mapping(), other.address());
                assertThatThrownBy(() -> connector.check(context()))
                        .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.kind())
                                .isEqualTo(kind));
            }
        }
    }

    @Test
    void what_comes_beside_an_answer_stands_in_its_place() {
        try (Simulator other = Simulator.of(registry(Security.NONE).including("cid:photo@invented"))) {
            Reading read = children(Children.mapping(), other, "mtom=true");
            String photo = String.valueOf(read.rows().get("R-7001").text("photo"));
            assertThat(new String(Base64.getDecoder().decode(photo), StandardCharsets.UTF_8))
                    .isEqualTo("no photo");
        }
    }

    @ParameterizedTest
    @DisplayName("S-10 an inclusion of something that did not come with the answer is refused and never asked for")
    @ValueSource(strings = {"cid:other@invented", "http://127.0.0.1:1/secret", "file:///etc/hostname"})
    void an_inclusion_of_something_else_is_refused(String href) {
        try (Simulator other = Simulator.of(registry(Security.NONE).including(href))) {
            assertThatThrownBy(() -> children(Children.mapping(), other, "mtom=true"))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN));
        }
    }

    @ParameterizedTest
    @DisplayName("S-10 an answer with a document type is refused, and nothing that it names is asked for")
    @ValueSource(
            strings = {
                "SYSTEM 'AT/type.dtd'",
                "[<!ENTITY e SYSTEM 'AT/secret'>]",
                "[<!ENTITY % p SYSTEM 'AT/secret'> %p; <!ENTITY e 'x'>]",
                "[<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'><!ENTITY e '&b;&b;&b;&b;&b;&b;'>]"
            })
    void an_answer_with_a_document_type_is_refused(String type) {
        AtomicReference<String> at = new AtomicReference<>("");
        try (Simulator evil = Simulator.of(call -> new Reply(
                200,
                Map.of("Content-Type", "text/xml; charset=UTF-8"),
                "<!DOCTYPE s:Envelope " + type.replace("AT", at.get())
                        + "><s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>"
                        + "<GetChildrenResponse><list><child><id>&e;</id></child></list></GetChildrenResponse>"
                        + "</s:Body></s:Envelope>"))) {
            at.set(evil.address());
            assertThatThrownBy(() -> children(Children.mapping(), evil))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN));
            assertThat(evil.calls()).extracting(Call::method).containsOnly("POST");
        }
    }

    @Test
    @DisplayName("S-10 what an answer names by inclusion, schema or stylesheet is not asked for")
    void what_an_answer_names_is_not_asked_for() {
        AtomicReference<String> at = new AtomicReference<>("");
        try (Simulator evil = Simulator.of(call -> new Reply(
                200,
                Map.of("Content-Type", "text/xml; charset=UTF-8"),
                ("<?xml-stylesheet type='text/xsl' href='AT/style'?><s:Envelope"
                                + " xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'"
                                + " xmlns:i='http://www.w3.org/2001/XMLSchema-instance' i:schemaLocation='urn:x AT/schema'>"
                                + "<s:Body><GetChildrenResponse><list><child><id>"
                                + "<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='AT/secret' parse='text'/>"
                                + "</id></child></list></GetChildrenResponse></s:Body></s:Envelope>")
                        .replace("AT", at.get())))) {
            at.set(evil.address());
            try {
                children(Children.mapping(), evil);
            } catch (ConnectorException e) {
                assertThat(e.kind()).isEqualTo(Kind.BROKEN);
            }
            assertThat(evil.calls()).isNotEmpty().extracting(Call::method).containsOnly("POST");
        }
    }

    /** What stands before the part that an answer includes. */
    static Stream<Arguments> bombs() {
        String part = "--edge\r\nContent-Type: image/png\r\nContent-ID: <p%d@invented>\r\n\r\nno photo\r\n";
        String large = "--edge\r\nContent-Type: image/png\r\nContent-ID: <p@invented>\r\n\r\n";
        return Stream.of(
                Arguments.of(
                        "a thousand parts",
                        IntStream.range(0, 1_000).mapToObj(part::formatted).collect(Collectors.joining())),
                Arguments.of(
                        "a part with a header of a megabyte",
                        "--edge\r\nContent-Type: image/png\r\nX-Long: " + "x".repeat(1 << 20)
                                + "\r\nContent-ID: <p@invented>\r\n\r\nno photo\r\n"),
                Arguments.of("a part of more than 64 MB", large + "x".repeat(65 << 20) + "\r\n"),
                Arguments.of("parts that are too large together", (large + "x".repeat(23 << 20) + "\r\n").repeat(3)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bombs")
    @DisplayName("S-11 what comes beside an answer is bounded: parts, their headers and their size")
    void what_comes_beside_an_answer_is_bounded(String what, String parts) {
        String envelope =
                "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body><GetChildrenResponse>"
                        + "<list><child><id>1</id><photo><x:Include xmlns:x='http://www.w3.org/2004/08/xop/include'"
                        + " href='cid:last@invented'/></photo></child></list></GetChildrenResponse></s:Body></s:Envelope>";
        String answer = "--edge\r\nContent-Type: application/xop+xml; charset=UTF-8; type=\"text/xml\"\r\n"
                + "Content-ID: <root@invented>\r\n\r\n" + envelope + "\r\n" + parts
                + "--edge\r\nContent-Type: image/png\r\nContent-ID: <last@invented>\r\n\r\nno photo\r\n--edge--\r\n";
        try (Simulator bomb = Simulator.of(call -> new Reply(
                200,
                Map.of(
                        "Content-Type",
                        "multipart/related; type=\"application/xop+xml\"; start=\"<root@invented>\";"
                                + " start-info=\"text/xml\"; boundary=\"edge\""),
                answer))) {
            assertThatThrownBy(() -> children(Children.mapping(), bomb, "mtom=true"))
                    .isInstanceOfSatisfying(
                            ConnectorException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN));
        }
    }

    @Test
    @DisplayName("C-14 README explains each setting")
    void readme_explains_each_setting() throws IOException {
        String page = Files.readString(readme());
        assertThat(Settings.keys(SoapConnection.Config.class))
                .allSatisfy(key -> assertThat(page).contains('`' + key + '`'));
    }
}
