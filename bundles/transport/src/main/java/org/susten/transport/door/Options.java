// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Options of an address: only those that are known. */
public record Options(Map<String, String> values) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    /** Keeps its own copy. */
    public Options {
        values = Map.copyOf(values);
    }

    static Options parse(String text, Set<String> known, String of) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : text.split("&")) {
            if (pair.isEmpty()) {
                continue;
            }
            int is = pair.indexOf('=');
            String name = is < 0 ? pair : pair.substring(0, is);
            if (!known.contains(name)) {
                throw TransportException.settings(
                        "option " + shown(name) + " is not known for " + of, "use one of " + new TreeSet<>(known));
            }
            // a plus is a plus: only percent signs are decoded
            String value = is < 0 ? "true" : pair.substring(is + 1).replace("+", "%2B");
            values.put(name, URLDecoder.decode(value, StandardCharsets.UTF_8));
        }
        return new Options(values);
    }

    /** What it is set to; empty where it is not there. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** What it is set to, or else. */
    public String get(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** A number with its unit, as {@code 90s}; or else. */
    public Duration duration(String name, Duration otherwise) {
        return find(name).map(text -> duration(name, text)).orElse(otherwise);
    }

    /** One of the given words. */
    public String oneOf(String name, String... words) {
        String value = get(name, words[0]);
        if (!Set.of(words).contains(value)) {
            throw TransportException.settings(
                    "option " + name + " has an unknown value", "use one of " + String.join(", ", words));
        }
        return value;
    }

    private static Duration duration(String name, String text) {
        Matcher m = DURATION.matcher(text);
        if (!m.matches()) {
            throw TransportException.settings(
                    "option " + name + " is not a duration", "write for example 30s, 15m, 6h or 1d");
        }
        long n = Long.parseLong(m.group(1));
        return switch (m.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    private static String shown(String name) {
        return name.matches("[A-Za-z0-9_.-]{1,40}") ? name : "(unreadable)";
    }
}
