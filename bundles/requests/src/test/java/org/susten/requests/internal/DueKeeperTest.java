// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.engine.Alerts;
import org.susten.engine.Alerts.Alert;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.internal.JdbcAlerts;
import org.susten.requests.Requests;
import org.susten.requests.Requests.Request;

class DueKeeperTest {

    private static final LocalDate CAME = LocalDate.of(2026, 9, 20);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @Test
    @DisplayName(
            "P-11 the forty-five days are an alert ten days before they are over, told anew when they are, until the answer")
    void a_request_that_is_nearly_due_is_an_alert_until_it_is_answered() {
        Household household = new Household(postgres.database());
        household.settle();
        Alerts alerts = new JdbcAlerts(new EngineDatabase(postgres.database()));
        Requests requests = on(household, CAME);
        Request request = requests.receive(
                household.person("u1"),
                Requests.Kind.AMENDMENT,
                "mother, identity checked",
                "she is in grade 5",
                CAME,
                "steward");

        look(household, alerts, LocalDate.of(2026, 10, 24));
        assertThat(alerts.open()).isEmpty();

        look(household, alerts, LocalDate.of(2026, 10, 25));
        look(household, alerts, LocalDate.of(2026, 11, 4));
        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("request:" + request.id());
            assertThat(alert.message())
                    .contains("is due on 2026-11-04", "34 CFR 99.20", "susten:answer " + request.id())
                    .doesNotContain("mother", "grade");
            assertThat(alert.times()).as("told once").isEqualTo(1);
        });

        look(household, alerts, LocalDate.of(2026, 11, 5));
        assertThat(alerts.open())
                .extracting(Alert::message)
                .singleElement()
                .asString()
                .contains("was due on");

        requests.answer(request.id(), "the school has amended it", "steward");
        look(household, alerts, LocalDate.of(2026, 11, 6));
        assertThat(alerts.open()).isEmpty();
    }

    private static void look(Household household, Alerts alerts, LocalDate day) {
        new DueKeeper(on(household, day), household.agreements(), alerts)
                .look(noon(day).instant());
    }

    private static JdbcRequests on(Household household, LocalDate day) {
        return household.requests(noon(day));
    }

    private static Clock noon(LocalDate day) {
        return Clock.fixed(day.atTime(12, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);
    }
}
