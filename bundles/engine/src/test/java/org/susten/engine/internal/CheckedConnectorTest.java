// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Connections;
import org.susten.engine.internal.Misbehaving.Place;

/** Whoever tries a source gets an answer, whatever its connector does. */
@Timeout(60)
class CheckedConnectorTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final Duration LOOK = Duration.ofMillis(20);

    @TempDir
    Path store;

    private Hub hub;

    @BeforeEach
    void start() {
        hub = new Hub(postgres.database(), store, new MovableClock(), LOOK);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("R-25 an error of Java's while a source is tried is an answer, and says who must act")
    void an_error_while_checking_is_told(Wrong wrong) {
        Misbehaving connector = new Misbehaving("tried", Misbehaving.in(Place.CHECK, wrong::happen));
        assertThat(hub.door("tried", connector, store, LOOK, "3").check("tried"))
                .singleElement()
                .asString()
                .contains(
                        "the connector failed with " + wrong.error().getClass().getSimpleName())
                .contains("give this and the hub's log to its author")
                .doesNotContain("Ada");
    }

    @Test
    @DisplayName("R-25 whoever tries a source that wants to be asked later is told so, and does not wait for it")
    void a_source_that_wants_to_be_asked_later() {
        AtomicReference<Misbehaving> self = new AtomicReference<>();
        self.set(new Misbehaving(
                "later", Misbehaving.in(Place.CHECK, () -> self.get().lent().pause(Duration.ofMinutes(5)))));
        assertThat(hub.door("later", self.get(), store, LOOK, "3").check("later"))
                .containsExactly("UNAVAILABLE: the source answers, and wants to be asked again in 300 s: try it then");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3", "100000000", "0"})
    @DisplayName(
            "R-25 whoever tries a source that never answers is told so soon, however long a run may wait for it, and the next who tries it too")
    void a_check_that_blocks_is_given_up(String stall) {
        CountDownLatch let = new CountDownLatch(1);
        Misbehaving connector = new Misbehaving("silent", Misbehaving.in(Place.CHECK, () -> {
            while (!MisbehavingConnectorTest.await(let)) {
                // hears nothing
            }
        }));
        Connections door = hub.door("silent", connector, store, LOOK, stall);
        assertThat(door.check("silent")).singleElement().asString().contains("did nothing for 3 minutes", "given up");
        assertThat(door.check("silent")).singleElement().asString().contains("still has not come back");
        let.countDown();
    }

    @Test
    @DisplayName("S-25 a secret that is no client certificate is told of without its content")
    void a_secret_that_is_no_client_certificate() {
        AtomicReference<Misbehaving> self = new AtomicReference<>();
        self.set(new Misbehaving(
                "shown", Misbehaving.in(Place.CHECK, () -> self.get().lent().clientCertificate())));
        assertThat(hub.door("shown", self.get(), store, LOOK, Map.of("clientCertificate", "raw-key"))
                        .check("shown"))
                .singleElement()
                .asString()
                .startsWith("CONFIG: etc/secrets/raw-key is no client certificate: it must hold one private key")
                .doesNotContain(Hub.KEY);
    }

    @Test
    @DisplayName("whoever tries a source whose secret others may read is told which, and what to do")
    void a_secret_that_others_may_read() {
        AtomicReference<Misbehaving> self = new AtomicReference<>();
        self.set(new Misbehaving(
                "told", Misbehaving.in(Place.CHECK, () -> self.get().lent().secret(Hub.OPEN))));
        assertThat(hub.door("told", self.get(), store, LOOK, "3").check("told"))
                .containsExactly("CONFIG: etc/secrets/open-to-all is open to other users: chmod 600 it");
    }
}
