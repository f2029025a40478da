// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.susten.engine.Alerts;
import org.susten.identity.Learning;

/** Whoever has to accept a model hears of it. */
final class ModelProposalsTest {

    private static final Instant NOW = Instant.parse("2026-03-02T08:00:00Z");

    private final Toy learning = new Toy();
    private final ToldAlerts alerts = new ToldAlerts();
    private final ModelProposals proposals = new ModelProposals(learning, alerts);

    @Test
    void a_proposal_with_a_report_opens_one_alert_however_often_one_looks() {
        learning.versions.add(version(3, Learning.State.PROPOSED, true));

        proposals.look(NOW);
        proposals.look(NOW);

        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("model:3");
            assertThat(alert.times()).isEqualTo(1);
            assertThat(alert.message()).contains("susten:model report 3").contains("1,200 records");
        });
    }

    @Test
    void a_proposal_without_its_report_waits_for_it() {
        learning.versions.add(version(1, Learning.State.PROPOSED, false));

        proposals.look(NOW);

        assertThat(alerts.open()).isEmpty();
    }

    @Test
    void the_alert_closes_once_somebody_has_decided_and_others_stay() {
        alerts.open("connection:riverside", "failed");
        learning.versions.add(version(1, Learning.State.PROPOSED, true));
        proposals.look(NOW);
        learning.versions.set(0, version(1, Learning.State.IN_FORCE, true));

        proposals.look(NOW);

        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly("connection:riverside");
    }

    @Test
    void a_newer_proposal_takes_the_place_of_an_older_one() {
        learning.versions.add(version(1, Learning.State.PROPOSED, true));
        proposals.look(NOW);
        learning.versions.set(0, version(1, Learning.State.REFUSED, true));
        learning.versions.add(version(2, Learning.State.PROPOSED, true));

        proposals.look(NOW);

        assertThat(alerts.open()).extracting(Alerts.Alert::subject).containsExactly("model:2");
    }

    private static Learning.Version version(long number, Learning.State state, boolean reported) {
        return new Learning.Version(number, 77 + number, state, NOW, 1200, reported, Optional.empty(), 0);
    }

    /** Versions as a test says. */
    private static final class Toy implements Learning {

        private final List<Version> versions = new ArrayList<>();

        @Override
        public List<Version> versions() {
            return versions;
        }

        @Override
        public void learn(String who) {}

        @Override
        public Optional<String> doing() {
            return Optional.empty();
        }

        @Override
        public Optional<Report> report(long number) {
            return Optional.empty();
        }

        @Override
        public void accept(long number, String who) {}

        @Override
        public void refuse(long number, String who) {}
    }
}
