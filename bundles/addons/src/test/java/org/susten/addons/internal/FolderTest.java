// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.addons.Addons;
import org.susten.addons.Badge;
import org.susten.addons.Permissions;
import org.susten.files.testing.PowerCut;

/** Which add-ons are there, and which of the hub's own connectors are on, once the power is back. */
class FolderTest {

    @TempDir
    Path home;

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName(
            "R-02 an add-on that was put in its place is whole after a power cut, and one that was removed is gone")
    void an_addon_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        PowerCut disk = new PowerCut(home);
        Folder folder = Folder.at(disk.root().resolve("addons"));
        install(folder, "tidepool");
        install(folder, "former");
        folder.delete(folder.of("former"));
        disk.cut(loss);
        assertThat(folder.names()).containsExactly("tidepool");
        assertThat(folder.facts("tidepool").getProperty("signer")).isEqualTo("CN=author");
        assertThat(folder.of("tidepool").resolve("repository/tidepool.jar")).hasContent("classes");
    }

    private static void install(Folder folder, String name) throws Exception {
        Path begun = folder.begin();
        Files.createDirectories(begun.resolve("repository"));
        Files.writeString(begun.resolve("repository").resolve(name + ".jar"), "classes");
        folder.finish(
                begun,
                new Addons.Offer(
                        name,
                        "CN=author",
                        "aa",
                        "",
                        new Permissions(
                                new TreeMap<>(), List.of(), Set.of(), List.of(), List.of(), List.of(), List.of()),
                        new Badge(List.of(), "it was built without its tests")));
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 a connector that was turned on is in the list after a power cut")
    void the_list_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        PowerCut disk = new PowerCut(home);
        ConnectorList list = new ConnectorList(disk.root());
        list.add("tidepool");
        disk.cut(loss);
        assertThat(list.names()).containsValue("tidepool");
    }
}
