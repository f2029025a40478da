// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Route;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.files.FileProblemException;

class RouteFilesTest {
    private static final String GOOD =
            """
            - route:
                id: %s
                from:
                  uri: file:drop
                  parameters:
                    delay: 20
                    delete: true
                  steps:
                    - log: "file ${header.CamelFileName}"
                    - to: susten:receive/%s
            """;

    /** Marks each file with its revision at its first and its last step. */
    private static final String MARKING =
            """
            - route:
                id: drop-%d
                from:
                  uri: file:drop
                  parameters:
                    delay: 20
                    initialDelay: 0
                    delete: true
                  steps:
                    - setHeader: {name: first, constant: "%d"}
                    - delay: {constant: 3, asyncDelayed: false}
                    - setBody: {simple: "${header.first}-%d-${file:name}"}
                    - to: susten:receive/riverside
            """;

    @RegisterExtension
    final TestHub hub = new TestHub();

    private void accept(String name, String text) throws FileProblemException, IOException {
        hub.line.files().accept(name, Files.writeString(hub.base.resolve("file.yaml"), text));
    }

    private FileProblemException refused(String text) throws IOException {
        Path file = Files.writeString(hub.base.resolve("file.yaml"), text);
        FileProblemException e = catchThrowableOfType(
                FileProblemException.class, () -> hub.line.files().accept("own.yaml", file));
        assertThat(e).as("refused").isNotNull();
        return e;
    }

    private Route route(String id) {
        return hub.line.context().getRoute(id);
    }

