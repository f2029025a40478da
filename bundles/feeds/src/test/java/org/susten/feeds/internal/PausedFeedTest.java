// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.model.AttendanceCategory;

/** A feed of changes that nobody carries for two hours. */
class PausedFeedTest extends OnHub {

    private static final Duration PAUSE = Duration.ofHours(2);

    @BeforeEach
    void a_partner_that_has_everything() {
        hub.save(Hub.agreement().delta());
        assertThat(hub.deliver().orElseThrow().since()).isZero();
    }

    private void tardy(int day) {
        hub.community.commit(Community.present("u1", "s1", Community.DAY.plusDays(day), AttendanceCategory.TARDY));
    }

    @Test
    @DisplayName(
            "R-14 a feed that stood still for two hours tells what came meanwhile and nothing anew, with the hub restarted or not")
    void it_tells_what_came_meanwhile() {
        for (boolean restarted : new boolean[] {false, true}) {
            int day = restarted ? 4 : 2;
            tardy(day);
            hub.clock.forward(PAUSE);
            tardy(day + 1);
            if (restarted) {
                hub.restart();
            }
            Delivery next = hub.deliver().orElseThrow();
            assertThat(next.since()).isPositive();
            assertThat(Hub.lines(next, "attendance.csv"))
                    .containsExactly(
                            "change,id,day,school,category",
                            "added,c1,2026-09-" + (14 + day) + ",Ash School,Tardy",
                            "added,c1,2026-09-" + (15 + day) + ",Ash School,Tardy");
            assertThat(hub.deliver()).isEmpty();
        }
    }

    @Test
    @DisplayName("R-14 a delivery that stood still at any step for two hours goes on at that step, under its id")
    void a_delivery_goes_on_at_its_step() {
        for (int step = 0; step < 3; step++) {
            tardy(2 + step);
            Delivery delivery = hub.deliveries.open(FEED).orElseThrow();
            if (step > 0) {
                hub.deliveries.format(delivery.id());
            }
            if (step > 1) {
                hub.deliveries.release(delivery.id());
            }
            hub.clock.forward(PAUSE);
            hub.restart();
            Delivery arrived = hub.deliver().orElseThrow();
            assertThat(arrived.id()).isEqualTo(delivery.id());
            assertThat(arrived.state()).isEqualTo(State.DELIVERED);
            assertThat(Hub.lines(arrived, "attendance.csv")).hasSize(2);
        }
    }

    @Test
    @DisplayName(
            "R-14 an agreement whose file was away for two hours: its feed goes on with changes, and says nothing of it twice")
    void a_feed_whose_file_was_away_goes_on() {
        hub.agreements.withdraw("bridges.yaml");
        tardy(2);
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        hub.clock.forward(PAUSE);
        hub.save(Hub.agreement().delta());
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv"))
                .containsExactly("change,id,day,school,category", "added,c1,2026-09-16,Ash School,Tardy");
    }

    @Test
    @DisplayName(
            "R-23 an agreement that is changed and put back is the revision that it was: what its partner has stands")
    void an_agreement_that_is_put_back_is_as_it_was() {
        Hub.Draft narrower = Hub.agreement().delta().with("category, organization]", "category]");
        hub.save(narrower);
        hub.save(Hub.agreement().delta());
        assertThat(hub.deliver()).as("nothing was told meanwhile").isEmpty();
        hub.save(narrower);
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv").get(0))
                .isEqualTo("change,id,day,category");
        hub.save(Hub.agreement().delta());
        Delivery back = hub.deliver().orElseThrow();
        assertThat(back.since()).as("other columns are told whole").isZero();
        assertThat(back.rows()).isEqualTo(8);
        tardy(2);
        assertThat(Hub.lines(hub.deliver().orElseThrow(), "attendance.csv")).hasSize(2);
    }
}
