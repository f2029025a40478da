// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Hub.FEED;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Letters.Addressee;
import org.susten.feeds.Letters.Letter;
import org.susten.governance.Agreement;
import org.susten.governance.Ledger;

/** A feed through which one partner was told of children, in a file that is another partner's by now. */
class AnotherPartnerTest extends OnHub {

    private static final String PLACE = "file:store/outbox/bridges";

    @BeforeEach
    void a_partner_that_was_told_something() {
        hub.save(Hub.agreement());
        assertThat(hub.deliver().orElseThrow().rows()).isPositive();
    }

    @Test
    @DisplayName("P-15 a letter by one partner's ids does not follow the feed to another partner's place")
    void a_letter_stays_with_its_partner() {
        String id = post();
        hub.save(lanterns());
        Delivery letter = hub.deliver().orElseThrow();
        assertThat(letter.id()).isEqualTo(id);
        assertThat(letter.state()).isEqualTo(State.DELIVERED);
        assertThat(letter.destination()).isEqualTo(PLACE);
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 1))
                .extracting(Ledger.Entry::partner)
                .containsExactly("Bridges Afterschool");
    }

    @Test
    @DisplayName("P-15 a letter that waits still moves with its own partner")
    void a_letter_moves_with_its_partner() {
        post();
        hub.save(Hub.agreement().with(PLACE, "file:store/outbox/bridge-street"));
        assertThat(hub.deliver().orElseThrow().destination()).isEqualTo("file:store/outbox/bridge-street");
    }

    @Test
    @DisplayName("P-15 a feed and an agreement under which one partner was told tell no other, with the clause")
    void nobody_takes_over_what_another_was_told() {
        long before = hub.ledger.head().entries();
        hub.save(lanterns());
        hub.deliveries.request(FEED, true, "operator");
        assertThat(hub.deliver()).isEmpty();
        Delivery stopped = hub.deliveries.latest(FEED, 1).get(0);
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.message()).startsWith("bridges: partner: bridges was told of children");
        hub.save(lanterns().with("id: bridges-feed", "id: lanterns-feed"));
        assertThat(hub.deliveries.open("lanterns-feed"))
                .as("the agreement is bridges' still")
                .isEmpty();
        assertThat(hub.agreements.doubts("bridges.yaml"))
                .anyMatch(doubt -> doubt.line() == 1 && doubt.what().contains("is never lanterns's"));
        assertThat(hub.ledger.head().entries()).isEqualTo(before);
        hub.save(Hub.agreement());
        hub.deliveries.request(FEED, true, "operator");
        assertThat(hub.deliver().orElseThrow().state())
                .as("put back, it goes on")
                .isEqualTo(State.DELIVERED);
    }

    @Test
    @DisplayName("P-15 the ledger itself refuses to tell another partner, whatever the hub believes of its files")
    void the_ledger_asks_for_itself() {
        Agreement bridges = hub.agreements.find("bridges").orElseThrow();
        hub.sql("create table if not exists public.someone (person bigint)", "truncate public.someone");
        hub.save(lanterns());
        Agreement lanterns = hub.agreements.find("bridges").orElseThrow();
        assertThatThrownBy(() -> append(lanterns, "d1")).hasMessageContaining("is not told to lanterns");
        append(bridges, "d2");
    }

    @Test
    @DisplayName("P-15 what binds a partner whose agreement's file became another's is known as it was")
    void the_archive_keeps_the_one_who_was_told() {
        hub.save(lanterns());
        assertThat(hub.archive.find("bridges").orElseThrow().partner().id()).isEqualTo("bridges");
        assertThat(hub.archive.all())
                .extracting(agreement -> agreement.partner().id())
                .containsExactly("bridges");
    }

    @Test
    @DisplayName(
            "P-15 R-31 a package made before there was an onward party is not sent again under the terms that name it")
    void former_terms_are_not_told_again() {
        Delivery former = hub.deliveries.latest(FEED, 1).get(0);
        hub.save(Hub.agreement().with("smallestCell: 10", "smallestCell: 10\nredisclosure: [Harbor Evaluation]"));
        hub.deliveries.request(FEED, false, "operator");
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isNotEqualTo(former.id());
        assertThat(Hub.read(again, "manifest.json")).contains("Harbor Evaluation");
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 1)).singleElement().satisfies(entry -> assertThat(entry.onward())
                .containsExactly("Harbor Evaluation"));
    }

    private long append(Agreement agreement, String delivery) {
        return hub.database.inTransaction(transaction -> hub.ledger.append(
                transaction,
                new Ledger.Disclosure(delivery, FEED, agreement, List.of("Enrollment.grade"), "public.someone", ""),
                hub.clock.instant()));
    }

    private static Hub.Draft lanterns() {
        return Hub.agreement()
                .with("{id: bridges, name: Bridges Afterschool", "{id: lanterns, name: Lanterns Library")
                .with(PLACE, "file:store/outbox/lanterns");
    }

    private String post() {
        Agreement agreement = hub.archive.find("bridges").orElseThrow();
        long person = hub.community.person(Community.users("users", "u1"));
        Letter letter = new Letter(
                "notice",
                "a notice",
                agreement,
                FEED,
                PLACE,
                Map.of("notice.csv", "id\r\nc1\r\n".getBytes(StandardCharsets.UTF_8)),
                List.of(new Addressee(person, "c1")),
                List.of());
        return hub.database.inTransaction(transaction -> hub.deliveries.post(transaction, letter, hub.clock.instant()));
    }
}
