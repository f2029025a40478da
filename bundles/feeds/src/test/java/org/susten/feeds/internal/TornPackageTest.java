// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Hub.FEED;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;

/** Packages in the spool that are not what was written: the disk lost the end of a file, or changed it. */
class TornPackageTest extends OnHub {

    /** What a disk does to a file. */
    enum Harm {
        CUT {
            @Override
            byte[] done(byte[] whole) {
                return Arrays.copyOf(whole, whole.length / 2);
            }
        },
        GARBLED {
            @Override
            byte[] done(byte[] whole) {
                byte[] garbled = whole.clone();
                garbled[whole.length - 3] ^= 0x55;
                return garbled;
            }
        },
        ZEROS {
            @Override
            byte[] done(byte[] whole) {
                return new byte[whole.length];
            }
        };

        abstract byte[] done(byte[] whole);
    }

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement());
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R-03 a package that came to harm before anything left is made again with the same bytes, on record once")
    void a_package_that_waits_to_be_released_is_made_again(Harm harm) throws Exception {
        Delivery ready =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        Map<String, String> bytes = Hub.files(ready);
        hurt(ready, "attendance.csv", harm);
        hub.restart();
        Delivery again = hub.deliveries.open(FEED).orElseThrow();
        assertThat(again.message()).contains("damaged in the spool and is made again");
        assertThat(Hub.files(hub.deliveries.format(again.id()))).isEqualTo(bytes);
        assertThat(hub.deliver().orElseThrow().id()).isEqualTo(ready.id());
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R-03 a package that came to harm while its partner was away is not sent; the next one says everything")
    void a_package_that_was_released_is_not_sent(Harm harm) throws Exception {
        Delivery released = released();
        hub.deliveries.failed(released.id(), "connection refused");
        hurt(released, "attendance.csv", harm);
        hub.clock.forward(Duration.ofHours(1));
        assertThat(hub.deliveries.open(FEED)).as("nothing torn goes out").isEmpty();
        Delivery ended = hub.deliveries.find(released.id()).orElseThrow();
        assertThat(ended.state()).isEqualTo(State.STOPPED);
        assertThat(ended.message()).contains("the next one is full");
        Delivery next = hub.deliver().orElseThrow();
        assertThat(next.rows()).isEqualTo(8);
        assertThat(Hub.read(next, "attendance.csv")).doesNotContain("\0");
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R-03 a partner that comes for a package that came to harm is told, and finds it whole when it comes again")
    void a_package_on_the_shelf_is_made_again(Harm harm) throws Exception {
        hub.save(Hub.agreement().with("deliver: file:store/outbox/bridges", "deliver: rest"));
        Delivery offered = released();
        hurt(offered, "attendance.csv", harm);
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .hasValueSatisfying(why -> assertThat(why).contains("is made again"));
        assertThat(hub.ledger.head().entries()).as("nothing has left").isZero();
        Delivery whole = released();
        assertThat(whole.state()).isEqualTo(State.OFFERED);
        assertThat(hub.pickup().take("bridges", whole.id()).orElseThrow().denial())
                .isEmpty();
        assertThat(Hub.lines(whole, "attendance.csv")).hasSize(9);
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
    }

    @Test
    @DisplayName("R-03 what arrived and came to harm since is not sent once more as it is")
    void what_arrived_is_not_repeated_torn() throws Exception {
        Delivery arrived = hub.deliver().orElseThrow();
        Map<String, String> bytes = Hub.files(arrived);
        hurt(arrived, "attendance.csv", Harm.GARBLED);
        assertThatThrownBy(() -> hub.deliveries.again(arrived.id(), "operator"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("is gone: ask for another one");
        hub.deliveries.request(FEED, false, "operator");
        assertThat(hub.deliver()).map(Hub::files).contains(bytes);
    }

    @Test
    @DisplayName("R-03 a torn manifest is a torn package, and the hub starts with it")
    void a_torn_manifest_is_a_torn_package() throws Exception {
        Delivery ready =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        Map<String, String> bytes = Hub.files(ready);
        hurt(ready, "manifest.json", Harm.CUT);
        hub.restart();
        assertThat(hub.deliver()).map(Hub::files).contains(bytes);
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
    }

    private Delivery released() {
        return hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
    }

    private static void hurt(Delivery delivery, String name, Harm harm) throws IOException {
        Path file = delivery.folder().resolve(name);
        Files.write(file, harm.done(Files.readAllBytes(file)));
    }
}
