// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.susten.spi.ClientCertificate;

/** What an authority sends, as people put it into a file. */
@TestInstance(Lifecycle.PER_CLASS)
class ClientCertificateTest {

    private SelfSigned hub;
    private SelfSigned other;

    @BeforeAll
    void certificates(@TempDir Path folder) {
        hub = SelfSigned.of("hub.example.org", folder);
        other = SelfSigned.of("authority.example.org", folder);
    }

    private static ClientCertificate read(String pem) {
        return ClientCertificate.of(pem.toCharArray());
    }

    private static void refused(String pem, String why) {
        assertThatThrownBy(() -> read(pem))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void the_keys_own_certificate_is_found_in_whatever_order_they_come() {
        String bags = "Bag Attributes\n    friendlyName: hub\nKey Attributes: <No Attributes>\n";
        ClientCertificate read = read(other.pem() + bags + hub.key() + bags + hub.pem());
        assertThat(read.chain()).containsExactly(hub.certificate());
        assertThat(read.ends()).isEqualTo(hub.certificate().getNotAfter().toInstant());
        assertThat(read).isEqualTo(read(hub.pem().replace("\n", "\r\n") + hub.key()));
    }

    @Test
    void what_is_missing_is_said_and_nothing_quoted() {
        refused(hub.pem(), "one private key that is not encrypted");
        refused(hub.pem() + hub.key().replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY"), "openssl pkcs8 -topk8 -nocrypt");
        refused(hub.pem() + hub.key() + other.key(), "one private key");
        refused(hub.key(), "must hold the certificate too");
        refused(hub.key() + other.pem(), "none of its certificates is of its private key");
        refused(hub.key() + hub.pem().replaceFirst("\n[A-Za-z0-9+/]{20}", "\n"), "is damaged");
        assertThat(read(hub.pem() + hub.key()).toString()).isEqualTo("ClientCertificate[1 certificates]");
    }
}
