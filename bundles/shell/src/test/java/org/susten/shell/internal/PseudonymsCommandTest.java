// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.files.Secrets;

class PseudonymsCommandTest {

    private final String partner = ToyHub.agreement().partner().id();
    private final Kept kept = new Kept();
    private final Shell shell = new Shell();
    private final PseudonymsCommand command = new PseudonymsCommand();

    @BeforeEach
    void wire() {
        command.agreements = new ToyAgreements();
        command.secrets = kept;
        kept.names.addAll(List.of("pseudonym-" + partner, "pseudonym-harbor"));
        command.partner = partner;
    }

    @Test
    void it_tells_where_the_key_is_and_changes_nothing() throws Exception {
        assertThat(shell.text(command))
                .contains(" " + ToyHub.feed().id() + ".", "etc/secrets/pseudonym-" + partner)
                .endsWith(".\n")
                .doesNotContain("  ");
        assertThat(kept.names).contains("pseudonym-" + partner);
    }

    @Test
    @DisplayName("P-13 a new key is asked for by name, and is that partner's alone")
    void a_new_key_is_that_partners_alone() throws Exception {
        command.another = true;
        assertThat(shell.text(command))
                .contains("another", ToyHub.feed().id(), "copies of etc/")
                .endsWith(".\n")
                .doesNotContain("  ");
        assertThat(kept.names).containsExactly("pseudonym-harbor");
    }

    @Test
    void a_partner_that_nobody_named_is_told() {
        command.partner = "harbor";
        command.another = true;
        assertThatThrownBy(() -> shell.text(command)).hasMessageContaining("no agreement tells a partner harbor");
        assertThat(kept.names).contains("pseudonym-harbor");
    }

    private static final class Kept implements Secrets {
        private final Set<String> names = new HashSet<>();

        @Override
        public Optional<char[]> find(String name) {
            return names.contains(name) ? Optional.of(new char[] {'k'}) : Optional.empty();
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            names.add(name);
            return new char[] {'k'};
        }

        @Override
        public void remove(String name) {
            names.remove(name);
        }
    }
}
