// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Announcements;
import org.susten.feeds.Announcements.Announcement;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Pickup.Item;
import org.susten.feeds.Products.Product;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentKind;

/** Deliveries that a partner comes for. */
class PickupTest extends OnHub {

    @BeforeEach
    void a_partner_that_comes_for_its_deliveries() {
        hub.save(fetched().delta());
    }

    private static Hub.Draft fetched() {
        return Hub.agreement().with("deliver: file:store/outbox/bridges", "deliver: rest");
    }

    private Optional<Delivery> offer() {
        return hub.deliveries
                .open(FEED)
                .map(d -> hub.deliveries.format(d.id()))
                .map(d -> hub.deliveries.release(d.id()));
    }

    private void tardy(int day) {
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(day), AttendanceCategory.TARDY));
    }

    @Test
    @DisplayName("P-09 a package that lies ready is on no record; fetched it is, once")
    void the_ledger_is_written_when_the_partner_comes() {
        Delivery offered = offer().orElseThrow();
        assertThat(offered.state()).isEqualTo(State.OFFERED);
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.ledger.head().entries()).isZero();
        Item item = hub.pickup().of("bridges", 9).get(0);
        assertThat(item.fetchable()).isTrue();
        assertThat(item.files())
                .extracting(f -> f.name())
                .containsExactly("attendance.csv", "dictionary.csv", "manifest.json");
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .isEmpty();
        assertThat(hub.ledger.entries(offered.id())).isEqualTo(4);
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .isEmpty();
        hub.pickup().taken(offered.id());
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .isEmpty();
        assertThat(hub.ledger.head().entries()).isEqualTo(4);
        assertThat(hub.deliveries.find(offered.id()).orElseThrow().state()).isEqualTo(State.DELIVERED);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("S-22 another partner's delivery is not there, whatever its id")
    void another_partners_delivery_is_not_there() {
        Delivery offered = offer().orElseThrow();
        assertThat(hub.pickup().of("lanternclub", 9)).isEmpty();
        assertThat(hub.pickup().find("lanternclub", offered.id())).isEmpty();
        assertThat(hub.pickup().take("lanternclub", offered.id())).isEmpty();
        assertThat(hub.ledger.head().entries()).isZero();
    }

    @Test
    void what_nobody_came_for_gives_way_to_what_is_newer() {
        Delivery first = offer().orElseThrow();
        tardy(2);
        Delivery second = offer().orElseThrow();
        assertThat(second.rows()).isEqualTo(9);
        assertThat(second.since()).isZero();
        assertThat(hub.deliveries.find(first.id()).orElseThrow().message()).startsWith("superseded");
        assertThat(first.folder()).doesNotExist();
        assertThat(hub.pickup().of("bridges", 9)).hasSize(1);
        assertThat(hub.pickup().take("bridges", first.id())).isEmpty();
    }

    @Test
    void what_the_partner_has_begun_to_fetch_it_gets_before_what_is_newer() {
        Delivery first = offer().orElseThrow();
        hub.pickup().take("bridges", first.id());
        tardy(2);
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        hub.pickup().taken(first.id());
        Delivery second = offer().orElseThrow();
        assertThat(Hub.lines(second, "attendance.csv"))
                .containsExactly("change,id,day,school,category", "added,c1,2026-09-16,Ash School,Tardy");
    }

    @Test
    @DisplayName("P-04 a refusal that comes after the package was made keeps it from being fetched")
    void a_refusal_closes_what_lies_ready() {
        Delivery offered = offer().orElseThrow();
        refuse();
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .hasValueSatisfying(why -> assertThat(why).contains("may no longer be spoken of"));
        assertThat(hub.ledger.head().entries()).isZero();
        assertThat(offer().orElseThrow().persons()).isEqualTo(3);
    }

    @Test
    @DisplayName("P-04 what was fetched before is not fetched once more after a refusal")
    void a_refusal_closes_what_was_fetched() {
        Delivery offered = offer().orElseThrow();
        hub.pickup().take("bridges", offered.id());
        hub.pickup().taken(offered.id());
        refuse();
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .isPresent();
        assertThat(Hub.lines(offer().orElseThrow(), "attendance.csv")).anyMatch(l -> l.startsWith("withdrawn,c1"));
    }

    @Test
    @DisplayName("P-01 after midnight of the agreement's last day nothing is fetched, and what lay ready is gone")
    void an_ended_agreement_closes_the_shelf() {
        Delivery offered = offer().orElseThrow();
        hub.clock.set(Instant.parse("2027-08-01T04:00:00Z"));
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .hasValueSatisfying(why -> assertThat(why).startsWith("bridges: expiry"));
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(offered.folder()).doesNotExist();
        assertThat(hub.ledger.head().entries()).isZero();
    }

    @Test
    void a_changed_agreement_has_it_made_anew() {
        Delivery offered = offer().orElseThrow();
        hub.save(fetched().delta().with("category, organization]", "category]"));
        assertThat(hub.pickup().take("bridges", offered.id()).orElseThrow().denial())
                .isPresent();
        assertThat(Hub.lines(offer().orElseThrow(), "attendance.csv").get(0)).isEqualTo("change,id,day,category");
    }

    @Test
    void asked_for_again_it_lies_there_still() {
        Delivery offered = offer().orElseThrow();
        hub.pickup().take("bridges", offered.id());
        hub.pickup().taken(offered.id());
        hub.deliveries.request(FEED, false, "operator");
        assertThat(offer()).isEmpty();
        assertThat(hub.pickup().of("bridges", 9).get(0).fetchable()).isTrue();
    }

    @Test
    void an_announcement_is_due_once_the_package_lies_ready_and_again_after_a_failure() {
        hub.save(fetched().with("deliver: rest", "deliver: rest\n    announce: https://bridges.example/hook"));
        assertThat(hub.deliveries.announcements().due(FEED)).isEmpty();
        Delivery offered = offer().orElseThrow();
        Announcement due = hub.deliveries.announcements().due(FEED).orElseThrow();
        assertThat(due.delivery()).isEqualTo(offered.id());
        assertThat(due.to()).isEqualTo("https://bridges.example/hook");
        assertThat(due.fetched()).isTrue();
        hub.deliveries.announcements().failed(offered.id(), "connection refused");
        assertThat(hub.deliveries.announcements().due(FEED)).isEmpty();
        hub.clock.forward(java.time.Duration.ofMinutes(1));
        assertThat(hub.deliveries.announcements().due(FEED)).isPresent();
        hub.deliveries.announcements().told(offered.id());
        assertThat(hub.deliveries.announcements().due(FEED)).isEmpty();
        assertThat(hub.deliveries.announcements().of(offered.id()).orElseThrow().attempts())
                .isEqualTo(2);
    }

    @Test
    void an_announcement_is_given_up_after_a_day_until_the_partner_takes_a_later_one() {
        Hub.Draft announced =
                fetched().with("deliver: rest", "deliver: rest\n    announce: https://bridges.example/hook");
        hub.save(announced);
        Announcements announcements = hub.deliveries.announcements();
        Delivery offered = offer().orElseThrow();
        for (int attempt = 1; attempt < 30; attempt++) {
            announcements.failed(offered.id(), "connection refused");
        }
        assertThat(announcements.givenUp(FEED)).isFalse();
        announcements.failed(offered.id(), "connection refused");
        assertThat(announcements.givenUp(FEED)).isTrue();
        assertThat(announcements.due(FEED)).isEmpty();
        hub.save(fetched());
        assertThat(announcements.givenUp(FEED)).as("nobody is to be told").isFalse();
        hub.save(announced);
        assertThat(announcements.givenUp(FEED)).isTrue();
        tardy(2);
        Delivery later = offer().orElseThrow();
        assertThat(announcements.givenUp(FEED)).as("not taken yet").isTrue();
        announcements.told(later.id());
        assertThat(announcements.givenUp(FEED)).isFalse();
    }

    @Test
    void a_product_says_what_why_under_what_and_how_complete() {
        offer();
        Product product = hub.products().of("bridges").get(0);
        assertThat(product.now().permitted()).isTrue();
        assertThat(product.columns()).extracting(c -> c.column()).containsExactly("id", "day", "school", "category");
        assertThat(product.withheld()).extracting(c -> c.column()).contains("reason", "minutes");
        assertThat(product.last().orElseThrow().state()).isEqualTo(State.OFFERED);
        assertThat(product.quality().orElseThrow().rows()).isEqualTo(8);
        assertThat(product.quality().orElseThrow().filled()).anySatisfy(f -> {
            assertThat(f.column()).isEqualTo("category");
            assertThat(f.rows()).isEqualTo(8);
        });
        assertThat(hub.products().of("nobody")).isEmpty();
    }

    private void refuse() {
        hub.community.commit(Community.said(
                "f1", Community.users("users", "u1"), ConsentKind.REFUSAL, "attendance-support", null, null));
    }
}
