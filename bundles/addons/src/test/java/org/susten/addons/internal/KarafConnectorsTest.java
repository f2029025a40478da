// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.addons.AddonException;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;

class KarafConnectorsTest {

    @TempDir
    Path home;

    private final PlayedHub hub = new PlayedHub();
    private Path etc;
    private Path file;
    private KarafConnectors connectors;

    @BeforeEach
    void start() throws IOException {
        etc = Files.createDirectories(home.resolve("etc"));
        file = etc.resolve("connectors.list");
        restart();
    }

    @Test
    void what_the_list_names_and_what_connections_need_is_on_and_nothing_else() throws Exception {
        hub.on.add("eto");
        Files.createFile(etc.resolve("org.susten.connector.sif-harbor.cfg"));
        save("clever");
        assertThat(hub.on).containsExactly("clever", "sif");
        Files.delete(etc.resolve("org.susten.connector.sif-harbor.cfg"));
        connectors.look();
        assertThat(hub.on).containsExactly("clever");
        Files.delete(file);
        connectors.withdraw("connectors.list");
        connectors.look();
        assertThat(hub.on).isEmpty();
    }

    @Test
    void nothing_is_turned_off_before_the_list_is_read() throws Exception {
        hub.on.add("eto");
        Files.writeString(file, "eto\n");
        connectors.look();
        assertThat(hub.on).containsExactly("eto");
    }

    @Test
    void one_that_does_not_start_keeps_no_other_from_starting() throws Exception {
        hub.broken.add("eto");
        save("clever", "eto", "sif");
        assertThat(hub.on).containsExactly("clever", "sif");
    }

