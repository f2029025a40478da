// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/**
 * OAuth 2.0 client credentials (RFC 6749, 4.4). One token serves all readings of a connection until shortly before it expires; a
 * refusal in between fetches one new token, however many questions were under way with the old one. In place of the secret a claim
 * may be signed for a user (JWT bearer, RFC 7523).
 */
public final class OAuth2 extends Login {

    /** How id and secret are given for a token. */
    public enum Style {
        /** In the header, as the standard prefers. */
        BASIC,
        /** In the form. */
        FORM,
        /** In a JSON object. */
        JSON
    }

    private static final Duration BEFORE = Duration.ofSeconds(60);
    private static final Duration USUAL = Duration.ofMinutes(30);
    private static final Integer[] REFUSALS = {400, 401, 403, 404, 405, 415, 422};

    private final URI address;
    private final String id;
    private final String secret;
    private final Set<Style> styles;
    private final List<String> scopes;
    private final @Nullable JwtBearer bearer;
    private final String audience;

    private @Nullable String token;
    private Instant until = Instant.MIN;
    private byte[] proved = {};
    private @Nullable Style known;
    private int scope;

    private OAuth2(
            URI address,
            String id,
            String secret,
            Set<Style> styles,
            List<String> scopes,
            @Nullable JwtBearer bearer,
            String audience) {
        this.address = address;
        this.id = id;
        this.secret = secret;
        this.styles = styles;
        this.scopes = scopes;
        this.bearer = bearer;
        this.audience = audience;
    }

    /** Asks that address for tokens with an id and the secret of that name, in each style until one is understood. */
    public static OAuth2 of(String address, String id, String secret) {
        return new OAuth2(HttpApi.address(address), id, secret, EnumSet.allOf(Style.class), List.of(""), null, "");
    }

    /** In this style only. */
    public OAuth2 style(Style only) {
        return new OAuth2(address, id, secret, EnumSet.of(only), scopes, bearer, audience);
    }

    /**
     * For these scopes, separated by spaces; and where the server knows or grants one of them not, for each of these fewer ones
     * instead, until it gives a token.
     */
    public OAuth2 scopes(String wanted, String... fewer) {
        List<String> all = Stream.concat(Stream.of(wanted), Stream.of(fewer))
                .map(String::strip)
                .toList();
        return new OAuth2(address, id, secret, styles, all, bearer, audience);
    }

    /** For this audience, as some servers want to be told in a form. */
    public OAuth2 audience(String wanted) {
        return new OAuth2(address, id, secret, styles, scopes, bearer, wanted);
    }

    /** By a claim signed for a user; the secret is then a private RSA key in PEM (PKCS#8). */
    public OAuth2 signedFor(String user, String forWhom) {
        return new OAuth2(address, id, secret, EnumSet.of(Style.FORM), scopes, new JwtBearer(user, forWhom), "");
    }

    @Override
    List<URI> addresses() {
        return List.of(address);
    }

    @Override
    synchronized Map<String, String> headers(Ask ask, URI uri, HttpApi api) {
        String current = token;
        byte[] mark = mark(api.context(), secret);
        if (current == null || !api.context().clock().instant().isBefore(until) || !Arrays.equals(mark, proved)) {
            current = fetch(api);
            token = current;
            proved = mark;
        }
        return Map.of("Authorization", "Bearer " + current);
    }

    @Override
    synchronized boolean renew(Map<String, String> used, Answer refused, HttpApi api) {
        if (("Bearer " + token).equals(used.get("Authorization"))) {
            token = null;
        }
        return true;
    }

    private String fetch(HttpApi api) {
        HttpApi plain = HttpApi.at(address.toString(), Login.none(), api.context());
        Answer answer = asked(plain, api);
        while (tooMuch(answer)) {
            scope++;
            answer = asked(plain, api);
        }
        if (answer.ok()) {
            return token(answer, api);
        }
        String reason = answer.reason().isEmpty() ? "" : " (" + answer.reason() + ")";
        throw new ConnectorException(
                answer.status() == 404 || answer.status() == 405 ? Kind.CONFIG : Kind.ACCESS,
                "no token from " + Hosts.host(address) + address.getPath() + ", which answers " + answer.status()
                        + reason + ": check the address for tokens, the id, the secret and the scopes");
    }

    /** Asks in each style until one is understood, or the scopes are refused and there are fewer to ask for. */
    private Answer asked(HttpApi plain, HttpApi api) {
        Iterator<Style> each = (known == null ? styles : EnumSet.of(known)).iterator();
        while (true) {
            Style style = each.next();
            Answer answer = plain.get(ask(style, api).accepting(REFUSALS));
            if (answer.ok()) {
                known = style;
            }
            if (answer.ok() || tooMuch(answer) || !each.hasNext()) {
                return answer;
            }
        }
    }

    private boolean tooMuch(Answer answer) {
        return !answer.ok() && answer.reason().contains("invalid_scope") && scope < scopes.size() - 1;
    }

    private Ask ask(Style style, HttpApi api) {
        String hidden = text(api.context(), secret);
        String wanted = scopes.get(scope);
        String more = (wanted.isEmpty() ? "" : "&scope=" + Ask.encode(wanted))
                + (audience.isEmpty() ? "" : "&audience=" + Ask.encode(audience));
        String form = "application/x-www-form-urlencoded";
        if (bearer != null) {
            return Ask.post(
                    "", form, bearer.form(id, hidden, api.context().clock().instant()) + more);
        }
        return switch (style) {
            case BASIC -> {
                String pair = id + ':' + hidden;
                yield Ask.post("", form, "grant_type=client_credentials" + more)
                        .header(
                                "Authorization",
                                "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            case FORM ->
                Ask.post(
                        "",
                        form,
                        "grant_type=client_credentials&client_id=" + Ask.encode(id) + "&client_secret="
                                + Ask.encode(hidden) + more);
            case JSON ->
                Ask.post(
                        "",
                        "application/json",
                        "{\"grant_type\":\"client_credentials\",\"client_id\":" + JsonText.quoted(id)
                                + ",\"client_secret\":" + JsonText.quoted(hidden)
                                + (wanted.isEmpty() ? "" : ",\"scope\":" + JsonText.quoted(wanted)) + "}");
        };
    }

    private String token(Answer answer, HttpApi api) {
        Map<String, @Nullable Object> members = JsonText.object(answer);
        Object value = members.getOrDefault("access_token", members.get("accessToken"));
        if (value == null || value.toString().isBlank()) {
            throw new ConnectorException(
                    Kind.BROKEN,
                    Hosts.host(address) + address.getPath() + " answers without an access_token; check the address");
        }
        String seconds = String.valueOf(members.get("expires_in")).replaceAll("\\..*", "");
        Duration life = seconds.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(seconds)) : USUAL;
        Duration usable = life.compareTo(BEFORE.multipliedBy(2)) > 0 ? life.minus(BEFORE) : life.dividedBy(2);
        until = api.context().clock().instant().plus(usable);
        return value.toString();
    }
}
