// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Letters.Addressee;
import org.susten.feeds.Letters.Letter;
import org.susten.governance.Agreement;

class LettersTest extends OnHub {

    @BeforeEach
    void a_partner_that_was_told_something() {
        hub.save(Hub.agreement());
        hub.deliver();
    }

    @Test
    void a_letter_goes_the_way_of_the_feed_and_the_last_package_stays() {
        Delivery data = hub.deliveries.latest(FEED, 1).get(0);
        String id = post();
        assertThat(post()).isEqualTo(id);
        Delivery letter = hub.deliver().orElseThrow();
        assertThat(letter.id()).isEqualTo(id);
        assertThat(letter.state()).isEqualTo(State.DELIVERED);
        assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges");
        assertThat(letter.folder()).doesNotExist();
        assertThat(data.folder()).exists();
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliveries.latest(FEED, 9)).extracting(Delivery::id).containsExactly(id, data.id());
    }

    @Test
    void a_feed_that_is_no_more_has_a_route_until_its_letter_has_arrived() {
        hub.agreements.withdraw("bridges.yaml");
        assertThat(hub.deliveries.feeds()).isEmpty();
        post();
        hub.deliveries.posted();
        assertThat(hub.deliveries.feeds()).containsExactly(FEED);
        hub.restart();
        assertThat(hub.deliveries.feeds()).containsExactly(FEED);
        assertThat(hub.deliver().orElseThrow().state()).isEqualTo(State.DELIVERED);
        assertThat(hub.deliveries.feeds()).isEmpty();
    }

    @Test
    @DisplayName("P-09 a letter that speaks of a child is on the ledger before it leaves")
    void a_letter_is_on_the_ledger() {
        long before = hub.ledger.head().entries();
        String id = post();
        Delivery packed =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        assertThat(Hub.files(packed)).containsOnlyKeys("manifest.json", "notice.csv");
        assertThat(Hub.read(packed, "manifest.json")).contains("\"mode\" : \"notice\"", "Bridges Afterschool");
        assertThat(hub.ledger.head().entries()).isEqualTo(before);
        hub.deliveries.failed(id, "no route to host");
        hub.clock.forward(java.time.Duration.ofHours(1));
        hub.deliver();
        assertThat(hub.ledger.entries(id)).isEqualTo(1);
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 1))
                .singleElement()
                .satisfies(entry -> assertThat(entry.plainWords()).contains("gave Bridges Afterschool a notice for"));
        assertThat(hub.ledger.verify(Optional.of(hub.ledger.head())).intact()).isTrue();
    }

    private String post() {
        Agreement agreement = hub.archive.find("bridges").orElseThrow();
        long person = hub.community.person(Community.users("users", "u1"));
        Letter letter = new Letter(
                "notice",
                "a notice",
                agreement,
                FEED,
                "file:store/outbox/bridges",
                Map.of("notice.csv", "id\r\nc1\r\n".getBytes(StandardCharsets.UTF_8)),
                List.of(new Addressee(person, "c1")),
                List.of());
        return hub.database.inTransaction(transaction -> hub.deliveries.post(transaction, letter, hub.clock.instant()));
    }
}
