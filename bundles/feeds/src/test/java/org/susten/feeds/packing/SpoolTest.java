// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.files.testing.PowerCut;

/** What the spool holds once the power is back. */
class SpoolTest {

    private static final String DELIVERY = "lanternclub-attendance-000001";

    @TempDir
    Path folder;

    private PowerCut disk;
    private Spool spool;

    @BeforeEach
    void a_spool() {
        disk = new PowerCut(folder);
        spool = new Spool(disk.root().resolve("store/spool"), disk.root().resolve("etc"));
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 a package that was put in its place is there after a power cut")
    void a_package_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        publish();
        disk.cut(loss);
        assertThat(spool.folder(DELIVERY).resolve("attendance.csv")).hasContent("of invented children");
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 P-14 a package that was removed does not come back")
    void a_removed_package_stays_away(PowerCut.Loss loss) throws Exception {
        publish();
        spool.remove(DELIVERY);
        disk.cut(loss);
        assertThat(spool.folder(DELIVERY)).doesNotExist();
    }

    private void publish() throws Exception {
        Spool.Draft draft = spool.draft(DELIVERY, Optional.empty());
        try (Written file = draft.create("attendance.csv")) {
            file.write("of invented children".getBytes(StandardCharsets.UTF_8));
        }
        draft.publish();
    }
}
