// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.commons.io.input.BOMInputStream;
import org.apache.cxf.configuration.jsse.TLSClientParameters;
import org.susten.kit.SoapClients;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** Whom a call trusts, and what it shows; host names are checked all the same. */
final class SoapTrust {

    private SoapTrust() {}

    static TLSClientParameters of(SoapClients.Port port) {
        TLSClientParameters parameters = new TLSClientParameters();
        if (port.certificate() != null) {
            parameters.setTrustManagers(only(port.certificate()));
        }
        if (port.shown() != null) {
            parameters.setKeyManagers(port.shown().keyManagers());
        }
        return parameters;
    }

    static TrustManager[] only(Path certificate) {
        // Some editors put a byte order mark before what is pasted into them.
        try (InputStream in = BOMInputStream.builder()
                .setInputStream(Files.newInputStream(certificate))
                .get()) {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("trusted-" + number++, one);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory.getTrustManagers();
        } catch (IOException | GeneralSecurityException e) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "the certificate " + certificate + " cannot be read: it must be a certificate in PEM",
                    e);
        }
    }
}
