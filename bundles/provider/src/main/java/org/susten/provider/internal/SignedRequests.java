// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * OAuth 1.0a without a token, RFC 5849, as OneRoster 1.1 has it: every request is signed by HMAC-SHA256 or HMAC-SHA1, not older
 * than five minutes, and comes once. Safe for any thread.
 */
final class SignedRequests {

    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final long KEPT_NANOS = SKEW.multipliedBy(2).toNanos();
    private static final int MOST_NONCES = 1_000_000;
    private static final Map<String, String> METHODS = Map.of("HMAC-SHA256", "HmacSHA256", "HMAC-SHA1", "HmacSHA1");
    private static final Set<String> EVERYTHING =
            Set.of(Scopes.ROSTER, Scopes.DEMOGRAPHICS, Scopes.GRADEBOOK, Scopes.RESOURCE);

    private final Clients clients;
    private final Clock clock;
    /**
     * Guarded by itself: nonces and when they came, oldest first, on a clock that nobody sets: one that is set forward and back must not
     * let a request in twice.
     */
    private final LinkedHashMap<String, Long> nonces = new LinkedHashMap<>();

    SignedRequests(Clients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Who signed a request.
     *
     * @param address scheme, host and path as the caller wrote them
     * @param query as it came, or null
     */
    Optional<Caller> caller(String authorization, String method, String address, @Nullable String query) {
        Map<String, String> oauth = header(authorization);
        String algorithm = METHODS.get(oauth.getOrDefault("oauth_signature_method", ""));
        String client = oauth.getOrDefault("oauth_consumer_key", "");
        String nonce = oauth.getOrDefault("oauth_nonce", "");
        Optional<String> place = place(address);
        if (algorithm == null || nonce.isEmpty() || nonce.length() > 200 || !timely(oauth) || place.isEmpty()) {
            return Optional.empty();
        }
        char[] secret = clients.secret(client).orElse(new char[0]);
        try {
            String base = base(method, place.get(), parameters(oauth, query));
            byte[] expected = sign(algorithm, encode(new String(secret)) + '&', base);
            byte[] given = decodeBase64(oauth.getOrDefault("oauth_signature", ""));
            boolean good = MessageDigest.isEqual(expected, given) && secret.length > 0;
            return good && fresh(client + '\n' + oauth.get("oauth_timestamp") + '\n' + nonce)
                    ? Optional.of(new Caller(client, EVERYTHING))
                    : Optional.empty();
        } finally {
            Arrays.fill(secret, '\0');
        }
    }

    private boolean timely(Map<String, String> oauth) {
        try {
            Instant said = Instant.ofEpochSecond(Long.parseLong(oauth.getOrDefault("oauth_timestamp", "")));
            return Duration.between(said, clock.instant()).abs().compareTo(SKEW) <= 0;
        } catch (NumberFormatException | java.time.DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private boolean fresh(String nonce) {
        long now = System.nanoTime();
        synchronized (nonces) {
            var oldest = nonces.values().iterator();
            while (oldest.hasNext() && now - oldest.next() > KEPT_NANOS) {
                oldest.remove();
            }
            // Nobody is let in twice for want of memory.
            return nonces.size() < MOST_NONCES && nonces.putIfAbsent(nonce, now) == null;
        }
    }

    private static Map<String, String> header(String authorization) {
        Map<String, String> parameters = new HashMap<>();
        for (String part : authorization.substring("OAuth".length()).split(",")) {
            String[] pair = part.strip().split("=", 2);
            if (pair.length == 2 && !pair[0].equals("realm")) {
                parameters.put(decode(pair[0]), decode(pair[1].replaceAll("^\"|\"$", "")));
            }
        }
        return parameters;
    }

    private static List<String> parameters(Map<String, String> oauth, @Nullable String query) {
        List<String> all = new ArrayList<>();
        oauth.forEach((name, value) -> {
            if (!name.equals("oauth_signature")) {
                all.add(encode(name) + '=' + encode(value));
            }
        });
        if (query != null && !query.isEmpty()) {
            for (String part : query.split("&")) {
                String[] pair = part.split("=", 2);
                all.add(encode(form(pair[0])) + '=' + (pair.length == 2 ? encode(form(pair[1])) : ""));
            }
        }
        // By name, then by value: '=' stands before every character of an encoded name but '-', '.' and digits.
        all.sort((a, b) -> {
            int names = a.substring(0, a.indexOf('=')).compareTo(b.substring(0, b.indexOf('=')));
            return names != 0 ? names : a.compareTo(b);
        });
        return all;
    }

    /** The address as it is signed; empty where it is none, for whoever writes to the hub chooses host and path. */
    private static Optional<String> place(String address) {
        try {
            URI uri = new URI(address);
            if (uri.getScheme() == null || uri.getHost() == null) {
                return Optional.empty();
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int port = uri.getPort();
            boolean usual = port < 0 || scheme.equals("https") && port == 443 || scheme.equals("http") && port == 80;
            return Optional.of(scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + port)
                    + uri.getRawPath());
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String base(String method, String place, List<String> parameters) {
        return method.toUpperCase(Locale.ROOT) + '&' + encode(place) + '&' + encode(String.join("&", parameters));
    }

    private static byte[] sign(String algorithm, String key, String text) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("this Java lacks " + algorithm + ", which every Java must have", e);
        }
    }

    private static byte[] decodeBase64(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    /** In a header a plus sign is a plus sign, in a query it is a space. */
    private static String decode(String text) {
        return form(text.replace("+", "%2B"));
    }

    private static String form(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
