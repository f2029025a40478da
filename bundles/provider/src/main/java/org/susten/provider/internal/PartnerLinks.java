// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.susten.files.Secrets;

/**
 * Links to single files of deliveries that need no credential: each is signed for who was given it, delivery and file, ends by itself, and
 * is void once the partner's secret is another one, or the person's pass is. What may be fetched is asked when it is fetched. Safe for any thread.
 */
final class PartnerLinks {

    /** How long a link opens. A download that has begun goes on. */
    static final Duration LIFE = Duration.ofMinutes(15);

    private static final String KEY = "partner-links";
    private static final int KEY_BYTES = 32;
    private static final String HMAC = "HmacSHA256";

    private final Visitors visitors;
    private final Clock clock;
    private final SecretKeySpec key;

    /** What a link says of itself. */
    enum Verdict {
        GOOD,
        /** It was good, or would be, had the clock not been set back. */
        EXPIRED,
        /** It is none of this hub's. */
        FORGED
    }

    PartnerLinks(Secrets secrets, Visitors visitors, Clock clock) {
        this.visitors = visitors;
        this.clock = clock;
        this.key = new SecretKeySpec(
                new String(secrets.findOrCreate(KEY, KEY_BYTES)).getBytes(StandardCharsets.UTF_8), HMAC);
    }

    /** Until when links made now open. */
    Instant until() {
        return clock.instant().plus(LIFE);
    }

    /** A link, without the host. */
    String to(String client, String delivery, String file, Instant until) {
        long seconds = until.getEpochSecond();
        return "/partner/v1/deliveries/" + delivery + "/files/" + encoded(file) + "?partner=" + encoded(client)
                + "&until=" + seconds + "&signature="
                + HexFormat.of().formatHex(signature(client, delivery, file, Long.toString(seconds)));
    }

    /** Whether a link is one of ours; it takes as long where it is not. Only of a good signature is it said that it has expired. */
    Verdict check(String client, String delivery, String file, @Nullable String until, String signature) {
        byte[] said;
        try {
            said = HexFormat.of().parseHex(signature);
        } catch (IllegalArgumentException notHex) {
            said = new byte[0];
        }
        String seconds = until == null || !until.matches("\\d{1,12}") ? "0" : until;
        boolean ours = MessageDigest.isEqual(signature(client, delivery, file, seconds), said)
                && visitors.known(client).isPresent();
        if (!ours) {
            return Verdict.FORGED;
        }
        long left = Long.parseLong(seconds) - clock.instant().getEpochSecond();
        return left > 0 && left <= LIFE.plus(Tokens.SKEW).toSeconds() ? Verdict.GOOD : Verdict.EXPIRED;
    }

    private byte[] signature(String client, String delivery, String file, String until) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(String.join("\n", client, delivery, file, until, visitors.fingerprint(client))
                    .getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java lacks HmacSHA256, which every Java must have", e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
