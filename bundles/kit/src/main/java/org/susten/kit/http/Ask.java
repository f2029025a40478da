// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One question to a source. Every method gives a changed copy.
 *
 * @param method {@code GET} or {@code POST}
 * @param path below the base address, or a whole address that the source itself gave
 * @param query names and values in the order in which they are sent, not yet encoded
 * @param headers headers beside those of the login
 * @param body what is posted, or null
 * @param accepts answers that are no failure to the one who asks, besides 2xx
 */
public record Ask(
        String method,
        String path,
        Map<String, String> query,
        Map<String, String> headers,
        @Nullable Body body,
        Set<Integer> accepts) {

    /** Some sources want tokens in their addresses: long, and with digits as no name of a collection has them. */
    private static final Pattern TOKEN = Pattern.compile("/(?=[^/]*\\d)[A-Za-z0-9{}_-]{20,}(?=/|$)");

    /** What is posted, and its media type. */
    public record Body(String type, String text) {

        /** The type only: a body may hold a secret. */
        @Override
        public String toString() {
            return type;
        }
    }

    /** A question without anything but its path. */
    public static Ask get(String path) {
        return new Ask("GET", path, Map.of(), Map.of(), null, Set.of());
    }

    /** A question with a body. */
    public static Ask post(String path, String type, String text) {
        return new Ask("POST", path, Map.of(), Map.of(), new Body(type, text), Set.of());
    }

    /** With a parameter, in place of one of the same name. */
    public Ask with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, value);
        return new Ask(method, path, more, headers, body, accepts);
    }

    /** Without a parameter. */
    public Ask without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(query);
        fewer.remove(name);
        return new Ask(method, path, fewer, headers, body, accepts);
    }

    /** At another place. */
    public Ask at(String other) {
        return new Ask(method, other, query, headers, body, accepts);
    }

    /** With a header. */
    public Ask header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Ask(method, path, query, more, body, accepts);
    }

    /** Where these answers are no failure too. */
    public Ask accepting(Integer... statuses) {
        Set<Integer> more = new HashSet<>(accepts);
        more.addAll(Set.of(statuses));
        return new Ask(method, path, query, headers, body, Set.copyOf(more));
    }

    /** The parameters as they are sent, empty where there are none. */
    String queryString() {
        StringBuilder text = new StringBuilder();
        query.forEach((name, value) -> text.append(text.isEmpty() ? "" : "&")
                .append(encode(name))
                .append('=')
                .append(encode(value)));
        return text.toString();
    }

    /** Percent-encodes all but the unreserved characters of RFC 3986, as signatures need it. */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 16);
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "-._~".indexOf(c) >= 0);
            if (plain) {
                encoded.append(c);
            } else {
                encoded.append('%').append(String.format("%02X", (int) c));
            }
        }
        return encoded.toString();
    }

    /** Method and path; never a parameter, a header, the body, or a part of the path that may be a token. */
    @Override
    public String toString() {
        int mark = path.indexOf('?');
        String place = TOKEN.matcher(mark < 0 ? path : path.substring(0, mark)).replaceAll("/…");
        return place.isEmpty() ? method : method + ' ' + place;
    }
}
