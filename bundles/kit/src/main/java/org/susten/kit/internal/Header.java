// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;

/** Makes columns of the names a file gives them, forgiving case and space where it is known what they should be. */
public final class Header {

    private static final Map<Character, String> SEPARATORS =
            Map.of(',', "commas", ';', "semicolons", '\t', "tabs", '|', "vertical bars");

    private final Set<String> exact = new LinkedHashSet<>();
    private final Map<String, String> folded = new HashMap<>();
    private final List<String> prefixes = new ArrayList<>();

    private final String separated;

    /** Knows what the columns should be; a name that ends in {@code *} stands for all that begin so. */
    public Header(List<String> expected) {
        this(expected, "columns");
    }

    /** As above, of text whose columns are separated by this. */
    Header(List<String> expected, char delimiter) {
        this(expected, SEPARATORS.getOrDefault(delimiter, "the sign " + delimiter));
    }

    private Header(List<String> expected, String separated) {
        this.separated = separated;
        for (String name : expected) {
            if (name.endsWith("*")) {
                prefixes.add(fold(name.substring(0, name.length() - 1)));
            } else {
                exact.add(name);
                folded.putIfAbsent(fold(name), name);
            }
        }
    }

    /**
     * The names of columns whose header has several rows: what stands above counts for the columns to its right until the next,
     * where these have a name of their own below.
     */
    static List<String> joined(List<List<String>> rows) {
        List<String> names = rows.get(rows.size() - 1);
        for (int i = rows.size() - 2; i >= 0; i--) {
            names = below(rows.get(i), names);
        }
        return names;
    }

    private static List<String> below(List<String> above, List<String> names) {
        List<String> joined = new ArrayList<>();
        String heading = "";
        for (int i = 0; i < Math.max(above.size(), names.size()); i++) {
            String own = i < above.size() ? above.get(i).strip() : "";
            String name = i < names.size() ? names.get(i).strip() : "";
            heading = own.isEmpty() ? heading : own;
            joined.add(name.isEmpty() ? own : (heading + ' ' + name).strip());
        }
        return joined;
    }

    /**
     * The columns for a header line.
     *
     * @throws ConnectorException where none of the expected names is there: the line is no header, and may be a person's data
     */
    public Columns columns(String file, List<String> header, Findings findings) {
        List<String> names = new ArrayList<>(header.size());
        for (String raw : header) {
            names.add(raw.strip());
        }
        if (exact.isEmpty()) {
            noteTwice(names, findings);
            return Columns.of(names);
        }
        Set<String> present = new HashSet<>(names);
        for (int i = 0; i < names.size(); i++) {
            String meant = folded.get(fold(names.get(i)));
            if (meant != null && !meant.equals(names.get(i)) && present.add(meant)) {
                findings.add("column " + meant + " is written differently");
                names.set(i, meant);
            }
        }
        if (names.stream().noneMatch(exact::contains)) {
            throw new ConnectorException(
                    ConnectorException.Kind.BROKEN,
                    file + " has none of the columns " + String.join(", ", exact) + " in its header; "
                            + separator(names)
                                    .map(other -> "it seems to be separated by " + other + ": ask for " + separated
                                            + " instead")
                                    .orElse("check that it is the right file and begins with a line of column names"));
        }
        noteTwice(names, findings);
        note(
                "missing columns: ",
                exact.stream().filter(name -> !present.contains(name)).toList(),
                findings);
        note(
                "columns nobody asked for: ",
                names.stream().filter(this::unexpected).toList(),
                findings);
        return Columns.of(names);
    }

    /** By what a header that came as one column seems to be separated. */
    private static Optional<String> separator(List<String> names) {
        String line = names.size() == 1 ? names.get(0) : "";
        return SEPARATORS.entrySet().stream()
                .filter(separator -> line.indexOf(separator.getKey()) > 0)
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private boolean unexpected(String name) {
        return !name.isEmpty()
                && !exact.contains(name)
                && prefixes.stream().noneMatch(prefix -> fold(name).startsWith(prefix));
    }

    private static void noteTwice(List<String> names, Findings findings) {
        Set<String> seen = new HashSet<>();
        note(
                "columns named twice, of which the first counts: ",
                names.stream()
                        .filter(name -> !name.isEmpty() && !seen.add(name))
                        .toList(),
                findings);
    }

    private static void note(String what, List<String> names, Findings findings) {
        if (!names.isEmpty()) {
            findings.add(what + String.join(", ", names));
        }
    }

    private static String fold(String name) {
        StringBuilder folded = new StringBuilder(name.length());
        name.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(c -> !Character.isWhitespace(c) && !Character.isSpaceChar(c) && c != '_' && c != '\uFEFF')
                .forEach(folded::appendCodePoint);
        return folded.toString();
    }
}
