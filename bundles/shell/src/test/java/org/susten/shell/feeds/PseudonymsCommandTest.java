// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyAgreements;
import org.susten.shell.answer.ToyHub;

class PseudonymsCommandTest {

    private final String partner = ToyHub.agreement().partner().id();
    private final ToyAgreements agreements = new ToyAgreements();
    private final Shell shell = new Shell();
    private final PseudonymsCommand command = new PseudonymsCommand();

    @BeforeEach
    void wire() {
        command.agreements = agreements;
        command.partner = partner;
    }

    @Test
    void it_tells_where_the_key_is_and_changes_nothing() throws Exception {
        assertThat(shell.text(command))
                .contains(" " + ToyHub.feed().id() + ".", "etc/secrets/pseudonym-" + partner)
                .endsWith(".\n")
                .doesNotContain("  ");
        assertThat(agreements.renewed).isEmpty();
    }

    @Test
    @DisplayName("P-13 a new key is asked for by name, and is that partner's alone")
    void a_new_key_is_that_partners_alone() throws Exception {
        command.another = true;
        assertThat(shell.text(command))
                .contains("another", ToyHub.feed().id(), "copies of etc/")
                .endsWith(".\n")
                .doesNotContain("  ");
        assertThat(agreements.renewed).singleElement().satisfies(done -> assertThat(done)
                .startsWith(partner + " by shell:"));
    }

    @Test
    void a_partner_that_nobody_named_is_told() {
        command.partner = "harbor";
        command.another = true;
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("no agreement tells a partner harbor");
        assertThat(agreements.renewed).isEmpty();
    }
}