    @Test
    void one_that_does_not_start_is_tried_again_ever_more_slowly_and_told_by_one_alert_that_closes() throws Exception {
        hub.broken.add("eto");
        save("eto");
        hub.tried.clear();
        connectors.bindAlerts(hub);
        connectors.again();
        connectors.look();
        assertThat(hub.tried).isEmpty();
        for (Duration wait : List.of(Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40))) {
            hub.later(wait.minusSeconds(1));
            connectors.again();
            assertThat(hub.tried).isEmpty();
            hub.later(Duration.ofSeconds(1));
            connectors.again();
            assertThat(hub.tried).containsExactly("+eto");
            hub.tried.clear();
        }
        for (int i = 0; i < 20; i++) {
            hub.later(Trials.LONGEST);
            connectors.again();
        }
        assertThat(hub.tried).hasSize(20);
        assertThat(hub.told).containsExactly("connector:eto");
        hub.broken.clear();
        hub.later(Trials.LONGEST);
        connectors.again();
        assertThat(hub.on).containsExactly("eto");
        assertThat(hub.open).isEmpty();
        assertThat(connectors.doubts("connectors.list")).isEmpty();
    }

    @Test
    @DisplayName("R-26 a connector that failed while the clock was ahead is tried again when it is right")
    void one_that_failed_in_the_future_is_tried_again() throws Exception {
        hub.later(Duration.ofDays(366));
        hub.broken.add("eto");
        save("eto");
        hub.broken.clear();
        hub.later(Duration.ofDays(-366));
        connectors.again();
        assertThat(hub.on).containsExactly("eto");
    }

    @Test
    void an_alert_that_was_open_when_the_hub_stopped_closes_where_the_connector_starts() throws Exception {
        hub.open("connector:eto", "it did not start");
        save("eto");
        connectors.bindAlerts(hub);
        connectors.again();
        assertThat(hub.open).isEmpty();
    }

    @Test
    void turning_on_by_hand_tries_at_once_and_says_why_it_does_not_start() throws Exception {
        hub.broken.add("eto");
        save("eto");
        assertThatThrownBy(() -> connectors.turnOn("eto")).hasMessageContaining("the hub's log says why");
        hub.broken.clear();
        connectors.turnOn("eto");
        assertThat(hub.on).containsExactly("eto");
    }

    @Test
    void a_bad_line_is_told_with_its_number_and_a_fix_and_the_others_are_in_force() throws Exception {
        save("clever", "cleverer", "", "missing.kar # of somebody", "sif");
        assertThat(hub.on).containsExactly("clever", "sif");
        assertThat(connectors.doubts("connectors.list"))
                .extracting(Problem::line)
                .containsExactly(2, 4);
        assertThat(connectors.doubts("connectors.list").get(0))
                .extracting(Problem::what, Problem::fix)
                .containsExactly(
                        "there is no connector of that name in this hub",
                        "name one of clever, eto, sif, or a KAR file as FILE.kar");
        assertThat(connectors.doubts("connectors.list").get(1).what()).contains("there is no file missing.kar");
        assertThatThrownBy(() -> connectors.check("connectors.list", file))
                .isInstanceOfSatisfying(
                        FileProblemException.class,
                        e -> assertThat(e.problems()).extracting(Problem::line).containsExactly(2, 4));
    }

    @Test
    void a_kar_of_the_list_is_installed_once_again_where_its_file_is_another_and_goes_with_its_line() throws Exception {
        Path kar = Files.writeString(home.resolve("tidepool.kar"), "first");
        save("../tidepool.kar");
        assertThat(hub.installed).containsOnlyKeys("tidepool");
        connectors.look();
        restart();
        save("../tidepool.kar");
        assertThat(hub.tried).containsExactly("install tidepool");
        Files.writeString(kar, "the second");
        connectors.again();
        assertThat(hub.tried).containsExactly("install tidepool", "install tidepool");
        Files.delete(kar);
        connectors.again();
        assertThat(hub.installed).containsOnlyKeys("tidepool");
        restart();
        save("clever");
        assertThat(hub.installed).isEmpty();
    }

    @Test
    void an_absolute_path_names_a_kar_as_well_and_what_no_line_brought_stays() throws Exception {
        hub.install(Files.writeString(home.resolve("byhand.kar"), "by hand"), false);
        Path kar = Files.writeString(home.resolve("tidepool.kar"), "first");
        save(kar.toString());
        save("clever");
        assertThat(hub.installed).containsOnlyKeys("byhand");
    }

    @Test
    void a_kar_that_is_not_trusted_is_told_and_installed_when_it_is() throws Exception {
        Files.writeString(home.resolve("tidepool.kar"), "first");
        hub.refusal = "this KAR is not trusted: nobody signed it";
        save("clever", "../tidepool.kar");
        connectors.bindAlerts(hub);
        connectors.again();
        assertThat(hub.on).containsExactly("clever");
        assertThat(hub.open.get("connector:tidepool.kar")).contains("not trusted", "connectors.list");
        assertThat(connectors.doubts("connectors.list")).hasSize(1);
        hub.refusal = "";
        hub.later(Trials.FIRST);
        connectors.again();
        assertThat(hub.installed).containsOnlyKeys("tidepool");
        assertThat(hub.open).isEmpty();
    }

    @Test
    void an_addon_that_is_removed_by_hand_does_not_come_back() throws Exception {
        Files.writeString(home.resolve("tidepool.kar"), "first");
        save("clever", "../tidepool.kar  # of the harbor");
        connectors.unlist("tidepool");
        hub.remove("tidepool");
        connectors.look();
        assertThat(Files.readString(file)).isEqualTo("clever\n");
        assertThat(hub.installed).isEmpty();
    }

    @Test
    void an_addon_with_a_newer_one_of_the_hubs_connectors_has_its_place_while_it_is_there() throws Exception {
        save("sif", "eto");
        hub.install(Files.writeString(home.resolve("susten-connector-sif.kar"), "newer"), false);
        connectors.again();
        assertThat(hub.on).containsExactly("eto");
        assertThat(connectors.all().stream().filter(c -> c.name().equals("sif")))
                .allMatch(c -> c.on());
        hub.remove("susten-connector-sif");
        connectors.again();
        assertThat(hub.on).containsExactly("eto", "sif");
    }

    @Test
    void what_connections_need_is_not_turned_off() throws Exception {
        Files.createFile(etc.resolve("org.susten.connector.sif-harbor.cfg"));
        save("sif");
        assertThatThrownBy(() -> connectors.turnOff("sif"))
                .isInstanceOf(AddonException.class)
                .hasMessageContaining("org.susten.connector.sif-harbor.cfg");
        assertThatThrownBy(() -> connectors.turnOn("nothing")).hasMessageContaining("clever, eto, sif");
    }

    @Test
    void a_name_that_is_misspelt_is_told_with_the_nearest_and_with_all() {
        assertThatThrownBy(() -> connectors.turnOn("Clevr"))
                .hasMessage("there is neither a KAR file nor a connector of this hub called Clevr; did you mean clever?"
                        + " Connectors are clever, eto, sif");
        assertThatThrownBy(() -> connectors.turnOn("workday")).hasMessageContaining("called workday. Connectors are");
    }

    private void restart() {
        connectors = new KarafConnectors(hub, hub, etc, hub, null);
    }

    /** Saves the list, and the watcher reads it. */
    private void save(String... lines) throws Exception {
        Files.write(file, List.of(lines));
        connectors.accept("connectors.list", file);
        connectors.look();
    }
}
