// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.spi.ConnectorException;

class SoapTrustTest {

    @TempDir
    Path folder;

    @Test
    void a_certificate_may_begin_with_a_byte_order_mark_and_is_the_only_one_trusted() throws Exception {
        TrustManagerFactory machine = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        machine.init((KeyStore) null);
        X509Certificate any = ((X509TrustManager) machine.getTrustManagers()[0]).getAcceptedIssuers()[0];
        String pem = "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder().encodeToString(any.getEncoded())
                + "\n-----END CERTIFICATE-----\n";
        for (String mark : new String[] {"", "\uFEFF"}) {
            Path file = Files.writeString(folder.resolve("server.pem"), mark + pem, StandardCharsets.UTF_8);
            X509TrustManager only = (X509TrustManager) SoapTrust.only(file)[0];
            assertThat(only.getAcceptedIssuers()).containsExactly(any);
        }
    }

    @Test
    void what_is_no_certificate_is_refused() throws Exception {
        Path file = Files.writeString(folder.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\nnone\n");
        assertThatThrownBy(() -> SoapTrust.only(file))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("must be a certificate in PEM");
    }
}
