// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.feeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.files.testing.MemorySecrets;
import org.susten.governance.Archive;
import org.susten.shell.answer.Shell;
import org.susten.shell.answer.ToyAgreements;
import org.susten.shell.answer.ToyHub;

class CredentialCommandTest {

    private final String partner = ToyHub.agreement().partner().id();
    private final MemorySecrets secrets = new MemorySecrets();
    private final Shell shell = new Shell();

    private CredentialCommand command(String of) {
        CredentialCommand command = new CredentialCommand();
        command.agreements = new ToyAgreements();
        command.archive = (Archive) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Archive.class}, (proxy, method, arguments) -> List.of());
        command.secrets = secrets;
        command.feed = of;
        return command;
    }

    @Test
    @DisplayName("P-15 a partner whose people have passes can be left without a secret that they would share")
    void a_partner_can_be_left_without_a_secret() throws Exception {
        String told = shell.text(command(partner));
        assertThat(secrets.kept.values()).singleElement().satisfies(secret -> {
            assertThat(Base64.getUrlDecoder().decode(secret)).hasSize(32);
            assertThat(told).contains("client secret  " + secret);
        });
        CredentialCommand remove = command(partner);
        remove.removed = true;
        assertThat(shell.text(remove)).contains("susten:passes").doesNotContain("client secret");
        assertThat(secrets.kept).isEmpty();
    }

    @Test
    void a_roster_keeps_its_secret() {
        CredentialCommand remove = command(ToyHub.feed().id());
        remove.removed = true;
        assertThatThrownBy(() -> shell.text(remove)).hasMessageContaining("for a partner's id");
    }
}
