// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Who may come in: the half of OAuth that a server has, written from the standards and apart from the kit's. */
public final class Gate {

    /** How a client makes itself known. */
    public enum Kind {
        /** OAuth 1.0a, HMAC-SHA256. */
        OAUTH1_SHA256,
        /** OAuth 1.0a, HMAC-SHA1. */
        OAUTH1_SHA1,
        /** OAuth 2.0, id and secret in the header. */
        OAUTH2_BASIC,
        /** OAuth 2.0, id and secret in the form. */
        OAUTH2_FORM,
        /** OAuth 2.0, id and secret in a JSON object. */
        OAUTH2_JSON,
        /** A lasting token, which is the secret. */
        BEARER
    }

    /** The id that every simulator knows. */
    public static final String ID = "susten";
    /** The secret that goes with it. */
    public static final String SECRET = "s3cr&t of+the hub";

    private static final Pattern PAIR = Pattern.compile("(oauth_\\w+)=\"([^\"]*)\"");

    private final Kind kind;
    private final Clock clock;
    private final Set<String> nonces = new HashSet<>();
    private @Nullable String token;
    private int given;
    private String scopes = "";
    private @Nullable Set<String> known;

    /** A gate of one kind whose clock stands at {@code now}. */
    public Gate(Kind kind, Instant now) {
        this(kind, Clock.fixed(now, ZoneOffset.UTC));
    }

    /** A gate of one kind with that clock. */
    public Gate(Kind kind, Clock clock) {
        this.kind = kind;
        this.clock = clock;
    }

    /** Knows these scopes and no others, and refuses who asks for another. */
    public Gate knowing(String... only) {
        known = Set.of(only);
        return this;
    }

    /** The scopes that the last token was asked for. */
    public synchronized String scopes() {
        return scopes;
    }

    /** Voids the token it gave. */
    public synchronized void expire() {
        token = null;
    }

    /** Answers a question for a token. */
    public synchronized Reply token(Call call) {
        Map<String, String> asked = new HashMap<>();
        if (kind == Kind.OAUTH2_JSON && call.header("Content-Type").contains("json")) {
            Matcher pairs = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"").matcher(call.body());
            while (pairs.find()) {
                asked.put(pairs.group(1), pairs.group(2));
            }
        } else if (kind == Kind.OAUTH2_FORM || kind == Kind.OAUTH2_BASIC) {
            asked.putAll(Call.form(call.body()));
        }
        if (kind == Kind.OAUTH2_BASIC) {
            String expected = Base64.getEncoder().encodeToString((ID + ':' + SECRET).getBytes(StandardCharsets.UTF_8));
            boolean known = call.header("Authorization").equals("Basic " + expected);
            asked.put("client_id", known ? ID : "");
            asked.put("client_secret", known ? SECRET : "");
        }
        if (!"client_credentials".equals(asked.get("grant_type"))
                || !ID.equals(asked.get("client_id"))
                || !SECRET.equals(asked.get("client_secret"))) {
            return Reply.refused(401, "invalid_client");
        }
        scopes = asked.getOrDefault("scope", "");
        if (known != null && !scopes.isEmpty() && !known.containsAll(List.of(scopes.split(" ")))) {
            return Reply.refused(400, "invalid_scope");
        }
        return grant();
    }

    /** Gives a token to somebody who was found good by other means. */
    public synchronized Reply grant() {
        token = "token-" + ++given;
        return Reply.json(Map.of("access_token", token, "token_type", "bearer", "expires_in", 3600, "scope", scopes));
    }

    /** Whether a call may come in. */
    public synchronized boolean opens(Call call, String address) {
        String authorization = call.header("Authorization");
        return switch (kind) {
            case BEARER -> authorization.equals("Bearer " + SECRET);
            case OAUTH1_SHA256 -> signed(call, address, "HMAC-SHA256", "HmacSHA256");
            case OAUTH1_SHA1 -> signed(call, address, "HMAC-SHA1", "HmacSHA1");
            case OAUTH2_BASIC, OAUTH2_FORM, OAUTH2_JSON -> token != null && authorization.equals("Bearer " + token);
        };
    }

    private boolean signed(Call call, String address, String method, String algorithm) {
        Map<String, String> oauth = new HashMap<>();
        Matcher pairs = PAIR.matcher(call.header("Authorization"));
        while (pairs.find()) {
            oauth.put(pairs.group(1), URLDecoder.decode(pairs.group(2), StandardCharsets.UTF_8));
        }
        String signature = oauth.getOrDefault("oauth_signature", "");
        String time = oauth.getOrDefault("oauth_timestamp", "0");
        boolean timely = Duration.between(Instant.ofEpochSecond(Long.parseLong(time)), clock.instant())
                        .abs()
                        .toMinutes()
                < 5;
        oauth.remove("oauth_signature");
        return timely
                && ID.equals(oauth.get("oauth_consumer_key"))
                && method.equals(oauth.get("oauth_signature_method"))
                && nonces.add(oauth.get("oauth_nonce") + '@' + time)
                && signature.equals(signature(call, address, oauth, algorithm));
    }

    private static String signature(Call call, String address, Map<String, String> oauth, String algorithm) {
        List<String> pairs = new ArrayList<>();
        oauth.forEach((name, value) -> pairs.add(encoded(name) + '=' + encoded(value)));
        call.query().forEach((name, value) -> pairs.add(encoded(name) + '=' + encoded(value)));
        pairs.sort(null);
        String base = call.method() + '&' + encoded(address + call.path()) + '&' + encoded(String.join("&", pairs));
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec((encoded(SECRET) + '&').getBytes(StandardCharsets.UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(base.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A")
                .replace("%7E", "~");
    }
}
