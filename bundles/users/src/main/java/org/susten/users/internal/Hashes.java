// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** What passwords and tokens are recognised by. */
final class Hashes {

    /** OWASP's first recommendation for Argon2id: 19 MiB, 2 passes, 1 lane. */
    private static final Argon2Function ARGON = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    /** As {@code argon2 -e} writes it; of memory at most 1 GiB, in KiB. */
    private static final Pattern HASH =
            Pattern.compile("\\$argon2id\\$v=(16|19)\\$m=(\\d{1,6}|10[0-4]\\d{4}),t=\\d{1,3},p=\\d{1,2}"
                    + "\\$[A-Za-z0-9+/]{11,}\\$[A-Za-z0-9+/]{43,}");

    /** Verified against when a name is unknown, so that a stranger cannot tell names by time. */
    static final String NOBODY = password("nobody has this password");

    private static final SecureRandom RANDOM = new SecureRandom();

    private Hashes() {}

    static String password(String password) {
        return Password.hash(password).addRandomSalt(16).with(ARGON).getResult();
    }

    static boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }

    /** Whether a text is such a hash as a whole: a cut one lets nobody in, and where it is the only administrator's, nobody at all. */
    static boolean isPassword(String hash) {
        return HASH.matcher(hash).matches();
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    static String sha256Hex(String text) {
        return HexFormat.of().formatHex(sha256(text));
    }

    /** Compares digests in constant time. */
    static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    /** A token of 256 random bits. */
    static String token() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
