// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteBundlesTest {
    private static final String NAME = "7/99";

    @RegisterExtension
    final TestHub hub = new TestHub();

    private static RouteBuilder routes(Consumer<RouteBuilder> says) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                says.accept(this);
            }
        };
    }

    private static RouteBuilder drop(String id) {
        return routes(r -> r.from("file:drop?delay=20&delete=true").routeId(id).to("susten:receive/riverside"));
    }

    private Route route(String id) {
        return hub.line.context().getRoute(id);
    }

    @Test
    void a_bundles_routes_run_and_go_with_its_service() throws Exception {
        hub.line.bundles().came(NAME, drop("drop"));
        Files.writeString(Files.createDirectories(hub.base.resolve("drop")).resolve("visits.csv"), "whole");
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).connection()).isEqualTo("riverside");
        hub.line.bundles().went(NAME);
        assertThat(route("drop")).isNull();
        assertThat(hub.line.context().getRouteDefinition("drop")).isNull();
    }

    @Test
    void a_bundles_route_may_take_the_place_of_ours_and_ours_comes_back() {
        hub.connect("district", "");
        Route ours = route("intake:district");
        hub.line.bundles().came(NAME, routes(r -> r.from("susten:source/district")
                .routeId("intake:district")
                .stop()));
        assertThat(route("intake:district")).isNotNull().isNotSameAs(ours);
        hub.line.bundles().went(NAME);
        assertThat(route("intake:district")).isNotNull();
        assertThat(hub.line.context().getRouteDefinition("intake:district").getOutputs())
                .hasSizeGreaterThan(1);
    }

    static Stream<RoutesBuilder> insecure() {
        return Stream.of(
                routes(r -> r.from("exec:ls").routeId("a").stop()),
                routes(r -> r.from("timer:t").routeId("a").to("http://example.org/plain")),
                routes(r -> r.from("timer:t")
                        .routeId("a")
                        .choice()
                        .when(r.constant(true))
                        .wireTap("bean:x")
                        .end()),
                routes(r -> r.from("timer:t").routeId("a").toD("language:simple:${body}")),
                routes(r -> r.from("timer:t").routeId("a").enrich("jms:queue:x")),
                routes(r -> r.from("timer:t").routeId("a").to("https://elsewhere.example.com/x")),
                routes(r -> r.from("sftp:host.example.org/out").routeId("a").stop()),
                routes(r -> {
                    r.onException(IllegalStateException.class).to("netty:tcp://x");
                    r.from("timer:t").routeId("a").stop();
                }),
                routes(r -> {
                    r.errorHandler(r.deadLetterChannel("ftp:x"));
                    r.from("timer:t").routeId("a").stop();
                }),
                routes(r -> r.from("timer:t").stop()),
                routes(r -> r.from("timer:t").routeId("intake:district").stop()),
                routes(r -> r.from("susten:source/district").routeId("mine").stop()),
                routes(r -> r.from("susten://source/district").routeId("mine").stop()),
                routes(r -> {}),
                new Opaque());
    }

    @ParameterizedTest
    @MethodSource("insecure")
    @DisplayName("S-08 a bundle's routes pass the gate of route files, all of them or none, and others run")
    void an_insecure_route_of_a_bundle_is_refused_whole(RoutesBuilder service) {
        hub.connect("district", "");
        Route intake = route("intake:district");
        hub.line.bundles().came("6/1", drop("drop"));
        hub.line.bundles().came(NAME, service);
        assertThat(route("a")).isNull();
        assertThat(route("mine")).isNull();
        assertThat(hub.alerts.message("routes:" + NAME)).contains("are refused, others run");
        assertThat(route("intake:district")).isSameAs(intake);
        assertThat(route("drop")).isNotNull();
        hub.line.bundles().went(NAME);
        assertThat(hub.alerts.message("routes:" + NAME)).isEmpty();
    }

    @Test
    void an_id_that_a_file_has_taken_is_refused() throws Exception {
        hub.line.bundles().came("6/1", drop("drop"));
        Route first = route("drop");
        hub.line
                .bundles()
                .came(NAME, routes(r -> r.from("timer:t").routeId("drop").stop()));
        assertThat(hub.alerts.message("routes:" + NAME)).contains("drop");
        assertThat(route("drop")).isSameAs(first);
    }

    /** Adds to a context whatever it likes, and nobody can see what before. */
    private static final class Opaque implements RoutesBuilder {
        @Override
        public void addRoutesToCamelContext(CamelContext context) {
            throw new AssertionError("asked to add routes that nobody has looked into");
        }

        @Override
        public void addTemplatedRoutesToCamelContext(CamelContext context) {
            throw new AssertionError("asked to add routes that nobody has looked into");
        }

        @Override
        public java.util.Set<String> updateRoutesToCamelContext(CamelContext context) {
            throw new AssertionError("asked to add routes that nobody has looked into");
        }
    }
}
