// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * OAuth 1.0a as OneRoster 1.1 uses it: each question is signed with key and secret, without a token (RFC 5849). Where a source's
 * clock goes wrong, its own {@code Date} is taken once it has refused ours.
 */
public final class OAuth1 extends Login {

    /** How questions are signed. */
    public enum Method {
        /** As OneRoster 1.1 asks for. */
        HMAC_SHA256("HMAC-SHA256", "HmacSHA256"),
        /** Of servers that stayed there. */
        HMAC_SHA1("HMAC-SHA1", "HmacSHA1");

        private final String word;
        private final String mac;

        Method(String word, String mac) {
            this.word = word;
            this.mac = mac;
        }
    }

    private static final SecureRandom RANDOM = new SecureRandom();
    /** Two clocks that differ by less are no reason for a refusal. */
    private static final Duration NEAR = Duration.ofSeconds(60);

    private final String key;
    private final String secret;
    private final Method method;
    private volatile Duration ahead = Duration.ZERO;

    private OAuth1(String key, String secret, Method method) {
        this.key = key;
        this.secret = secret;
        this.method = method;
    }

    /** Signs with a consumer key and the secret of that name. */
    public static OAuth1 of(String key, String secret, Method method) {
        return new OAuth1(key, secret, method);
    }

    @Override
    Map<String, String> headers(Ask ask, URI uri, HttpApi api) {
        byte[] nonce = new byte[16];
        RANDOM.nextBytes(nonce);
        Map<String, String> oauth = new TreeMap<>();
        oauth.put("oauth_consumer_key", key);
        oauth.put("oauth_nonce", HexFormat.of().formatHex(nonce));
        oauth.put("oauth_signature_method", method.word);
        oauth.put(
                "oauth_timestamp",
                String.valueOf(api.context().clock().instant().plus(ahead).getEpochSecond()));
        oauth.put("oauth_version", "1.0");
        oauth.put("oauth_signature", signature(base(ask.method(), uri, oauth), text(api.context(), secret)));
        StringBuilder header = new StringBuilder("OAuth ");
        oauth.forEach((name, value) -> header.append(header.length() == 6 ? "" : ", ")
                .append(name)
                .append("=\"")
                .append(Ask.encode(value))
                .append('"'));
        return Map.of("Authorization", header.toString());
    }

    /** What is signed: method, address and all parameters in order (RFC 5849, 3.4.1). */
    static String base(String verb, URI uri, Map<String, String> oauth) {
        List<String> pairs = new ArrayList<>();
        oauth.forEach((name, value) -> pairs.add(Ask.encode(name) + '=' + Ask.encode(value)));
        String query = uri.getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            String value = equals < 0 ? "" : pair.substring(equals + 1);
            pairs.add(Ask.encode(decoded(name)) + '=' + Ask.encode(decoded(value)));
        }
        pairs.sort(null);
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        boolean usual = uri.getPort() < 0 || uri.getPort() == (scheme.equals("https") ? 443 : 80);
        String place = scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + (usual ? "" : ":" + uri.getPort())
                + (uri.getRawPath().isEmpty() ? "/" : uri.getRawPath());
        return verb + '&' + Ask.encode(place) + '&' + Ask.encode(String.join("&", pairs));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private String signature(String base, String consumerSecret) {
        try {
            Mac mac = Mac.getInstance(method.mac);
            byte[] bytes = (Ask.encode(consumerSecret) + '&').getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(bytes, method.mac));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + method.mac, e);
        }
    }

    @Override
    String advice() {
        return method == Method.HMAC_SHA256
                ? "check its key and secret, and whether it signs with HMAC-SHA256 or with HMAC-SHA1 only"
                : "check its key and secret, and whether it signs with HMAC-SHA1";
    }

    @Override
    boolean renew(Map<String, String> used, Answer refused, HttpApi api) {
        try {
            Instant theirs = ZonedDateTime.parse(
                            refused.header("Date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration difference = Duration.between(api.context().clock().instant(), theirs);
            if (difference.minus(ahead).abs().compareTo(NEAR) > 0) {
                ahead = difference;
                return true;
            }
            return false;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
