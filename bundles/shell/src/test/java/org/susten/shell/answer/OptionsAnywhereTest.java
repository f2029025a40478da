// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.karaf.shell.api.console.CommandLine;
import org.junit.jupiter.api.Test;

class OptionsAnywhereTest {

    private final OptionsAnywhere parser = new OptionsAnywhere();

    @Test
    void options_behind_arguments_come_first() {
        assertThat(words("susten:runs riverside --json --limit 3"))
                .containsExactly("susten:runs", "--json", "--limit", "3", "riverside");
        assertThat(words("susten:approve 7 --reason 'the school -- moved'"))
                .containsExactly("susten:approve", "--reason", "'the school -- moved'", "7");
        assertThat(words("susten:token-add nagios --role=reader --role operator"))
                .containsExactly("susten:token-add", "--role=reader", "--role", "operator", "nagios");
    }

    @Test
    void what_has_no_options_stays_as_it_is() {
        assertThat(words("susten:decide 4 not-same")).containsExactly("susten:decide", "4", "not-same");
        assertThat(words("susten:runs | grep riverside")).containsExactly("susten:runs");
    }

    @Test
    void the_word_under_the_cursor_is_found_again() {
        String typed = "susten:deliver --full club-att --json";
        CommandLine line = parser.parse(null, typed, typed.indexOf(" --json"));
        assertThat(line.getArguments()[line.getCursorArgumentIndex()]).isEqualTo("club-att");
        assertThat(line.getBufferPosition()).isEqualTo(typed.indexOf(" --json"));
    }

    private String[] words(String typed) {
        return parser.parse(null, typed, typed.length()).getArguments();
    }
}
