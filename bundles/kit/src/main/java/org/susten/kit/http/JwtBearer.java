// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Trace;

/**
 * A claim signed for a user in place of a secret: JWT bearer (RFC 7523), RS256.
 *
 * @param user the subject
 * @param audience where it is good
 */
record JwtBearer(String user, String audience) {

    private static final long SECONDS = 180;

    /** The form that asks for a token. {@code pem}: a private RSA key in PKCS#8. */
    String form(String id, String pem, Instant now) {
        String claims = "{\"iss\":" + JsonText.quoted(id) + ",\"sub\":" + JsonText.quoted(user) + ",\"aud\":"
                + JsonText.quoted(audience) + ",\"exp\":" + (now.getEpochSecond() + SECONDS) + '}';
        String signed = encoded("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8))
                + '.'
                + encoded(claims.getBytes(StandardCharsets.UTF_8));
        return "grant_type=" + Ask.encode("urn:ietf:params:oauth:grant-type:jwt-bearer") + "&assertion=" + signed + '.'
                + encoded(signature(signed, pem));
    }

    private static byte[] signature(String text, String pem) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key(pem));
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return signature.sign();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new ConnectorException(
                    Kind.CONFIG,
                    "the secret is no private RSA key in PEM (PKCS#8), as openssl genpkey -algorithm RSA makes it",
                    Trace.bare(e));
        }
    }

    private static PrivateKey key(String pem) throws GeneralSecurityException {
        String body = pem.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        return KeyFactory.getInstance("RSA")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
