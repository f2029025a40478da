// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.karaf.shell.support.CommandException;
import org.junit.jupiter.api.Test;
import org.susten.governance.Ledger;

class LedgerCommandTest {

    private final ToyHub hub = new ToyHub();
    private final Shell shell = new Shell();
    private final LedgerCommand command = new LedgerCommand();

    LedgerCommandTest() {
        command.ledger = hub.ledger;
    }

    @Test
    void the_head_can_be_kept_elsewhere_and_given_back_as_anchor() throws Exception {
        command.what = "head";
        command.anchor = shell.text(command).strip();
        assertThat(command.anchor).isEqualTo("2:abcd");

        command.what = "verify";
        assertThat(shell.text(command)).isEqualTo("The ledger is intact: 2 entries.\n");
        assertThat(hub.asked).containsExactly("verify 2 abcd");
    }

    @Test
    void a_broken_chain_is_no_success() {
        command.what = "verify";
        hub.verification = new Ledger.Verification(false, 1, "entry 2 was edited");

        assertThatThrownBy(() -> shell.text(command)).hasMessage("the ledger is not intact: entry 2 was edited");
    }

    @Test
    void a_broken_chain_is_still_whole_json() {
        command.what = "verify";
        hub.verification = new Ledger.Verification(false, 1, "entry 2 was edited");

        assertThatThrownBy(() -> shell.json(command))
                .extracting(e -> ((CommandException) e).getNiceHelp())
                .isEqualTo("");
        assertThat(shell.printed()).satisfies(printed -> assertThat(
                        new ObjectMapper().readTree(printed).at("/intact").asBoolean(true))
                .isFalse());
    }

    @Test
    void an_anchor_that_is_none_is_refused() {
        command.what = "verify";
        command.anchor = "2";

        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("ENTRIES:HASH");
    }

    @Test
    void a_parent_can_read_who_received_what() throws Exception {
        command.what = "person";
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("say whose");

        command.person = 17L;
        assertThat(shell.text(command)).contains("the hub gave Lantern Club Enrollment.grade");
        command.person = 18L;
        assertThat(shell.text(command)).isEqualTo("Nothing about person 18 was disclosed.\n");
    }

    @Test
    void latest_entries_are_a_table() throws Exception {
        assertThat(shell.text(command)).containsPattern("2 +\\S+ \\S+ +17 +d1 +club-attendance +Lantern Club +1");
    }
}
