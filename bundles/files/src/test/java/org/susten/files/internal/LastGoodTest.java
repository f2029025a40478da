// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.files.testing.PowerCut;

class LastGoodTest {

    @TempDir
    Path store;

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 the content that is in force is there after a power cut, and what was forgotten is not")
    void what_is_in_force_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        PowerCut disk = new PowerCut(store);
        LastGood lastGood = new LastGood(disk.root().resolve("store"));
        for (String name : new String[] {"agreements/bridges.yaml", "agreements/former.yaml"}) {
            lastGood.candidate(name, "whole".getBytes(StandardCharsets.UTF_8));
            lastGood.keep(name);
        }
        lastGood.forget("agreements/former.yaml");
        disk.cut(loss);
        assertThat(lastGood.file("agreements/bridges.yaml")).hasContent("whole");
        assertThat(lastGood.has("agreements/former.yaml")).isFalse();
    }
}
