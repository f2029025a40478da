// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.susten.files.Secrets;

/**
 * Access tokens: what they say is signed, so that every hub of a community knows them and none keeps them. A token is void once
 * its client's secret is another one, and where it ends later than one that is issued now, as after a clock was set back. Safe for any thread.
 */
final class Tokens {

    static final Duration LIFE = Duration.ofHours(1);

    /** How much later it is at another hub of the community. */
    static final Duration SKEW = Duration.ofMinutes(5);

    private static final String KEY = "roster-tokens";
    private static final int KEY_BYTES = 32;
    private static final int LONGEST = 2_000;

    private final Clients clients;
    private final Clock clock;
    private final SecretKeySpec key;

    Tokens(Secrets secrets, Clients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
        this.key = new SecretKeySpec(
                new String(secrets.findOrCreate(KEY, KEY_BYTES)).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    /** A token for a client and the words of its scopes. */
    String issue(String client, Set<String> scopes) {
        String said = client
                + '\n'
                + String.join(" ", scopes)
                + '\n'
                + clock.instant().plus(LIFE).getEpochSecond()
                + '\n'
                + clients.fingerprint(client);
        byte[] body = said.getBytes(StandardCharsets.UTF_8);
        return encode(body) + '.' + encode(signature(body));
    }

    /** Who comes with a token, as long as it is good. */
    Optional<Caller> caller(String token) {
        int dot = token.indexOf('.');
        if (dot < 0 || token.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            byte[] body = Base64.getUrlDecoder().decode(token.substring(0, dot));
            byte[] signed = Base64.getUrlDecoder().decode(token.substring(dot + 1));
            if (!MessageDigest.isEqual(signature(body), signed)) {
                return Optional.empty();
            }
            String[] said = new String(body, StandardCharsets.UTF_8).split("\n", -1);
            long left = Long.parseLong(said[2]) - clock.instant().getEpochSecond();
            boolean good =
                    left > 0 && left <= LIFE.plus(SKEW).toSeconds() && said[3].equals(clients.fingerprint(said[0]));
            return good ? Optional.of(new Caller(said[0], Scopes.words(said[1]))) : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private byte[] signature(byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(body);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256, which every Java must have", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
