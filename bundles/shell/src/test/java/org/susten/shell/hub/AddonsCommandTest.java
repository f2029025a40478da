// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.addons.Addons;
import org.susten.addons.Badge;
import org.susten.addons.Permissions;
import org.susten.addons.Permissions.Power;
import org.susten.addons.ShippedConnectors;
import org.susten.model.Sensitivity;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyHub;

class AddonsCommandTest {

    private final ToyHub hub = new ToyHub();

    @TempDir
    Path home;

    private final Permissions meek = new Permissions(
            new TreeMap<>(Map.of("org.example.rosters", "9.0.0")),
            List.of("oneroster"),
            EnumSet.of(Power.ARRIVALS),
            List.of(),
            List.of(new Permissions.Data(
                    "Person",
                    new TreeMap<>(Map.of("givenName", Sensitivity.DIRECTORY, "races", Sensitivity.PROTECTED)))),
            List.of(),
            List.of("site"));

    private final Permissions bold = new Permissions(
            new TreeMap<>(Map.of("org.example.bold", "1.0.0")),
            List.of(),
            EnumSet.of(Power.NETWORK, Power.HIDDEN),
            List.of("org.susten.db"),
            List.of(),
            List.of(),
            List.of());

    private final Badge proud = new Badge(
            List.of(new Badge.Passed(
                    "rosters",
                    "org.example.rosters.RostersConnector",
                    "org.example.rosters.RostersConnectorTest",
                    "0.1.0",
                    List.of("C-01", "C-04"),
                    15)),
            "");

    /** One add-on that came, and KARs that would. */
    private class Kars implements Addons {
        @Override
        public List<Addon> all() {
            return List.of(new Addon(
                    "rosters", "CN=harbor", "ab12", ToyHub.NOON, List.of("susten-rosters/9.0.0"), true, proud));
        }

        @Override
        public Addon install(Path kar, boolean downgrade) {
            return all().get(0);
        }

        @Override
        public Offer check(Path kar) {
            return new Offer(
                    "bold", "", "cd34", "rosters", bold, new Badge(List.of(), "it was built without its tests"));
        }

        @Override
        public Permissions permissions(String name) {
            return meek;
        }

        @Override
        public void remove(String name) {
            throw new UnsupportedOperationException("nothing is removed here");
        }
    }

    @Test
    @DisplayName("S-16 before an add-on is installed it is told who signed it and what its code can do")
    void a_check_tells_and_installs_nothing() throws Exception {
        CheckCommand check = new CheckCommand();
        check.connections = hub.connections;
        check.addons = new Kars();
        check.what = "bold.kar";

        assertThat(new Shell(home).text(check))
                .contains(
                        "Add-on bold would be installed in the place of rosters; signed by nobody.",
                        "SHA-256: cd34",
                        "org.example.bold 1.0.0",
                        "opens network connections of its own",
                        "may not be all",
                        "not made for connectors: org.susten.db",
                        "It gives the hub no data.",
                        "does not enforce it")
                .doesNotContain("reads the files that arrive");
        JsonNode json = new Shell(home).tree(check);
        assertThat(json.at("/permissions/powers/0").asText()).isEqualTo("NETWORK");
        assertThat(json.at("/replaces").asText()).isEqualTo("rosters");
    }

    @Test
    @DisplayName("C-15 a badge is told before and after, as the word of who signed it; and that there is none")
    void a_badge_is_told_as_its_signers_word() throws Exception {
        CheckCommand check = new CheckCommand();
        check.connections = hub.connections;
        check.addons = new Kars();
        check.what = "bold.kar";
        assertThat(new Shell(home).text(check)).contains("Badge: none; it was built without its tests.");

        InstallCommand install = new InstallCommand();
        install.addons = new Kars();
        install.file = "rosters.kar";
        String passed =
                "Badge: rosters (RostersConnector) passed the contract of Susten 0.1.0: C-01 C-04, in 15 tests of"
                        + " RostersConnectorTest";
        assertThat(new Shell(home).text(install)).contains(passed, "its signer's word; this hub has run none");

        AddonsCommand addons = new AddonsCommand();
        addons.addons = new Kars();
        addons.connections = hub.connections;
        assertThat(new Shell(home).text(addons)).containsPattern("rosters +runs .*CN=harbor +2 claims");
        JsonNode json = new Shell(home).tree(addons);
        assertThat(json.at("/0/badge/passed/0/claims/1").asText()).isEqualTo("C-04");
        addons.name = "rosters";
        assertThat(new Shell(home).text(addons)).contains(passed);
    }

    @Test
    @DisplayName("S-16 when an add-on is installed it is told which kinds of data it can give")
    void an_installation_tells_kinds_of_data() throws Exception {
        InstallCommand install = new InstallCommand();
        install.addons = new Kars();
        install.file = "rosters.kar";

        assertThat(new Shell(home).text(install))
                .contains("is installed: susten-rosters/9.0.0; signed by CN=harbor", "reads the files that arrive")
                .containsPattern("Person +protected +givenName, races")
                .contains("Settings of its connections' files: site");
    }

    @Test
    void what_is_no_file_is_the_name_of_a_connector_however_it_is_written() throws Exception {
        InstallCommand install = new InstallCommand();
        install.addons = new Kars();
        List<String> asked = new ArrayList<>();
        install.connectors = new NoneShipped() {
            @Override
            public void turnOn(String name) {
                asked.add(name);
            }
        };
        install.file = "One-Roster";
        assertThat(new Shell(home).text(install)).contains("Connector One-Roster is on");
        install.file = "kars/rosters.kar";
        assertThat(new Shell(home).text(install)).contains("Add-on rosters is installed");
        assertThat(asked).containsExactly("One-Roster");
    }

    @Test
    void an_addon_goes_by_the_name_of_its_connector_too_whatever_its_file_is_called() throws Exception {
        List<String> gone = new ArrayList<>();
        RemoveCommand remove = new RemoveCommand();
        remove.addons = new Kars() {
            @Override
            public void remove(String name) {
                gone.add(name);
            }
        };
        remove.connectors = new NoneShipped() {
            @Override
            public void unlist(String addon) {
                gone.add("line of " + addon);
            }
        };
        remove.name = "oneroster";
        assertThat(new Shell(home).text(remove)).contains("Add-on rosters is removed");
        assertThat(gone).containsExactly("line of rosters", "rosters");

        AddonsCommand addons = new AddonsCommand();
        addons.addons = new Kars();
        addons.connections = hub.connections;
        addons.name = "oneroster";
        assertThat(new Shell(home).text(addons)).contains("Add-on rosters runs");
    }

    @Test
    @DisplayName("S-16 of an installed add-on it is told what its connections hold")
    void one_is_shown_with_its_connections() throws Exception {
        AddonsCommand addons = new AddonsCommand();
        addons.addons = new Kars();
        addons.connections = hub.connections;
        assertThat(new Shell(home).text(addons)).containsPattern("rosters +runs .*CN=harbor");

        addons.name = "rosters";
        assertThat(new Shell(home).text(addons))
                .contains("Add-on rosters runs; signed by CN=harbor.")
                .contains("Connection riverside reads OneRoster CSV (school)")
                .containsPattern("students +Person +personal +sourcedId, birthDate");
    }

    /** A hub that came without connectors. */
    private static class NoneShipped implements ShippedConnectors {
        @Override
        public List<Shipped> all() {
            return List.of();
        }

        @Override
        public void turnOn(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void turnOff(String name) {
            throw new UnsupportedOperationException(name);
        }

        @Override
        public void unlist(String addon) {
            throw new UnsupportedOperationException(addon);
        }
    }
}
