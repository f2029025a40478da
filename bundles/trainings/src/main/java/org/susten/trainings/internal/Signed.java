// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;

/** Ed25519, RFC 8032, as Java and OpenSSL have it. */
final class Signed {

    private Signed() {}

    /** The public key of a text; empty where it is none. */
    static Optional<PublicKey> key(String base64) {
        try {
            return Optional.of(KeyFactory.getInstance("Ed25519")
                    .generatePublic(
                            new X509EncodedKeySpec(Base64.getMimeDecoder().decode(base64))));
        } catch (GeneralSecurityException | IllegalArgumentException noKey) {
            return Optional.empty();
        }
    }

    /** Whether whoever has the private key signed exactly these bytes. */
    static boolean by(PublicKey key, byte[] bytes, byte[] signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(bytes);
            return ed25519.verify(signature);
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }
}
