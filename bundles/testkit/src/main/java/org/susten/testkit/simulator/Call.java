// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What a simulator was asked.
 *
 * @param method the verb
 * @param path the path, decoded
 * @param query parameters, decoded
 * @param rawQuery parameters as they came
 * @param headers headers by name in lower case
 * @param body what was posted
 */
public record Call(
        String method,
        String path,
        Map<String, String> query,
        String rawQuery,
        Map<String, String> headers,
        String body) {

    static Call of(HttpExchange exchange) throws IOException {
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
        String raw = exchange.getRequestURI().getRawQuery();
        return new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                form(raw == null ? "" : raw),
                raw == null ? "" : raw,
                headers,
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** The pairs of a query or a form. */
    static Map<String, String> form(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return pairs;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** A header, empty where it did not come. */
    public String header(String name) {
        return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }

    /** A parameter that is a number. */
    public long number(String name, long otherwise) {
        String text = query.getOrDefault(name, "");
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : otherwise;
    }
}
