// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandRecordTest {

    @Test
    void comments_alone_are_no_command_and_hide_none() {
        assertThat(CommandRecord.isCommand("\n// begins a session\n\n  // nothing else"))
                .isFalse();
        assertThat(CommandRecord.isCommand("// harmless\nsusten:remove tidepool"))
                .isTrue();
        assertThat(CommandRecord.isCommand("susten:runs // all")).isTrue();
    }

    @Test
    void a_long_command_is_cut_and_says_so() {
        assertThat(CommandRecord.shown("echo " + "x".repeat(2000)))
                .hasSizeLessThan(1100)
                .endsWith("(2005 characters)");
    }
}
