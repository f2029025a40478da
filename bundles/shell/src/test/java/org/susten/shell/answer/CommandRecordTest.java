// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
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

    @Test
    @DisplayName("S-19 a command with line ends and control characters is one harmless line of the record")
    void a_command_is_one_line_of_the_record() {
        assertThat(CommandRecord.shown("susten:runs\r\n2026 | shell:admin runs x\u001B[31m\u009B2J\u2028 end"))
                .isEqualTo("susten:runs??2026 | shell:admin runs x?[31m?2J? end");
    }

    @Test
    @DisplayName("S-19 whom somebody looked for, and what they said in words of their own, is not on record")
    void the_record_holds_no_childs_name() {
        assertThat(CommandRecord.shown("susten:persons --json --given Xanthoriel --family=Quibblethwaite --limit 5"))
                .isEqualTo("susten:persons --json --given ... --family=... --limit 5");
        assertThat(CommandRecord.shown("susten:request 1043 --by \"Xanthoriel's mother\" --received 2026-09-20"))
                .isEqualTo("susten:request 1043 --by \"...\" --received 2026-09-20");
        assertThat(CommandRecord.shown("susten:emergency review 1 'Xanthoriel was found"))
                .isEqualTo("susten:emergency review 1 \"...\"");
    }
}
