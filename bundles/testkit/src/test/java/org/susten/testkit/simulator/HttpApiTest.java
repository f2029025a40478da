// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.kit.http.Ask;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.JsonPage;
import org.susten.kit.http.Login;
import org.susten.kit.http.OAuth1;
import org.susten.kit.http.OAuth2;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.TestContext;

class HttpApiTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path nothing;

    private final List<Simulator> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(Simulator::close);
    }

    private Simulator playing(Simulator.Site site) {
        Simulator simulator = Simulator.of(site);
        started.add(simulator);
        return simulator;
    }

    private TestContext context() {
        return new TestContext(new FolderInlet(nothing)).secret("key", Gate.SECRET);
    }

    private static Reply rows(Call call) {
        return Reply.json(Map.of("rows", List.of(Map.of("id", "1"), Map.of("id", "2"))));
    }

    private static void failsAs(Kind kind, ThrowingCallable work) {
        assertThatThrownBy(work).isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                .as(thrown.getMessage())
                .isEqualTo(kind));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"TOO_MANY", "UNAVAILABLE", "ERROR", "RESET", "TRUNCATED", "HALF"})
    @DisplayName("C-08 what passes is asked again after a pause")
    void what_passes_is_asked_again(Fault fault) {
        Simulator source = playing(HttpApiTest::rows).plan(0, fault);
        TestContext context = context();
        JsonPage page = HttpApi.at(source.address(), Login.none(), context)
                .begin(Ask.get("rows"))
                .page("rows");
        assertThat(page.rows()).hasSize(2);
        // Java itself asks once more where a kept connection ends without an answer
        assertThat(context.pauses()).hasSize(fault == Fault.RESET ? 0 : 1);
        if (fault == Fault.TOO_MANY) {
            assertThat(context.pauses()).containsExactly(Duration.ofSeconds(7));
        }
    }

    @Test
    void pauses_grow_and_end_as_unavailable() {
        Simulator source = playing(HttpApiTest::rows).always(Fault.UNAVAILABLE, 20);
        TestContext context = context();
        HttpApi api = HttpApi.at(source.address(), Login.none(), context);
        failsAs(Kind.UNAVAILABLE, () -> api.get(Ask.get("rows")));
        assertThat(source.calls()).hasSize(5);
        assertThat(context.pauses()).hasSize(4).isSorted();
    }

    @Test
    void a_source_that_wants_an_hour_is_left_to_the_engine() {
        Simulator source = playing(call -> Reply.refused(429, "slow_down").header("Retry-After", "3600"));
        TestContext context = context();
        HttpApi api = HttpApi.at(source.address(), Login.none(), context);
        failsAs(Kind.UNAVAILABLE, () -> api.get(Ask.get("rows")));
        assertThat(source.calls()).hasSize(1);
        assertThat(context.pauses()).isEmpty();
    }

    @Test
    @DisplayName("C-08 a source that does not answer in time is unavailable")
    void silence_is_unavailable() {
        CountDownLatch over = new CountDownLatch(1);
        Simulator source = playing(call -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return rows(call);
        });
        Duration little = Duration.ofMillis(50);
        HttpApi api = HttpApi.at(source.address(), Login.none(), context()).patience(little, little.multipliedBy(4));
        failsAs(Kind.UNAVAILABLE, () -> api.get(Ask.get("rows")));
        over.countDown();
    }

    @Test
    @DisplayName("R-13 a page for people in place of data is broken, not empty")
    void a_page_for_people_is_broken() {
        Simulator source = playing(HttpApiTest::rows).plan(0, Fault.PAGE);
        HttpApi api = HttpApi.at(source.address(), Login.none(), context());
        failsAs(Kind.BROKEN, () -> api.begin(Ask.get("rows")).page("rows"));
    }

    @Test
    void refusals_say_who_must_act() {
        for (Map.Entry<Integer, Kind> refusal : Map.of(
                        400, Kind.BROKEN, 401, Kind.ACCESS, 403, Kind.ACCESS, 404, Kind.CONFIG)
                .entrySet()) {
            Simulator source =
                    playing(call -> Reply.json(Map.of("error", "invalid_thing", "message", "Aurelia Quillfeather"))
                            .status(refusal.getKey()));
            HttpApi api = HttpApi.at(source.address(), Login.none(), context());
            assertThatThrownBy(() -> api.get(Ask.get("people").with("name", "Aurelia")))
                    .isInstanceOfSatisfying(ConnectorException.class, thrown -> {
                        assertThat(thrown.kind()).isEqualTo(refusal.getValue());
                        assertThat(thrown)
                                .hasMessageContaining("GET people")
                                .hasMessageContaining("invalid_thing")
                                .hasMessageNotContaining("Aurelia");
                    });
        }
    }

    @ParameterizedTest
    @EnumSource(value = Gate.Kind.class, names = "OAUTH2_.*", mode = EnumSource.Mode.MATCH_ALL)
    @DisplayName("R-20 a token that is void before its time is renewed once, however many questions were under way")
    void a_void_token_is_renewed_once(Gate.Kind kind) {
        Gate gate = new Gate(kind, NOW);
        Simulator source = playing(guarded(gate)).plan(2, Fault.EXPIRED);
        HttpApi api = HttpApi.at(
                source.address(),
                OAuth2.of(source.address() + "/token", Gate.ID, "key").scopes("read all"),
                context());
        for (int i = 0; i < 5; i++) {
            assertThat(api.begin(Ask.get("rows")).page("rows").rows()).hasSize(2);
        }
        assertThat(gate.scopes()).isEqualTo("read all");
        long styles = kind == Gate.Kind.OAUTH2_BASIC ? 0 : kind == Gate.Kind.OAUTH2_FORM ? 1 : 2;
        assertThat(source.tokens()).isEqualTo(2 + styles);
    }

    @Test
    void a_token_is_renewed_before_it_expires() {
        Gate gate = new Gate(Gate.Kind.OAUTH2_BASIC, NOW);
        Simulator source = playing(guarded(gate));
        TestContext context = context();
        HttpApi api = HttpApi.at(source.address(), OAuth2.of(source.address() + "/token", Gate.ID, "key"), context);
        api.get(Ask.get("rows"));
        context.now(NOW.plusSeconds(3590));
        api.get(Ask.get("rows"));
        assertThat(source.tokens()).isEqualTo(2);
        assertThat(source.calls()).extracting(Call::path).containsExactly("/token", "/rows", "/token", "/rows");
    }

    @Test
    @DisplayName("R-20 another secret in place of the one that gave the token counts at once")
    void another_secret_counts_at_once() {
        Simulator source = playing(guarded(new Gate(Gate.Kind.OAUTH2_BASIC, NOW)));
        OAuth2 login = OAuth2.of(source.address() + "/token", Gate.ID, "key");
        HttpApi.at(source.address(), login, context()).get(Ask.get("rows"));
        HttpApi changed = HttpApi.at(source.address(), login, context().secret("key", "another"));
        failsAs(Kind.ACCESS, () -> changed.get(Ask.get("rows")));
    }

    @Test
    @DisplayName("R-20 a token stands in the header that the source wants, behind the word it wants")
    void a_token_in_a_header_of_the_sources_own() {
        Simulator source = playing(call -> call.header("X-Api-Key").equals(Gate.SECRET)
                        || call.header("Authorization").equals("Token " + Gate.SECRET)
                ? rows(call)
                : Reply.refused(401, "unauthorized"));
        for (Login login :
                List.of(Login.header("X-Api-Key", "", "key"), Login.header("Authorization", "Token ", "key"))) {
            assertThat(HttpApi.at(source.address(), login, context())
                            .get(Ask.get("rows"))
                            .ok())
                    .isTrue();
        }
        HttpApi elsewhere = HttpApi.at(source.address(), Login.bearer("key"), context());
        failsAs(Kind.ACCESS, () -> elsewhere.get(Ask.get("rows")));
        assertThatThrownBy(() -> elsewhere.get(Ask.get("rows"))).hasMessageContaining("check the secret key");
    }

    private static Simulator.Site guarded(Gate gate) {
        return new Simulator.Site() {
            @Override
            public Reply answer(Call call) {
                return call.path().equals("/token")
                        ? gate.token(call)
                        : gate.opens(call, "") ? rows(call) : Reply.refused(401, "unauthorized");
            }

            @Override
            public void expire() {
                gate.expire();
            }
        };
    }

    @ParameterizedTest
    @EnumSource(OAuth1.Method.class)
    @DisplayName("R-20 OAuth 1.0a signs each question anew, over all its parameters")
    void oauth1_signs(OAuth1.Method method) {
        Gate.Kind kind = method == OAuth1.Method.HMAC_SHA1 ? Gate.Kind.OAUTH1_SHA1 : Gate.Kind.OAUTH1_SHA256;
        Gate gate = new Gate(kind, NOW);
        String[] address = {""};
        Simulator source =
                playing(call -> gate.opens(call, address[0]) ? rows(call) : Reply.refused(401, "unauthorized"));
        address[0] = source.address();
        HttpApi api = HttpApi.at(source.address(), OAuth1.of(Gate.ID, "key", method), context());
        Ask ask = Ask.get("a b")
                .at("rows")
                .with("filter", "dateLastModified>'2026-01-01T00:00:00.000Z'")
                .with("x", "ü*~+ &=");
        assertThat(api.get(ask).ok()).isTrue();
        assertThat(api.get(ask).ok()).isTrue();
    }

    @Test
    @DisplayName("R-20 a source whose clock is an hour off is asked again by its own clock")
    void a_wrong_clock_is_followed() {
        Gate gate = new Gate(Gate.Kind.OAUTH1_SHA256, Instant.now());
        String[] address = {""};
        Simulator source =
                playing(call -> gate.opens(call, address[0]) ? rows(call) : Reply.refused(401, "timestamp_refused"));
        address[0] = source.address();
        HttpApi api = HttpApi.at(source.address(), OAuth1.of(Gate.ID, "key", OAuth1.Method.HMAC_SHA256), context());
        assertThat(api.get(Ask.get("rows")).ok()).isTrue();
        assertThat(source.calls()).hasSize(2);
    }

    @Test
    @DisplayName("S-17 no host but the declared, none inside unless listed, none by redirect")
    void no_other_host() {
        Simulator source = playing(HttpApiTest::rows);
        for (String address : List.of(
                source.address(),
                "http://169.254.169.254/latest",
                "http://2130706433:1/",
                "http://[::1]:1/",
                "http://[::ffff:127.0.0.1]:1/",
                "http://0.0.0.0:1/",
                "http://10.1.2.3/",
                "https://10.1.2.3/",
                "http://127.1:1/")) {
            failsAs(Kind.CONFIG, () -> HttpApi.at(
                            address, Login.none(), context().permitting())
                    .get(Ask.get("rows")));
        }
        HttpApi linkLocal =
                HttpApi.at("http://169.254.169.254", Login.none(), context().permitting("169.254.0.0/16"));
        failsAs(Kind.CONFIG, () -> linkLocal.get(Ask.get("rows")));
        failsAs(Kind.CONFIG, () -> HttpApi.at("ftp://127.0.0.1/", Login.none(), context())
                .get(Ask.get("rows")));
        failsAs(Kind.CONFIG, () -> HttpApi.at("no address", Login.none(), context()));
        HttpApi api = HttpApi.at(source.address(), Login.none(), context());
        failsAs(Kind.CONFIG, () -> api.get(Ask.get("https://elsewhere.example.org/rows")));
        source.plan(0, Fault.REDIRECT);
        failsAs(Kind.CONFIG, () -> api.get(Ask.get("rows")));
        assertThat(source.calls()).hasSize(1);
    }

    @Test
    void a_redirect_within_the_host_is_followed() {
        Simulator source = playing(call -> call.path().equals("/rows")
                ? rows(call)
                : Reply.refused(307, "moved").header("Location", "/rows"));
        HttpApi api = HttpApi.at(source.address(), Login.none(), context());
        assertThat(api.begin(Ask.get("old")).page("rows").rows()).hasSize(2);
    }

    @Test
    @DisplayName("C-12 an answer larger than anybody needs is refused")
    void too_much_is_refused() {
        String much = "[\"" + "x".repeat(HttpApi.MOST_BYTES) + "\"]";
        Simulator source = playing(call -> new Reply(200, Map.of(), much));
        HttpApi api = HttpApi.at(source.address(), Login.none(), context());
        failsAs(Kind.BROKEN, () -> api.get(Ask.get("rows")));
    }

    @Test
    void pages_are_found_whatever_their_wrapping() {
        List<Map<String, String>> objects =
                IntStream.range(0, 3).mapToObj(i -> Map.of("id", "" + i)).toList();
        for (Object body : List.of(
                objects,
                Map.of("rows", objects),
                Map.of("data", objects),
                Map.of("links", List.of(Map.of("rel", "self")), "items", objects, "total", 3))) {
            Simulator source = playing(call -> Reply.json(body));
            HttpApi api = HttpApi.at(source.address(), Login.none(), context());
            assertThat(api.begin(Ask.get("rows")).page("rows").rows()).hasSize(3);
        }
    }
}
