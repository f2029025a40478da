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

    private static final Nicknames ONLY = load();

    private final Map<String, Lines> lines = new HashMap<>();

    /**
     * The lines that a name stands in.
     *
     * @param numbers ascending
     * @param print one of 64 bits for each: names without a bit in common, as nearly any two are, stand in no line together
     */
    record Lines(int[] numbers, long print) {

        private static final Lines NONE = new Lines(new int[0], 0);

        private static Lines of(int number) {
            return new Lines(new int[] {number}, 1L << number);
        }

        private Lines and(Lines one) {
            int[] more = Arrays.copyOf(numbers, numbers.length + 1);
            more[numbers.length] = one.numbers[0];
            return new Lines(more, print | one.print);
        }
    }

    private Nicknames() {}

    static Nicknames get() {
        return ONLY;
    }

    /** The lines that a name stands in; mostly none. */
    Lines lines(String name) {
        return lines.getOrDefault(name, Lines.NONE);
    }

    /** Whether two names stand in one line. */
    static boolean related(Lines one, Lines other) {
        if ((one.print & other.print) == 0) {
            return false;
        }
        int[] a = one.numbers;
        int[] b = other.numbers;
        int i = 0;
        int j = 0;
        while (i < a.length && j < b.length && a[i] != b[j]) {
            if (a[i] < b[j]) {
                i++;
            } else {
                j++;
            }
        }
        return i < a.length && j < b.length;
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
            lines.merge(name, Lines.of(line), Lines::and);
        }
    }
}
