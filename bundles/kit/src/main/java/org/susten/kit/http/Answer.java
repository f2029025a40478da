// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a source answered, whole. {@code toString()} prints the status, never the body. */
public final class Answer {

    /** Codes that machines write for machines; anything in sentences may be about somebody. */
    private static final Pattern CODE = Pattern.compile(
            "\"(?:error|error_code|errorCode|code|type|imsx_codeMinor|imsx_codeMinorFieldValue)\"\\s*:\\s*\"([a-z]+(?:[_:.-][a-z0-9]+)*)\"");

    private static final int ENOUGH = 4_096;

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Answer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** The status. */
    public int status() {
        return status;
    }

    /** Whether it is what was asked for. */
    public boolean ok() {
        return status >= 200 && status < 300;
    }

    /** A header's first value. */
    public Optional<String> header(String name) {
        return headers.firstValue(name);
    }

    /** A header's values. */
    public List<String> headers(String name) {
        return headers.allValues(name);
    }

    /** A header that should be a number, or -1. */
    public long number(String name) {
        String text = header(name).orElse("").strip();
        return text.matches("\\d{1,15}") ? Long.parseLong(text) : -1;
    }

    /** The body's bytes, not copied; nobody changes them. */
    byte[] bytes() {
        return body;
    }

    /** How many bytes came. */
    public int size() {
        return body.length;
    }

    /** The codes by which the source says why it refuses, such as {@code invalid_filter_field}; empty where it says none. */
    public String reason() {
        String text = new String(body, 0, Math.min(body.length, ENOUGH), StandardCharsets.UTF_8);
        StringBuilder codes = new StringBuilder();
        Matcher matcher = CODE.matcher(text);
        while (matcher.find() && codes.length() < 100) {
            codes.append(codes.isEmpty() ? "" : ", ").append(matcher.group(1));
        }
        return codes.toString();
    }

    /** Whether its beginning holds these words, in any case; what else it says stays with it. */
    public boolean mentions(String words) {
        String text = new String(body, 0, Math.min(body.length, ENOUGH), StandardCharsets.UTF_8);
        return text.toLowerCase(Locale.ROOT).contains(words.toLowerCase(Locale.ROOT));
    }

    /** The address that the source says is next, of RFC 8288's {@code Link} header. */
    public Optional<String> link(String relation) {
        for (String header : headers("Link")) {
            for (String link : header.split(",\\s*(?=<)")) {
                int end = link.indexOf('>');
                boolean meant = Pattern.compile(
                                ";\\s*rel\\s*=\\s*\"?" + relation + "\"?\\s*(;|,|$)", Pattern.CASE_INSENSITIVE)
                        .matcher(link)
                        .find();
                if (link.startsWith("<") && end > 0 && meant) {
                    return Optional.of(link.substring(1, end));
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public String toString() {
        return "status " + status;
    }
}