    @Test
    void a_route_of_an_operator_runs_and_goes_with_its_file() throws Exception {
        accept("own.yaml", GOOD.formatted("drop", "riverside"));
        Files.writeString(Files.createDirectories(hub.base.resolve("drop")).resolve("visits.csv"), "whole");
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).connection()).isEqualTo("riverside");
        hub.line.files().withdraw("own.yaml");
        assertThat(route("drop")).isNull();
    }

    @Test
    @DisplayName("R-22 a bad route file leaves the good one of the same name, and every other route, running")
    void a_bad_file_changes_nothing() throws Exception {
        hub.connect("district", "");
        accept("own.yaml", GOOD.formatted("drop", "riverside"));
        accept("other.yaml", GOOD.formatted("other", "riverside").replace("file:drop", "file:other"));
        Route before = route("drop");
        Route other = route("other");
        Route intake = route("intake:district");
        for (String bad : new String[] {
            "- route:\n    id: drop\n    from: [",
            "",
            "- route:\n    id: drop\n    from:\n      uri: timer:x\n      steps:\n        - split: {}\n",
            GOOD.formatted("drop", "riverside").replace("susten:receive/riverside", "susten:nothing/riverside"),
            GOOD.formatted("other", "riverside"),
        }) {
            assertThat(refused(bad).problems()).isNotEmpty();
        }
        assertThat(route("drop")).isSameAs(before);
        assertThat(route("other")).isSameAs(other);
        assertThat(route("intake:district")).isSameAs(intake);
    }

    @Test
    @DisplayName("R-22 a changed route file replaces its own routes only")
    void a_changed_file_replaces_its_own_routes_only() throws Exception {
        accept("own.yaml", GOOD.formatted("one", "riverside"));
        accept("other.yaml", GOOD.formatted("other", "riverside").replace("file:drop", "file:other"));
        Route other = route("other");
        accept("own.yaml", GOOD.formatted("two", "riverside"));
        assertThat(route("one")).isNull();
        assertThat(route("two")).isNotNull();
        assertThat(route("other")).isSameAs(other);
    }

    @Test
    @DisplayName(
            "R-22 a route file that is saved again and again while files arrive takes each once, by one revision from end to end")
    void files_that_arrive_meanwhile_see_one_revision() throws Exception {
        Path drop = Files.createDirectories(hub.base.resolve("drop"));
        AtomicInteger dropped = new AtomicInteger();
        AtomicBoolean enough = new AtomicBoolean();
        // by revision, how many files there were when it came into force
        List<Integer> before = new ArrayList<>();
        ExecutorService source = Executors.newSingleThreadExecutor();
        try {
            Future<?> dropping = source.submit(() -> {
                while (!enough.get()) {
                    Path whole = Files.writeString(hub.base.resolve("next"), "whole");
                    Files.move(whole, drop.resolve(dropped.incrementAndGet() + ".csv"));
                    Await.until("taken", () -> dropped.get() - hub.arrivals.kept.size() < 20);
                }
                return null;
            });
            for (int revision = 0; revision < 6; revision++) {
                accept("own.yaml", MARKING.formatted(revision, revision, revision));
                before.add(dropped.get());
                int seen = hub.arrivals.kept.size();
                Await.until("taken by revision " + revision, () -> hub.arrivals.kept.size() > seen + 10);
            }
            enough.set(true);
            dropping.get();
        } finally {
            enough.set(true);
            source.shutdown();
        }
        Await.until("all taken", () -> hub.arrivals.kept.size() >= dropped.get());

        List<Integer> taken = new ArrayList<>();
        for (RecordedArrivals.Kept kept : hub.arrivals.kept) {
            assertThat(kept.content()).matches("(\\d+)-\\1-\\d+\\.csv");
            String[] said = kept.content().split("[-.]");
            int file = Integer.parseInt(said[2]);
            int next = Integer.parseInt(said[0]) + 1;
            assertThat(next == before.size() || file <= before.get(next))
                    .as("file %d was taken by revision %s, after the next one had come into force", file, said[0])
                    .isTrue();
            taken.add(file);
        }
        assertThat(taken)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, dropped.get()).boxed().toList());
    }

    @Test
    void a_route_that_takes_the_place_of_ours_is_taken_back_with_its_file() throws Exception {
        hub.connect("district", "");
        accept(
                "own.yaml",
                """
                - route:
                    id: intake:district
                    from:
                      uri: susten:source/district
                      steps:
                        - split:
                            simple: ${body}
                            streaming: true
                            steps:
                              - to: susten:map
                              - to: susten:stage
                        - to: susten:screen
                        - to: susten:resolve
                        - to: susten:commit
                """);
        hub.intake.due("district", 1);
        Await.until("committed by the operator's route", () -> hub.intake.calls.contains("commit 1"));
        hub.line.files().withdraw("own.yaml");
        hub.intake.due("district", 2);
        Await.until("committed by ours", () -> hub.intake.calls.contains("commit 2"));
        assertThat(hub.intake.failed).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- bean: {ref: x}",
                "- process: {ref: x}",
                "- script: {groovy: \"x\"}",
                "- toD: \"https://${header.host}/x\"",
                "- to: exec:id",
                "- to: bean:x",
                "- to: class:java.lang.Runtime",
                "- to: language:simple:x",
                "- to: http://example.org/x",
                "- to: ftp://example.org/x",
                "- to: https://evil.example/x",
                "- to: log:x?showAll=true",
                "- to: file:etc/secrets",
                "- to: {uri: \"file:x\", parameters: {fileName: \"#bean\"}}",
                "- to: \"https://a.example.org/x?sslContextParameters=#trustAll\"",
                "- to: \"https://a.example.org/x?x509HostnameVerifier=#no\"",
                "- to: \"sftp://a.example.org/x?username=u&password=hunter2&strictHostKeyChecking=yes&knownHostsFile=k\"",
                "- to: \"sftp://a.example.org/x?username=u&password={{secret:u}}\"",
                "- to: \"sftp://u:hunter2@a.example.org/x?strictHostKeyChecking=yes&knownHostsFile=k\"",
                "- to: \"direct:{{env:HOME}}\"",
                "- log: \"got ${body}\"",
                "- log: {message: \"got ${in.body}\"}",
                "- log: {message: \"got ${bodyAs(String)}\"}",
                "- log: \"${exchange}\"",
                "- setBody: {simple: \"${bean:x.y}\"}",
                "- setBody: {simple: {expression: \"${type:java.lang.System.exit(1)}\"}}",
                "- setBody: {groovy: \"x\"}",
                "- setBody: {language: {language: groovy, expression: x}}",
                "- setHeader: {name: CamelHttpUri, constant: \"https://evil.example\"}",
                "- setHeader: {name: camelFileName, constant: \"x\"}",
                "- unmarshal: {yaml: {}}",
                "- split: {simple: \"${body}\", aggregationStrategy: \"#class:x\", steps: []}",
                "- wireTap: {uri: \"bean:x\"}",
                "- enrich: {constant: \"https://evil.example\"}",
            })
    @DisplayName(
            "S-07 S-08 S-17 a route that could run code, leak bodies or reach unknown hosts is refused at its line")
    void dangerous_routes_are_refused(String step) throws Exception {
        FileProblemException e = refused(
                """
                - route:
                    id: own
                    from:
                      uri: timer:x
                      steps:
                        - stop: {}
                        %s
                """
                        .formatted(step));
        assertThat(e.problems().get(0).line()).isEqualTo(7);
        assertThat(e.problems().toString()).doesNotContain("hunter2");
        assertThat(route("own")).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- beans:\n    - name: x\n      type: java.lang.Runtime",
                "- onException:\n    exception: [java.lang.Exception]",
                "- rest: {}",
                "- route:\n    from:\n      uri: timer:x\n      steps: [{stop: {}}]",
                "- route:\n    id: intake:district\n    from:\n      uri: timer:x\n      steps: [{stop: {}}]",
                "- route:\n    id: own\n    from:\n      uri: susten:source/district\n      steps: [{to: susten:commit}]",
                "- route:\n    id: own\n    from: &a\n      uri: timer:x\n      steps: [*a]",
                "just text",
                "{}"
            })
    void other_things_than_routes_are_refused(String text) throws Exception {
        assertThat(refused(text).problems()).isNotEmpty();
    }

    @Test
    void a_dry_run_says_which_routes_there_would_be_and_starts_none() throws Exception {
        Path file = Files.writeString(hub.base.resolve("file.yaml"), GOOD.formatted("drop", "riverside"));
        assertThat(hub.line.files().check("own.yaml", file)).isEqualTo("routes drop");
        assertThat(route("drop")).isNull();
    }

    @Test
    void every_problem_of_a_file_is_said_at_once() throws Exception {
        FileProblemException e = refused(
                """
                - route:
                    id: own
                    from:
                      uri: timer:x
                      steps:
                        - to: exec:id
                        - log: ${body}
                        - bean: {ref: x}
                """);
        assertThat(e.problems()).extracting(FileProblemException.Problem::line).contains(6, 7, 8);
    }
}
