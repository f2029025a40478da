// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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

    @Test
    void whoever_cannot_be_reached_is_given_up_unless_something_else_is_asked_for() {
        String options = ServerSettings.options(5432, Map.of("tcp_keepalives_idle", "2"));
        assertThat(options).contains("-c tcp_keepalives_count='3'", "-c tcp_user_timeout='50000'");
        assertThat(options.lastIndexOf("tcp_keepalives_idle='2'"))
                .isGreaterThan(options.indexOf("tcp_keepalives_idle='20'"));
    }
}
