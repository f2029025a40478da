// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.governance.Anchor;
import org.susten.governance.Anchors;

final class AnchorKeeperTest {

    private static final Instant NOW = Instant.parse("2026-10-05T06:00:00Z");

    private final Toy anchors = new Toy();
    private final ToldAlerts alerts = new ToldAlerts();
    private final AnchorKeeper keeper = new AnchorKeeper(anchors, alerts);

    @Test
    void a_folder_that_cannot_be_written_is_one_alert_until_it_can() {
        anchors.full = true;
        keeper.look(NOW);
        keeper.look(NOW);
        assertThat(alerts.opened).singleElement().asString().contains("no room in /mnt/witness", "Hub operator");

        anchors.full = false;
        keeper.look(NOW);
        assertThat(anchors.kept).isEqualTo(1);
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName(
            "P-10 a ledger that no longer leads to a page that was kept is one alert, and the day's page is written all the same")
    void a_ledger_that_leads_to_no_page_is_one_alert() {
        anchors.contradicted = List.of("ledger-2026-11-23.txt", "ledger-2026-11-24.txt");
        keeper.look(NOW);
        keeper.look(NOW);
        assertThat(alerts.opened)
                .singleElement()
                .asString()
                .contains("ledger-2026-11-23.txt and 1 more", "verify --anchor /mnt/witness");
        assertThat(anchors.kept).isEqualTo(2);

        anchors.contradicted = List.of();
        keeper.look(NOW);
        assertThat(alerts.open()).isEmpty();
    }

    @Test
    @DisplayName("R-03 a page that is torn is one alert of its own, and the day's page is written all the same")
    void a_torn_page_is_one_alert() {
        anchors.damaged = List.of("ledger-2026-11-23.txt");
        keeper.look(NOW);
        keeper.look(NOW);
        assertThat(alerts.opened)
                .singleElement()
                .asString()
                .contains("ledger-2026-11-23.txt in /mnt/witness is damaged", "Steward: put a good copy in its place");
        assertThat(anchors.kept).isEqualTo(2);

        anchors.damaged = List.of();
        keeper.look(NOW);
        assertThat(alerts.open()).isEmpty();
    }

    /** Pages as a test wants them. */
    static final class Toy implements Anchors {

        private List<String> contradicted = List.of();
        private List<String> damaged = List.of();
        Optional<Anchor> lost = Optional.empty();
        private boolean full;
        private int kept;

        @Override
        public Anchor now() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Path folder() {
            return Path.of("/mnt/witness");
        }

        @Override
        public void keep() {
            if (full) {
                throw new UncheckedIOException("no room in /mnt/witness", new IOException());
            }
            kept++;
        }

        @Override
        public List<String> contradicted() {
            return contradicted;
        }

        @Override
        public Optional<Anchor> lost() {
            return lost;
        }

        @Override
        public List<String> damaged() {
            return damaged;
        }
    }
}
