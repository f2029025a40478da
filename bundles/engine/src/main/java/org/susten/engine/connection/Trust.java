// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.susten.files.Pasted;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * Certificates that a connection trusts beside those of every Java: files below {@code etc} in PEM.
 *
 * @param etc the folder
 * @param name the file below it; empty for none
 */
public record Trust(Path etc, String name) {

    /** What is wrong with the file, if anything is. */
    Optional<String> problem() {
        try {
            certificates();
            return Optional.empty();
        } catch (ConnectorException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The certificates.
     *
     * @throws ConnectorException of kind CONFIG where there are none
     */
    List<X509Certificate> certificates() {
        if (name.isBlank()) {
            return List.of();
        }
        Path file = etc.resolve(name.strip()).normalize();
        if (!file.startsWith(etc.normalize()) || !Files.isRegularFile(file)) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "trust names no file below etc: put the certificate of the server, or of who signed it, there in PEM");
        }
        try (InputStream in = new ByteArrayInputStream(Pasted.read(file))) {
            List<X509Certificate> found = CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
            throw new CertificateException("empty");
        } catch (IOException | CertificateException e) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "the file that trust names holds no certificates in PEM (-----BEGIN CERTIFICATE-----)",
                    e);
        }
    }
}
