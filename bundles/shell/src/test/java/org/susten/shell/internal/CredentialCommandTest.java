// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.files.Secrets;
import org.susten.governance.Archive;

class CredentialCommandTest {

    private final String partner = ToyHub.agreement().partner().id();
    private final Map<String, String> kept = new TreeMap<>();
    private final Shell shell = new Shell();

    private CredentialCommand command(String of) {
        CredentialCommand command = new CredentialCommand();
        command.agreements = new ToyAgreements();
        command.archive = (Archive) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Archive.class}, (proxy, method, arguments) -> List.of());
        command.secrets = new KeptSecrets();
        command.feed = of;
        return command;
    }

    @Test
    @DisplayName("P-15 a partner whose people have passes can be left without a secret that they would share")
    void a_partner_can_be_left_without_a_secret() throws Exception {
        assertThat(shell.text(command(partner))).contains("client secret  of 32 bytes");
        CredentialCommand remove = command(partner);
        remove.removed = true;
        assertThat(shell.text(remove)).contains("susten:passes").doesNotContain("client secret");
        assertThat(kept).isEmpty();
    }

    @Test
    void a_roster_keeps_its_secret() {
        CredentialCommand remove = command(ToyHub.feed().id());
        remove.removed = true;
        assertThatThrownBy(() -> shell.text(remove)).hasMessageContaining("for a partner's id");
    }

    /** In memory. */
    private final class KeptSecrets implements Secrets {

        @Override
        public Optional<char[]> find(String name) {
            return Optional.ofNullable(kept.get(name)).map(String::toCharArray);
        }

        @Override
        public char[] findOrCreate(String name, int bytes) {
            return kept.computeIfAbsent(name, made -> "of " + bytes + " bytes").toCharArray();
        }

        @Override
        public void remove(String name) {
            kept.remove(name);
        }
    }
}
