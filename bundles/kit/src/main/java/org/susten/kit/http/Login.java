// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.susten.spi.Context;

/**
 * How a connection makes itself known. Kept by the connector, so that a token serves all its readings; safe for several threads.
 * Secrets are fetched when they are needed, and wiped.
 */
public abstract sealed class Login permits Login.None, Login.Header, OAuth1, OAuth2, SifSession, EtoSession {

    Login() {}

    /** To nobody in particular. */
    public static Login none() {
        return new None();
    }

    /** By a token that somebody gave once and for all: the secret of this name. */
    public static Login bearer(String secret) {
        return header("Authorization", "Bearer ", secret);
    }

    /**
     * By a header of the source's own: {@code header("X-Api-Key", "", "riverside-key")}, or {@code header("Authorization", "Token ",
     * "riverside-key")}.
     *
     * @param name the header
     * @param before what stands before the secret in it, with the space that separates them
     * @param secret the secret's name
     */
    public static Login header(String name, String before, String secret) {
        return new Header(name, before, secret);
    }

    /** What is sent along with a question. */
    abstract Map<String, String> headers(Ask ask, URI uri, HttpApi api);

    /** After a refusal: whether it makes sense to ask once more. */
    boolean renew(Map<String, String> used, Answer refused, HttpApi api) {
        return false;
    }

    /** What to look after where the login is not accepted. */
    String advice() {
        return "check its id and secret";
    }

    /** Addresses of its own. */
    List<URI> addresses() {
        return List.of();
    }

    /** A secret as text, for the moment in which it is sent. */
    static String text(Context context, String secret) {
        char[] value = context.secret(secret);
        try {
            return new String(value).strip();
        } finally {
            Arrays.fill(value, '\0');
        }
    }

    /** By what a secret is known again that was given before, so that another one in its place counts at once. */
    static byte[] mark(Context context, String secret) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text(context, secret).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Nobody. */
    static final class None extends Login {
        @Override
        Map<String, String> headers(Ask ask, URI uri, HttpApi api) {
            return Map.of();
        }
    }

    /** A lasting token. */
    static final class Header extends Login {
        private final String name;
        private final String before;
        private final String secret;

        Header(String name, String before, String secret) {
            this.name = name;
            this.before = before;
            this.secret = secret;
        }

        @Override
        Map<String, String> headers(Ask ask, URI uri, HttpApi api) {
            return Map.of(name, before + text(api.context(), secret));
        }

        @Override
        String advice() {
            return "check the secret " + secret;
        }
    }
}
