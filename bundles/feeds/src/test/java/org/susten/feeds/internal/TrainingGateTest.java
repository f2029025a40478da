// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.governance.Agreement;
import org.susten.governance.Training;

/** A feed whose agreement asks for training, on the days before and after the partner's people lapse. */
class TrainingGateTest extends OnHub {

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);
    private final Course course = new Course();

    @BeforeEach
    void a_partner_whose_people_are_trained_until_today() {
        hub.agreements.bindTraining(course);
        hub.save(Hub.agreement().with("smallestCell: 10", "smallestCell: 10\ntraining: [student-data]"));
    }

    @Test
    @DisplayName("P-08 whoever lapses between format and release gets nothing, and with a completion all of it at once")
    void a_lapse_stops_the_next_release_and_a_completion_heals_it() {
        Delivery formatted =
                hub.deliveries.format(hub.deliveries.open(FEED).orElseThrow().id());
        course.until = TODAY.minusDays(1);
        Delivery stopped = hub.deliveries.release(formatted.id());
        assertThat(stopped.state()).isEqualTo(State.STOPPED);
        assertThat(stopped.message()).isEqualTo("bridges: training: a session lapsed");
        assertThat(stopped.folder()).doesNotExist();
        assertThat(hub.ledger.head().entries()).isZero();
        assertThat(hub.deliver()).isEmpty();
        course.until = TODAY;
        assertThat(hub.deliver().orElseThrow().state()).isEqualTo(State.DELIVERED);
    }

    @Test
    @DisplayName("P-08 a package on its way when somebody lapses waits, and goes on as it was with a completion")
    void a_released_package_waits_for_a_completion() {
        Delivery released = hub.deliveries.release(hub.deliveries
                .format(hub.deliveries.open(FEED).orElseThrow().id())
                .id());
        course.until = TODAY.minusDays(1);
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliveries.find(released.id()).orElseThrow().state()).isEqualTo(State.RELEASED);
        course.until = TODAY;
        assertThat(hub.deliveries.open(FEED).orElseThrow().id()).isEqualTo(released.id());
    }

    @Test
    @DisplayName("P-08 a delivery that is asked for untrained says why, and is made with the completion")
    void a_delivery_that_is_asked_for_untrained_says_why() {
        course.until = TODAY.minusDays(1);
        hub.deliveries.request(FEED, false, "operator");
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.deliveries.latest(FEED, 1).get(0).message()).startsWith("bridges: training: ");
        course.until = TODAY;
        assertThat(hub.deliver()).isPresent();
    }

    private static final class Course implements Training {
        private LocalDate until = TODAY;

        @Override
        public Optional<String> lack(Agreement agreement, List<Agreement.Contact> people, LocalDate day) {
            return day.isAfter(until) ? Optional.of("a session lapsed") : Optional.empty();
        }

        @Override
        public boolean knows(String curriculum) {
            return true;
        }
    }
}
