// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerSettingsTest {

    private static final long GIB = 1L << 30;

    @ParameterizedTest
    @CsvSource({"1, 256", "2, 512", "4, 1024", "256, 1024"})
    void postgresql_shares_a_quarter_of_the_memory_within_limits(long gib, long mib) {
        assertThat(ServerSettings.file(gib * GIB)).containsOnlyOnce("\nshared_buffers = " + mib + "MB\n");
    }

    @Test
    void a_log_is_kept_for_each_day_of_the_week() {
        assertThat(ServerSettings.file()).contains("\nlog_filename = 'postgresql-%a.log'\n");
    }
}
