// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.susten.testkit.simulator.Gate;

/** Every connector that asks its source, in one running hub, against sources that are played on this machine. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ApiConnectorsIT {

    private static final Set<String> ENDED = Set.of("COMMITTED", "FAILED", "HELD", "REJECTED");
    /** Sources that tell or show what was taken away at once, and not only when everything is read again. */
    private static final Set<String> TELL_DELETIONS =
            Set.of("harbor", "ternwick", "bellweather", "gullmoor", "lighthouse", "saltmarsh", "northside", "slds");

    @TempDir
    static Path folder;

    private static final List<Source> SOURCES = new ArrayList<>();

    private static Hub hub;

    @BeforeAll
    static void play() throws Exception {
        hub = Hub.unpack(Path.of(System.getProperty("susten.work"), "ApiConnectorsIT"));
        SOURCES.addAll(List.of(
                Sources.oneRoster11(),
                Sources.oneRoster12(folder),
                Sources.edFi(),
                Sources.clever(),
                Sources.powerSchool(),
                Sources.salesforce(),
                Sources.sif(),
                Sources.apricot(),
                Sources.eto()));
        // as many as there are sources: one that is down holds its run while it is asked again and again
        Hub.configure(hub.home().resolve("etc/org.susten.engine.cfg"), Map.of("runsAtOnce", SOURCES.size() + 1));
        hub.start();
        SOURCES.add(PlayedWarehouse.in(hub));
    }

    @AfterAll
    static void shut() throws Exception {
        SOURCES.forEach(Source::close);
        hub.stop();
    }

    @Test
    @Order(1)
    @DisplayName(
            "C-01 a connection whose file is saved passes its check, and its first run brings every row of its source")
    void first_runs_bring_everything() throws Exception {
        for (Source source : SOURCES) {
            source.connect(hub);
        }
        for (Source source : SOURCES) {
            Hub.until(source + " is up", () -> state(source).equals("UP"));
            JsonNode check = checked(source);
            assertThat(check.path("good").asBoolean()).as(source + " " + check).isTrue();
        }
        for (Source source : SOURCES) {
            ask(source);
        }
        for (Source source : SOURCES) {
            JsonNode run = first(source);
            assertThat(run.path("state").asText()).as(source + " " + run).isEqualTo("COMMITTED");
            JsonNode rows = run.path("rows");
            assertThat(rows.path("read").asInt()).as(source + " " + run).isEqualTo(source.rows());
            assertThat(rows.path("mapped").asInt()
                            + rows.path("quarantined").asInt()
                            + rows.path("ignored").asInt())
                    .as(source + " " + run)
                    .isEqualTo(source.rows());
            assertThat(rows.path("quarantined").asInt())
                    .as(source + " " + hub.json("/api/v1/runs/" + run.path("id").asLong() + "/problems"))
                    .isZero();
            assertThat(run.path("commit").asLong()).isPositive();
        }
        assertThat(hub.shell("susten:runs").succeeds().output()).contains("ternwick", "bellweather", "slds");
    }

    @Test
    @Order(2)
    @DisplayName("C-07 a second run of a source in which nothing changed changes nothing")
    void second_runs_change_nothing() throws Exception {
        Map<Source, JsonNode> runs = runsOfAll();
        for (Source source : SOURCES) {
            JsonNode run = runs.get(source);
            assertThat(run.path("state").asText()).as(source + " " + run).isEqualTo("COMMITTED");
            assertThat(sum(run, "added") + sum(run, "changed") + sum(run, "closed"))
                    .as(source + " " + run)
                    .isZero();
        }
    }

    @Test
    @Order(3)
    @DisplayName("C-07 R-18 what changed at a source comes with its next run, and what was taken away closes")
    void changes_arrive() throws Exception {
        SOURCES.forEach(Source::change);
        Map<Source, JsonNode> runs = runsOfAll();
        for (Source source : SOURCES) {
            JsonNode run = runs.get(source);
            assertThat(run.path("state").asText()).as(source + " " + run).isEqualTo("COMMITTED");
            assertThat(sum(run, "changed") + sum(run, "added"))
                    .as("changed at " + source + " " + run)
                    .isPositive();
            if (TELL_DELETIONS.contains(source.name())) {
                assertThat(sum(run, "closed"))
                        .as("closed at " + source + " " + run)
                        .isPositive();
            }
            assertThat(sum(run, "closed")).as("closed at " + source + " " + run).isLessThan(8);
            assertThat(run.path("rows").path("quarantined").asInt())
                    .as(source + " " + run)
                    .isZero();
        }
    }

    @Test
    @Order(4)
    @DisplayName("R-13 a source that is down ends the run as unavailable, closes nothing, and is read again by itself")
    void a_source_that_is_down_recovers() throws Exception {
        SOURCES.forEach(Source::shut);
        for (Source source : SOURCES) {
            ask(source);
        }
        for (Source source : SOURCES) {
            JsonNode run = hub.awaitRun(source.name(), "FAILED");
            assertThat(run.path("failure").asText()).as(source + " " + run).isEqualTo("UNAVAILABLE");
            assertThat(run.path("message").asText())
                    .as(source + " " + run)
                    .contains(source.name().equals("slds") ? "127.0.0.1" : "localhost", "again");
        }
        SOURCES.forEach(Source::open);
        for (Source source : SOURCES) {
            JsonNode run = hub.awaitRun(source.name(), "COMMITTED");
            assertThat(sum(run, "closed") + sum(run, "added") + sum(run, "changed"))
                    .as(source + " " + run)
                    .isZero();
        }
    }

    @Test
    @Order(5)
    @DisplayName(
            "C-01 C-10 S-25 a wrong secret, a host that is not listed and a stranger's certificate are told as what they are")
    void what_is_wrong_is_told() throws Exception {
        List<Source> asked =
                SOURCES.stream().filter(each -> !each.name().equals("slds")).toList();
        Map<Source, String> good = new HashMap<>();
        for (Source source : asked) {
            good.put(source, Files.readString(hub.home().resolve(file(source))));
            source.secret(hub, "not-the-secret");
            hub.put(file(source), good.get(source) + "# another login\n");
        }
        for (Source source : asked) {
            JsonNode refused = Hub.await(source + " is refused", () -> checked(source), ApiConnectorsIT::bad);
            assertThat(refused.path("problems").get(0).asText())
                    .as(source.name())
                    .startsWith("ACCESS")
                    .containsAnyOf("secret", "password")
                    .doesNotContain("not-the-secret", Gate.SECRET);
            source.secret(hub, Gate.SECRET);
            hub.put(file(source), good.get(source).replace("hosts = localhost", "hosts = 10.20.0.0/16"));
        }
        for (Source source : asked) {
            JsonNode elsewhere = Hub.await(source + " is inside", () -> checked(source), check -> check.path("problems")
                    .toString()
                    .contains("CONFIG"));
            assertThat(elsewhere.path("problems").get(0).asText()).contains("add", "hosts in the connection's file");
            hub.put(file(source), good.get(source));
        }
        for (Source source : asked) {
            Hub.await(source + " is good", () -> checked(source), check -> check.path("good")
                    .asBoolean());
        }
        a_strangers_certificate_is_told();
        String log = Files.readString(hub.home().resolve("data/log/susten.log"));
        assertThat(log).doesNotContain(Gate.SECRET, "not-the-secret", "Fabricant", "Quillfeather");
    }

    private static void a_strangers_certificate_is_told() throws Exception {
        String file = "etc/org.susten.connector.oneroster-ternwick.cfg";
        String good = Files.readString(hub.home().resolve(file));
        hub.put(file, good.replaceFirst("trust = .*\n", ""));
        JsonNode stranger = Hub.await("ternwick is a stranger", () -> json("ternwick"), ApiConnectorsIT::bad);
        assertThat(stranger.path("problems").get(0).asText())
                .startsWith("ACCESS")
                .contains("certificate that this hub does not trust", "as trust in the connection's file");
        hub.put(file, good);
        Hub.await("ternwick is known", () -> json("ternwick"), check -> check.path("good")
                .asBoolean());
    }

    private static String file(Source source) {
        return "etc/org.susten.connector." + source.connector() + '-' + source.name() + ".cfg";
    }

    private static String state(Source source) {
        for (JsonNode each : hub.json("/api/v1/connections")) {
            if (each.path("name").asText().equals(source.name())) {
                return each.path("state").asText();
            }
        }
        return "";
    }

    /** Was looked at and has something wrong; while its file is being taken in, there is nothing to look at. */
    private static boolean bad(JsonNode check) {
        return !check.path("problems").isEmpty();
    }

    private static JsonNode checked(Source source) throws Exception {
        return json(source.name());
    }

    private static JsonNode json(String connection) throws Exception {
        return new ObjectMapper()
                .readTree(hub.postAsAdmin(
                                "/api/v1/connections/" + connection + "/check", HttpRequest.BodyPublishers.noBody())
                        .body());
    }

    private static void ask(Source source) {
        assertThat(hub.post("/api/v1/connections/" + source.name() + "/runs", ""))
                .isBetween(200, 204);
    }

    /** The first run that ended. */
    private static JsonNode first(Source source) throws Exception {
        return Hub.await(
                source + " has run",
                () -> oldest(source),
                run -> ENDED.contains(run.path("state").asText()));
    }

    private static JsonNode oldest(Source source) {
        JsonNode runs = hub.json("/api/v1/runs?connection=" + source.name());
        return runs.path(Math.max(0, runs.size() - 1));
    }

    /** Asks all for a run and waits until each has ended. */
    private static Map<Source, JsonNode> runsOfAll() throws Exception {
        Map<Source, Long> before = new HashMap<>();
        for (Source source : SOURCES) {
            before.put(source, hub.lastRun(source.name()).path("id").asLong());
            ask(source);
        }
        Map<Source, JsonNode> runs = new HashMap<>();
        for (Source source : SOURCES) {
            runs.put(
                    source,
                    Hub.await(
                            source + " runs again",
                            () -> hub.lastRun(source.name()),
                            run -> run.path("id").asLong() > before.get(source)
                                    && ENDED.contains(run.path("state").asText())));
        }
        return runs;
    }

    private static long sum(JsonNode run, String what) {
        long sum = 0;
        for (JsonNode change : run.path("changes")) {
            sum += change.path("organization").asText().isEmpty()
                    ? change.path(what).asLong()
                    : 0;
        }
        return sum;
    }
}
