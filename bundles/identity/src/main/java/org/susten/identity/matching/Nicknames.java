// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Given names that stand for each other: the lines of {@code nicknames.txt}, any two names of one line. Immutable. */
final class Nicknames {

    private static final int[] NONE = {};

    private static final Nicknames ONLY = load();

    private final Map<String, int[]> lines = new HashMap<>();

    private Nicknames() {}

    static Nicknames get() {
        return ONLY;
    }

    /** The lines that a name stands in, ascending; mostly none. Not to be written to. */
    int[] lines(String name) {
        return lines.getOrDefault(name, NONE);
    }

    /** Whether two names stand in one line. */
    static boolean related(int[] linesOfOne, int[] linesOfOther) {
        for (int line : linesOfOne) {
            if (Arrays.binarySearch(linesOfOther, line) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static Nicknames load() {
        Nicknames nicknames = new Nicknames();
        try (InputStream in = Nicknames.class.getResourceAsStream("nicknames.txt")) {
            if (in == null) {
                throw new IllegalStateException("nicknames.txt is not beside " + Nicknames.class.getName());
            }
            int number = 0;
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    nicknames.add(line.split("[: ]+"), number++);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return nicknames;
    }

    private void add(String[] names, int line) {
        for (String name : names) {
            lines.merge(name, new int[] {line}, (before, one) -> {
                int[] more = Arrays.copyOf(before, before.length + 1);
                more[before.length] = one[0];
                return more;
            });
        }
    }
}
