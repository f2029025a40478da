// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Version;
import org.susten.addons.AddonException;
import org.susten.files.testing.PowerCut;

class VersionsTest {

    @TempDir
    Path folder;

    private Versions versions;

    @BeforeEach
    void start() {
        versions = new Versions(folder.resolve("versions.properties"));
    }

    private static Map<String, Version> tidepool(String version) {
        return Map.of("tidepool", Version.parseVersion(version));
    }

    @Test
    @DisplayName("S-15 a version older than one this hub has had is refused, also after another start")
    void older_is_refused() throws IOException {
        versions.remember(tidepool("1.10.0"));
        Versions again = new Versions(folder.resolve("versions.properties"));
        assertThatThrownBy(() -> again.refuseOlder(tidepool("1.9.0")))
                .isInstanceOf(AddonException.class)
                .hasMessageContaining("1.9.0")
                .hasMessageContaining("1.10.0")
                .hasMessageContaining("--downgrade");
        assertThatCode(() -> again.refuseOlder(tidepool("1.10.0"))).doesNotThrowAnyException();
        assertThatCode(() -> again.refuseOlder(tidepool("1.10.0.m1"))).doesNotThrowAnyException();
        assertThatCode(() -> again.refuseOlder(Map.of("other", Version.emptyVersion)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 S-15 what versions this hub has had is known after a power cut")
    void versions_outlast_a_power_cut(PowerCut.Loss loss) throws IOException {
        PowerCut disk = new PowerCut(folder);
        Versions onDisk = new Versions(disk.root().resolve("versions.properties"));
        onDisk.remember(tidepool("1.10.0"));
        disk.cut(loss);
        assertThatThrownBy(() -> onDisk.refuseOlder(tidepool("1.9.0"))).isInstanceOf(AddonException.class);
    }

    @Test
    void a_downgrade_that_was_meant_is_the_measure_from_then_on() throws IOException {
        versions.remember(tidepool("2.0.0"));
        versions.remember(tidepool("1.0.0"));
        assertThatCode(() -> versions.refuseOlder(tidepool("1.0.1"))).doesNotThrowAnyException();
    }

    @Test
    void what_is_found_at_the_start_lowers_no_measure() throws IOException {
        versions.remember(tidepool("2.0.0"));
        versions.atLeast(tidepool("1.0.0"));
        assertThatThrownBy(() -> versions.refuseOlder(tidepool("1.5.0"))).isInstanceOf(AddonException.class);
        versions.atLeast(tidepool("3.0.0"));
        assertThatThrownBy(() -> versions.refuseOlder(tidepool("2.5.0"))).isInstanceOf(AddonException.class);
    }
}
