// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.endings.Endings.Ending;
import org.susten.engine.Alerts;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.internal.Hub;

/** When an agreement has ended, and whom the hub tells so. */
class EndingsTest extends OnEnding {

    @Test
    @DisplayName(
            "P-14 an agreement that has expired is a demand to destroy in the partner's folder, as PDF and text, once")
    void expiry_is_a_demand() throws Exception {
        hub.clock.set(ENDED);
        assertThat(endings.look()).isEqualTo(1);
        assertThat(endings.look()).isZero();
        Delivery letter = hub.deliveries.format(
                hub.deliveries.open("bridges-feed").orElseThrow().id());
        assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges");
        assertThat(Files.readString(letter.folder().resolve("demand.txt")))
                .contains(
                        "To Bridges Afterschool",
                        "in force until July 31, 2027",
                        "by August 31, 2027",
                        "POST /partner/v1/endings/bridges/attestation");
        assertThat(text(Files.readAllBytes(letter.folder().resolve("demand.pdf"))))
                .contains("Demand to destroy", "Bridges Afterschool", "attendance", "category");
        assertThat(hub.deliver().orElseThrow().id()).isEqualTo(letter.id());
        assertThat(endings.find("bridges")).hasValueSatisfying(ending -> {
            assertThat(ending.ended()).isEqualTo(LocalDate.of(2027, 8, 1));
            assertThat(ending.destruction()).isEqualTo(LocalDate.of(2027, 8, 31));
            assertThat(ending.delivery()).isEqualTo(letter.id());
        });
    }

    @Test
    @DisplayName(
            "P-15 a file that became another partner's ends the agreement for the one who was told, and it is told so, where it was told")
    void another_partners_file_ends_it_for_the_former_one() {
        hub.save(Hub.agreement()
                .with("{id: bridges, name: Bridges Afterschool", "{id: lanterns, name: Lanterns Library")
                .with("file:store/outbox/bridges", "file:store/outbox/lanterns"));
        assertThat(endings.look())
                .as("it may be a slip: it is waited for until the next day")
                .isZero();
        hub.clock.forward(Duration.ofDays(1));
        assertThat(endings.look()).isEqualTo(1);
        assertThat(endings.find("bridges"))
                .hasValueSatisfying(ending -> assertThat(ending.partner()).isEqualTo("bridges"));
        Delivery letter = hub.deliver().orElseThrow();
        assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges");
        assertThat(letter.partner()).isEqualTo("bridges");
    }

    @Test
    @DisplayName(
            "R-26 nobody is told to destroy anything while the clock may be wrong, and everybody in time once it is believed")
    void a_clock_that_may_be_wrong_demands_nothing() {
        Instant right = hub.clock.instant();
        believed = false;
        hub.clock.set(ENDED.plus(Duration.ofDays(400)));
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
        hub.clock.set(right);
        believed = true;
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
        hub.clock.set(ENDED);
        assertThat(endings.look()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_only_away_demands_nothing_and_one_that_stays_away_does() {
        hub.agreements.withdraw("bridges.yaml");
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).extracting(Ending::why).containsExactly("file gone");
        endings.look();
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("gone:bridges");
            assertThat(alert.message())
                    .contains("bridges.yaml", "Bridges Afterschool", "After today", "Steward")
                    .doesNotContain("null");
        });
        hub.save(Hub.agreement().delta());
        assertThat(endings.look()).isZero();
        assertThat(endings.list()).isEmpty();
        assertThat(alerts.open()).as("it is back").isEmpty();
        hub.agreements.withdraw("bridges.yaml");
        endings.look();
        hub.clock.forward(Duration.ofDays(1));
        assertThat(alerts.open()).hasSize(1);
        assertThat(endings.look()).isEqualTo(1);
        assertThat(alerts.open()).as("it is too late to put it back").isEmpty();
        assertThat(hub.deliveries.feeds()).containsExactly("bridges-feed");
    }

    @Test
    void a_file_that_is_called_otherwise_is_another_agreement_which_the_alert_names() {
        hub.agreements.withdraw("bridges.yaml");
        hub.save("lantern.yaml", Hub.agreement().delta());
        endings.look();
        endings.look();
        assertThat(alerts.open())
                .singleElement()
                .extracting(Alerts.Alert::message)
                .asString()
                .contains("bridges.yaml, is gone", "lantern.yaml has its feeds now", "After today");
        hub.agreements.withdraw("lantern.yaml");
        hub.save(Hub.agreement().delta());
        endings.look();
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("P-14 the demand goes where data went, be it that feeds were taken out of the agreement since")
    void the_demand_goes_where_data_went() {
        hub.save(Hub.agreement()
                .with("id: bridges-feed", "id: other-feed")
                .with("file:store/outbox/bridges", "file:store/outbox/others"));
        hub.clock.set(ENDED);
        assertThat(endings.look()).isEqualTo(1);
        assertThat(hub.deliveries.open("bridges-feed"))
                .hasValueSatisfying(letter -> assertThat(letter.destination()).isEqualTo("file:store/outbox/bridges"));
    }

    @Test
    @DisplayName(
            "P-14 a partner that destroyed what it had is told everything anew once the agreement goes on, not changes only")
    void who_destroyed_everything_is_told_everything() {
        hub.clock.set(ENDED);
        endings.look();
        hub.deliver();
        endings.attest("bridges", "wiped", "partner:bridges");
        hub.save(Hub.agreement()
                .delta()
                .with("expiry: 2027-07-31", "expiry: 2028-07-31")
                .with(
                        "population: {connection: bridges, entity: ProgramParticipation}",
                        "population: {connection: bridges, entity: ProgramParticipation, ever: true}"));
        endings.look();
        assertThat(endings.list()).isEmpty();
        assertThat(endings.former()).singleElement().satisfies(former -> {
            assertThat(former.ending().agreement()).isEqualTo("bridges");
            assertThat(former.ending().how()).isEqualTo("wiped");
            assertThat(former.ending().by()).isEqualTo("partner:bridges");
            assertThat(former.resumed()).isEqualTo(hub.clock.instant());
        });
        assertThat(hub.deliver())
                .hasValueSatisfying(
                        data -> assertThat(data.since()).as("a full one").isZero());
    }

    @Test
    void whose_agreement_goes_on_is_waited_for_no_more() {
        hub.clock.set(ENDED);
        endings.look();
        hub.clock.set(ENDED.plus(Duration.ofDays(40)));
        endings.look();
        assertThat(alerts.open()).singleElement().satisfies(alert -> assertThat(alert.subject())
                .isEqualTo("ending:bridges"));
        hub.save(Hub.agreement().delta().with("expiry: 2027-07-31", "expiry: 2028-07-31"));
        endings.look();
        assertThat(alerts.open()).isEmpty();
        assertThat(endings.former())
                .singleElement()
                .satisfies(former -> assertThat(former.ending().attested()).isNull());
    }
}
