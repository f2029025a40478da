// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.susten.engine.Alerts;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;

/** Whoever keeps a hub hears of a file that is refused, also where nobody reads the log. */
final class RefusedFilesTest {

    private static final Instant NOW = Instant.parse("2026-10-05T06:00:00Z");
    private static final Problem LACKS = new Problem(12, "it needs the condition service", "add service");

    private List<OperatorFiles.State> states = List.of();
    private final ToldAlerts alerts = new ToldAlerts();
    private final RefusedFiles keeper = new RefusedFiles(
            new OperatorFiles() {
                @Override
                public List<State> states() {
                    return states;
                }

                @Override
                public String check(String name, Path file) {
                    throw new UnsupportedOperationException("nobody asks");
                }

                @Override
                public Path etc() {
                    throw new UnsupportedOperationException("nobody asks");
                }

                @Override
                public Subscription onChange(Runnable listener) {
                    throw new UnsupportedOperationException("nobody asks");
                }
            },
            alerts);

    private static OperatorFiles.State file(String name, String inForce, Problem... problems) {
        return new OperatorFiles.State(name, inForce, "on disk", NOW, List.of(problems));
    }

    @Test
    void one_of_which_nothing_is_in_force_says_so_what_is_wrong_and_where() {
        states = List.of(file("agreements/clubs.yaml", "", LACKS, new Problem(0, "b", "c")), file("users.yaml", "ab"));
        keeper.look(NOW);
        assertThat(alerts.open()).as("somebody may be writing it").isEmpty();

        keeper.look(NOW);
        keeper.look(NOW);

        assertThat(alerts.open()).singleElement().satisfies(alert -> {
            assertThat(alert.subject()).isEqualTo("file:agreements/clubs.yaml");
            assertThat(alert.times()).isEqualTo(1);
            assertThat(alert.message())
                    .startsWith(
                            "etc/agreements/clubs.yaml is refused, and nothing of it is in force: line 12: it needs")
                    .contains("add service (and 1 more: susten:files). Hub operator: mend the file");
        });
    }

    @Test
    void one_whose_former_terms_stay_in_force_says_that() {
        states = List.of(file("agreements/clubs.yaml", "ab", LACKS));
        keeper.look(NOW);
        keeper.look(NOW);

        assertThat(alerts.open())
                .extracting(Alerts.Alert::message)
                .singleElement()
                .asString()
                .contains("what it said before stays in force: line 12");
    }

    @Test
    void it_closes_once_the_file_is_mended_or_gone() {
        states = List.of(file("agreements/clubs.yaml", "", LACKS), file("mappings/days.yaml", "", LACKS));
        keeper.look(NOW);
        keeper.look(NOW);
        assertThat(alerts.open()).hasSize(2);

        states = List.of(file("agreements/clubs.yaml", "on disk"));
        keeper.look(NOW);

        assertThat(alerts.open()).isEmpty();
    }

    @Test
    void a_connection_that_is_down_for_its_file_is_told_of_once_and_one_that_keeps_its_former_file_here() {
        states = List.of(
                file("org.susten.connector.tabular-clubs.cfg", "", LACKS),
                file("org.susten.connector.tabular-days.cfg", "ab", LACKS));
        keeper.look(NOW);
        keeper.look(NOW);

        assertThat(alerts.open())
                .extracting(Alerts.Alert::subject)
                .containsExactly("file:org.susten.connector.tabular-days.cfg");
    }
}
