// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.MappingException;

/**
 * What descriptors' codes mean in CEDS: the standard's own, and those that an operator adds. Ed-Fi's codes are matched in any case. The
 * values for races, grades and the like are those of 1EdTech's and CEDS's own Ed-Fi maps. Immutable.
 */
final class Crosswalk {

    private final Map<String, String> values;

    private Crosswalk(Map<String, String> values) {
        this.values = values;
    }

    /** The standard's codes and these besides, each written {@code attendance/Medical=ExcusedAbsence}. */
    static Crosswalk with(String[] added) {
        Map<String, String> values = new HashMap<>();
        Set<String> sets = new HashSet<>();
        for (String line : standard().lines().skip(1).toList()) {
            int set = line.indexOf(',');
            int value = line.lastIndexOf(',');
            sets.add(line.substring(0, set));
            values.put(key(line.substring(0, set), line.substring(set + 1, value)), line.substring(value + 1));
        }
        for (String entry : added) {
            int slash = entry.indexOf('/');
            int equals = entry.lastIndexOf('=');
            if (slash < 1
                    || equals < slash
                    || !sets.contains(entry.substring(0, slash).strip())) {
                throw new ConnectorException(
                        Kind.CONFIG,
                        "crosswalk must be entries such as attendance/Medical=ExcusedAbsence, of the sets "
                                + String.join(", ", sets.stream().sorted().toList()));
            }
            values.put(
                    key(entry.substring(0, slash).strip(), entry.substring(slash + 1, equals)),
                    entry.substring(equals + 1).strip());
        }
        return new Crosswalk(values);
    }

    private static String standard() {
        try (InputStream in = Objects.requireNonNull(Crosswalk.class.getResourceAsStream("crosswalk.csv"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String key(String set, String code) {
        return set + '/' + code.strip().toLowerCase(Locale.ROOT);
    }

    /** What a code means; null where nobody said. */
    @Nullable
    String of(String set, @Nullable String code) {
        return code == null ? null : values.get(key(set, code));
    }

    /** What a code means in a set of the model; null where there is no code. */
    <E> @Nullable E of(String set, @Nullable String code, String column, Function<String, Optional<E>> model) {
        if (code == null) {
            return null;
        }
        String value = of(set, code);
        return model.apply(value == null ? code : value)
                .orElseThrow(() -> new MappingException(
                        column,
                        "code:" + set,
                        column
                                + " has a code that no crosswalk has a CEDS value for; add it to the connection's crosswalk as "
                                + set + "/<code>=<value>"));
    }
}
