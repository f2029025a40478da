// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Hub.FEED;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;
import org.susten.model.AttendanceCategory;

/** Deliveries when something breaks: the hub, the partner, the disk. */
class DeliveryFaultTest extends OnHub {

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement());
    }

    @Test
    @DisplayName("P-09 killed between steps, a delivery goes on: one package, one set of disclosures")
    void killed_between_steps_it_goes_on() {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        hub.restart();
        assertThat(hub.deliveries.open(FEED).orElseThrow().id()).isEqualTo(opened.id());
        Delivery formatted = hub.deliveries.format(opened.id());
        Map<String, String> bytes = Hub.files(formatted);
        hub.restart();
        assertThat(hub.ledger.head().entries()).as("nothing has left").isZero();
        assertThat(hub.deliveries.open(FEED).orElseThrow().state()).isEqualTo(State.READY);
        assertThat(Hub.files(hub.deliveries.format(opened.id()))).isEqualTo(bytes);
        assertThat(hub.deliveries.release(opened.id()).state()).isEqualTo(State.RELEASED);
        hub.restart();
        Delivery released = hub.deliveries.open(FEED).orElseThrow();
        assertThat(released.state()).isEqualTo(State.RELEASED);
        assertThat(Hub.files(hub.deliveries.format(opened.id()))).isEqualTo(bytes);
        assertThat(hub.deliveries.release(opened.id()).state()).isEqualTo(State.RELEASED);
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        assertThat(hub.deliveries.delivered(opened.id()).state()).isEqualTo(State.DELIVERED);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    void a_half_written_package_is_never_seen() throws Exception {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        Path part = Files.createDirectories(hub.spool().resolve("." + opened.id() + ".part"));
        Files.writeString(part.resolve("attendance.csv"), "id,day\r\nc1,20");
        Path somebodyElses = Files.createDirectories(hub.spool().resolve("etc"));
        assertThat(opened.folder()).doesNotExist();
        hub.restart();
        assertThat(part).doesNotExist();
        assertThat(somebodyElses).exists();
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(8);
        assertThat(hub.spool()).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void a_commit_between_open_and_format_supersedes_the_delivery() {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        assertThat(hub.deliveries.format(opened.id()).message()).startsWith("superseded");
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    @DisplayName("R-07 a partner that is down is tried again with growing pauses, and nothing else is opened meanwhile")
    void a_partner_that_is_down_is_tried_again() {
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(2), AttendanceCategory.TARDY));
        for (int attempt = 1; attempt <= 9; attempt++) {
            assertThat(hub.deliveries
                            .failed(released.id(), "connection refused")
                            .attempts())
                    .isEqualTo(attempt);
            assertThat(hub.deliveries.open(FEED)).isEmpty();
            hub.clock.forward(Duration.ofHours(1));
            assertThat(hub.deliveries.open(FEED).orElseThrow().id()).isEqualTo(released.id());
        }
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        hub.deliveries.delivered(released.id());
        assertThat(hub.deliver().orElseThrow().rows()).isEqualTo(9);
    }

    @Test
    void pauses_double_up_to_an_hour_and_do_not_come_in_step() {
        var random = new java.util.Random(1);
        assertThat(Backoff.after(0, random)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
        assertThat(Backoff.after(3, random)).isBetween(Duration.ofMinutes(2), Duration.ofMinutes(4));
        assertThat(Backoff.after(99, random)).isBetween(Duration.ofMinutes(30), Duration.ofHours(1));
        assertThat(Backoff.after(99, random)).isNotEqualTo(Backoff.after(99, random));
    }

    @Test
    @DisplayName("R-04 a spool that cannot be written leaves nothing behind, says so, and works again when it can")
    void a_spool_that_cannot_be_written_recovers() throws Exception {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        try (var files = Files.walk(hub.spool())) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        Files.writeString(hub.spool(), "in the way");
        assertThatThrownBy(() -> hub.deliveries.format(opened.id()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("free room");
        assertThat(hub.deliveries.find(opened.id()).orElseThrow().attempts()).isEqualTo(1);
        assertThat(hub.ledger.head().entries()).isZero();
        Files.delete(hub.spool());
        hub.clock.forward(Duration.ofHours(1));
        assertThat(hub.deliver().orElseThrow().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    void steps_out_of_order_are_refused() {
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        assertThatThrownBy(() -> hub.deliveries.release(opened.id())).isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> hub.deliveries.delivered(opened.id())).isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> hub.deliveries.format("../../etc/passwd")).isInstanceOf(FeedException.class);
        assertThatThrownBy(() -> hub.deliveries.request("nobody", false, "x")).isInstanceOf(FeedException.class);
    }
}
