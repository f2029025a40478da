// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.susten.files.Secrets;

/**
 * The clients of a door. Each has its secret below {@code etc/secrets}; without that file nobody comes in. A secret that is changed, or
 * has another name because the client is another's now, counts within seconds. Safe for any thread.
 */
final class Clients {

    private static final Pattern ID = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final long KEPT_NANOS = 5_000_000_000L;

    private record Known(String fingerprint, long at) {}

    private final Secrets secrets;
    private final Function<String, Optional<String>> names;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    /** {@code names}: of the secrets, by client; empty where there is no such client. */
    Clients(Secrets secrets, Function<String, Optional<String>> names) {
        this.secrets = secrets;
        this.names = names;
    }

    /** The client's secret, for the caller to wipe. */
    Optional<char[]> secret(String client) {
        return ID.matcher(client).matches() ? names.apply(client).flatMap(secrets::find) : Optional.empty();
    }

    /** Whether the secret is the client's; takes as long whether or not it is. */
    boolean admits(String client, String secret) {
        char[] right = secret(client).orElse(new char[0]);
        try {
            boolean same = MessageDigest.isEqual(
                    new String(right).getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
            return right.length > 0 && same;
        } finally {
            Arrays.fill(right, '\0');
        }
    }

    /** Tells one secret of a client from another, and nothing else of it; empty where it has none. */
    String fingerprint(String client) {
        Known now = known.get(client);
        if (now != null && System.nanoTime() - now.at() < KEPT_NANOS) {
            return now.fingerprint();
        }
        char[] secret = secret(client).orElse(new char[0]);
        String fingerprint = secret.length == 0 ? "-" : hash(client + '\n' + new String(secret));
        Arrays.fill(secret, '\0');
        // Names of strangers are not remembered.
        if (secret.length > 0) {
            known.put(client, new Known(fingerprint, System.nanoTime()));
        } else {
            known.remove(client);
        }
        return fingerprint;
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
