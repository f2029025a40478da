// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.packing.Spool;
import org.susten.governance.Ledger.Entry;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentKind;
import org.susten.model.SourceId;

class DeltaTest extends OnHub {

    @BeforeEach
    void a_feed_of_changes() {
        hub.save(Hub.agreement().delta());
    }

    @Test
    void the_first_is_full_and_the_next_say_only_what_changed() {
        Delivery first = hub.deliver().orElseThrow();
        assertThat(first.since()).isZero();
        assertThat(Hub.lines(first, "attendance.csv"))
                .hasSize(9)
                .startsWith("change,id,day,school,category", "added,c1,2026-09-14,Ash School,Present");
        change();
        Delivery second = hub.deliver().orElseThrow();
        assertThat(second.since()).isEqualTo(first.commit());
        assertThat(Hub.lines(second, "attendance.csv"))
                .containsExactly(
                        "change,id,day,school,category",
                        "added,c1,2026-09-16,Ash School,Tardy",
                        "changed,c2,2026-09-15,Ash School,ExcusedAbsence",
                        "closed,c3,2026-09-14,Ash School,");
        assertThat(second.persons()).isEqualTo(3);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("R-30 full and deltas replayed in order give what a full delivery would say")
    void replayed_deltas_equal_a_full_delivery() {
        TreeMap<String, String> partner = new TreeMap<>();
        replay(partner, hub.deliver().orElseThrow());
        change();
        replay(partner, hub.deliver().orElseThrow());
        hub.community.commit(refusal());
        replay(partner, hub.deliver().orElseThrow());
        hub.deliveries.request(FEED, true, "operator");
        TreeMap<String, String> full = new TreeMap<>();
        Delivery last = hub.deliver().orElseThrow();
        assertThat(last.since()).isZero();
        replay(full, last);
        assertThat(partner).isEqualTo(full);
    }

    @Test
    @DisplayName(
            "R-05 of what happens every hour while a partner is down for 72 hours it gets one package, then one that says all the rest")
    void a_partner_that_is_down_for_three_days() {
        hub.patient();
        TreeMap<String, String> partner = new TreeMap<>();
        Delivery waiting = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        for (int hour = 0; hour < 72; hour++) {
            hub.deliveries.failed(waiting.id(), "connection refused");
            hub.clock.forward(java.time.Duration.ofHours(1));
            hub.community.commit(List.of(Community.present(
                    "u2",
                    "s1",
                    DAY.plusDays(3 + hour),
                    hour % 2 == 0 ? AttendanceCategory.TARDY : AttendanceCategory.PRESENT)));
            assertThat(hub.deliveries.open(FEED)).get().extracting(Delivery::id).isEqualTo(waiting.id());
        }
        replay(partner, hub.deliveries.delivered(waiting.id()));
        replay(partner, hub.deliver().orElseThrow());
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliveries.latest(FEED, 10)).hasSize(2);

        hub.deliveries.request(FEED, true, "operator");
        TreeMap<String, String> full = new TreeMap<>();
        replay(full, hub.deliver().orElseThrow());
        assertThat(partner).isEqualTo(full).hasSizeGreaterThan(72);
    }

