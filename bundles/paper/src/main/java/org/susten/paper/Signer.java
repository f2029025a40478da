// SPDX-License-Identifier: Apache-2.0
package org.susten.paper;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The hub's own signature under papers, by the key in {@code etc/signing.p12}, which is made where there is none. Safe for any thread.
 */
@ProviderType
public interface Signer {

    /**
     * Signs.
     *
     * @param content what is signed; read to its end
     * @param at when, as the signature says
     * @return a detached CMS signature in DER (RFC 5652) with the certificate in it, as PDF has it (ISO 32000-1, 12.8.3.3)
     * @throws IOException where the key cannot be read, saying what to do
     */
    byte[] sign(InputStream content, Instant at) throws IOException;

    /**
     * The hub's certificate in PEM, by which others check what it signed.
     *
     * @throws IOException where it cannot be read, saying what to do
     */
    String certificate() throws IOException;

    /**
     * SHA-256 of the certificate in hex, pairs parted by colons, as OpenSSL prints it.
     *
     * @throws IOException where it cannot be read, saying what to do
     */
    String fingerprint() throws IOException;
}