    @Test
    @DisplayName("P-04 a refusal reaches the partner with the next delivery as a withdrawal; past disclosures remain")
    void a_refusal_is_a_withdrawal() {
        hub.deliver();
        hub.community.commit(refusal());
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.lines(delivery, "attendance.csv"))
                .containsExactly(
                        "change,id,day,school,category",
                        "withdrawn,c1,2026-09-14,Ash School,",
                        "withdrawn,c1,2026-09-15,Ash School,");
        assertThat(delivery.withheld()).singleElement().satisfies(withheld -> {
            assertThat(withheld.clause()).isEqualTo("bridges: refusal");
            assertThat(withheld.persons()).isEqualTo(1);
        });
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 100)).hasSize(5);
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("P-04 a refusal between format and release stops the package that speaks of the child")
    void a_refusal_in_between_stops_the_package() {
        Delivery formatted =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        hub.community.commit(refusal());
        Delivery stopped = hub.deliveries.release(formatted.id());
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.folder()).doesNotExist();
        assertThat(hub.ledger.head().entries()).isZero();
        Delivery next = hub.deliver().orElseThrow();
        assertThat(Hub.lines(next, "attendance.csv")).noneMatch(line -> line.contains(",c1,"));
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 100))
                .extracting(Entry::delivery)
                .containsOnly(next.id());
    }

    @Test
    @DisplayName("P-04 what was asked for whole comes whole, where a refusal stops the first package before it leaves")
    void what_was_asked_for_whole_comes_whole_after_a_refusal() {
        hub.deliver();
        change();
        hub.deliveries.request(FEED, true, "operator");
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        assertThat(hub.deliveries.format(opened.id()).since()).isZero();
        hub.community.commit(refusal());
        assertThat(hub.deliveries.release(opened.id()).state()).isEqualTo(State.STOPPED);

        assertThat(hub.deliver()).hasValueSatisfying(next -> {
            assertThat(next.state()).isEqualTo(State.DELIVERED);
            assertThat(next.since()).as("a full one").isZero();
        });
    }

    @Test
    @DisplayName("P-04 a refusal from a coming day on withdraws the child on that day, without a commit")
    void a_refusal_of_a_coming_day_is_a_withdrawal_then() {
        LocalDate tomorrow = hub.agreements.day(hub.clock.instant()).plusDays(1);
        hub.community.commit(
                Community.said("f1", Community.users("users", "u1"), ConsentKind.REFUSAL, null, tomorrow, null));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv")).anyMatch(l -> l.contains(",c1,"));
        hub.clock.set(Instant.parse("2026-10-02T03:59:59Z"));
        assertThat(hub.deliver()).isEmpty();
        hub.clock.forward(java.time.Duration.ofSeconds(1));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv"))
                .hasSize(3)
                .allMatch(line -> line.startsWith("change") || line.startsWith("withdrawn,c1,"));
    }

    @Test
    @DisplayName("P-04 a package the partner has not taken is not sent any more once somebody in it refuses")
    void a_refusal_stops_a_package_on_its_way() {
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        hub.deliveries.failed(released.id(), "connection refused");
        hub.community.commit(refusal());
        hub.clock.forward(java.time.Duration.ofHours(1));
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliveries.find(released.id()).orElseThrow()).satisfies(stopped -> {
            assertThat(stopped.state()).isEqualTo(State.STOPPED);
            assertThat(stopped.message()).contains("may no longer be spoken of");
            assertThat(stopped.folder()).doesNotExist();
        });
        Delivery next = hub.deliver().orElseThrow();
        assertThat(next.since()).isZero();
        assertThat(Hub.lines(next, "attendance.csv")).hasSizeGreaterThan(1).noneMatch(line -> line.contains(",c1,"));
    }

    @Test
    void a_column_more_or_less_begins_anew_with_a_full_delivery() {
        hub.deliver();
        hub.save(Hub.agreement().delta().with("[day, category, organization]", "[day, category]"));
        Delivery anew = hub.deliver().orElseThrow();
        assertThat(anew.since()).isZero();
        assertThat(Hub.lines(anew, "attendance.csv")).hasSize(9).startsWith("change,id,day,category");
    }

    @Test
    void asked_for_again_the_last_delta_is_sent_as_it_was() {
        hub.deliver();
        change();
        Delivery delta = hub.deliver().orElseThrow();
        String bytes = Hub.read(delta, "attendance.csv");
        hub.deliveries.request(FEED, false, "operator");
        Delivery again = hub.deliver().orElseThrow();
        assertThat(again.id()).isEqualTo(delta.id());
        assertThat(Hub.read(again, "attendance.csv")).isEqualTo(bytes);
    }

    @Test
    @DisplayName("R-06 a delta the partner took although its answer was lost is the same package when it comes again")
    void a_delta_comes_again_the_same() {
        hub.deliver();
        change();
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        var bytes = Hub.files(released);
        hub.deliveries.failed(released.id(), "connection reset after the last byte");
        hub.restart();
        hub.clock.forward(java.time.Duration.ofHours(1));
        Delivery again = hub.deliveries.open(FEED).orElseThrow();
        assertThat(again.id()).isEqualTo(released.id());
        assertThat(Hub.files(again)).isEqualTo(bytes);
        hub.deliveries.delivered(again.id());
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    void a_package_lost_before_the_partner_had_it_is_followed_by_a_full_one() {
        hub.deliver();
        change();
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        new Spool(hub.spool(), hub.folder.resolve("etc")).remove(released.id());
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliver().orElseThrow().since()).isZero();
    }

    @Test
    void a_child_that_leaves_the_population_is_withdrawn() {
        hub.deliver();
        hub.community.close(Community.bridges("children", "c4"));
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv"))
                .hasSize(3)
                .allMatch(line -> line.startsWith("change") || line.startsWith("withdrawn,c4,"));
    }

    @Test
    @DisplayName("R-01 killed at any step of a delta, the partner gets each change once")
    void killed_at_any_step_each_change_comes_once() {
        hub.deliver();
        Set<String> ids = new HashSet<>();
        for (int step = 0; step < 4; step++) {
            hub.community.commit(Community.present("u1", "s1", DAY.plusDays(10 + step), AttendanceCategory.PRESENT));
            Optional<Delivery> delivery = hub.deliveries.open(FEED);
            if (step > 0) {
                hub.deliveries.format(delivery.orElseThrow().id());
            }
            if (step > 1) {
                hub.deliveries.release(delivery.orElseThrow().id());
            }
            hub.restart();
            Delivery done = hub.deliver().orElseThrow();
            assertThat(ids.add(done.id())).isTrue();
            assertThat(Hub.lines(done, "attendance.csv"))
                    .containsExactly(
                            "change,id,day,school,category",
                            "added,c1," + DAY.plusDays(10 + step) + ",Ash School,Present");
            assertThat(hub.ledger.entries(done.id())).isEqualTo(1);
        }
    }

    private void change() {
        hub.community.commit(List.of(
                Community.present("u1", "s1", DAY.plusDays(2), AttendanceCategory.TARDY),
                Community.present("u2", "s1", DAY.plusDays(1), AttendanceCategory.EXCUSED_ABSENCE)));
        hub.community.close(new SourceId("tabular", "riverside-attendance", "attendance", "u3@s1@" + DAY));
    }

    private static org.susten.model.ConsentRecord refusal() {
        return Community.said("f1", Community.users("users", "u1"), ConsentKind.REFUSAL, null, null, null);
    }

    /** What a partner does with a package. */
    private static void replay(TreeMap<String, String> partner, Delivery delivery) {
        if (delivery.since() == 0) {
            partner.clear();
        }
        for (String line : Hub.lines(delivery, "attendance.csv")
                .subList(1, Hub.lines(delivery, "attendance.csv").size())) {
            String[] cells = line.split(",", -1);
            String key = String.join(",", cells[1], cells[2], cells[3]);
            switch (cells[0]) {
                case "added" -> assertThat(partner.put(key, cells[4])).isNull();
                case "changed" -> assertThat(partner.put(key, cells[4])).isNotNull();
                default -> assertThat(partner.remove(key)).isNotNull();
            }
        }
    }
}
