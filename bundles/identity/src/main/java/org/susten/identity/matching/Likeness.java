// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** How alike two values of a dictionary are, remembered for pairs seen lately. For one thread. */
final class Likeness {

    static final int NONE = 0;
    static final int NEAR = 1;
    static final int TYPO = 2;
    static final int NICKNAME = 3;
    static final int INITIAL = 4;

    /** A memory as large as there are values: of two children, no more is filled with zeros than they need. */
    private enum Room {
        FEW(10, 10, 10),
        MANY(15, 15, 15),
        /** Of a whole community: any two given names meet again and again, and to compare them takes longest. */
        ALL(20, 17, 15);

        private final int[] bits;

        Room(int... bits) {
            this.bits = bits;
        }

        static Room of(int values) {
            return values < 2000 ? FEW : values < 50_000 ? MANY : ALL;
        }
    }

    /** What kind of values are compared; each has its own measure and its own memory. */
    private enum Kind {
        NAME,
        WORDS,
        CODE
    }

    /** By Jaro and Winkler. */
    private static final double NEAR_ENOUGH = 0.84;

    private static final double ROUNDING = 1e-6;

    /** Of longer values, only the beginnings are compared. */
    private static final int LONG = 64;

    private static final int ANSWER_BITS = 3;
    private static final int NUMBER_BITS = 30;

    private final Dictionary values;
    private final Nicknames nicknames = Nicknames.get();

    /** Two numbers of values and how alike they are, by kind; 0 for nothing. */
    private final long[][] seen;

    /** The lines of nicknames that a value stands in, by number; null where nobody has looked. */
    private Nicknames.@Nullable Lines[] lines = {};

    /** Of values, some of which are there already. */
    Likeness(Dictionary values) {
        this(values, Room.of(values.size()));
    }

    private Likeness(Dictionary values, Room room) {
        this.values = values;
        this.seen = new long[room.bits.length][];
        for (int kind = 0; kind < seen.length; kind++) {
            seen[kind] = new long[1 << room.bits[kind]];
        }
    }

    /** Of values that are still to come. */
    static Likeness ofMany(Dictionary values) {
        return new Likeness(values, Room.MANY);
    }

    /** Of given names and surnames: NEAR, TYPO, NICKNAME, INITIAL or NONE. */
    int names(int a, int b) {
        return of(Kind.NAME, a, b);
    }

    /** Of streets, cities, full names: NEAR, TYPO or NONE. */
    int words(int a, int b) {
        return of(Kind.WORDS, a, b);
    }

    /** Of numbers and codes: edits, 3 for three and more. */
    int codes(int a, int b) {
        return of(Kind.CODE, a, b);
    }

    private int of(Kind kind, int a, int b) {
        int low = Math.min(a, b);
        int high = Math.max(a, b);
        long pair = (long) low << NUMBER_BITS | high;
        long[] memory = seen[kind.ordinal()];
        int at = (int) (pair * 0x9E3779B97F4A7C15L >>> Long.numberOfLeadingZeros(memory.length) + 1);
        long known = memory[at];
        if (known >>> ANSWER_BITS != pair) {
            known = pair << ANSWER_BITS | compute(kind, low, high);
            memory[at] = known;
        }
        return (int) (known & (1 << ANSWER_BITS) - 1);
    }

    private int compute(Kind kind, int a, int b) {
        byte[] bytes = values.bytes();
        int aStart = values.start(a);
        int aEnd = values.end(a);
        int bStart = values.start(b);
        int bEnd = values.end(b);
        boolean hopeless = hopeless(bytes, a, b);
        return switch (kind) {
            case NAME -> nicknames(a, b) ? NICKNAME : name(bytes, aStart, aEnd, bStart, bEnd, hopeless);
            case WORDS -> hopeless ? NONE : words(bytes, aStart, aEnd, bStart, bEnd);
            case CODE -> hopeless ? 3 : Similarity.edits(bytes, aStart, aEnd, bStart, bEnd);
        };
    }

    /** Whether two values have so few letters in common that they are neither within two edits nor near by Jaro and Winkler. */
    private boolean hopeless(byte[] bytes, int a, int b) {
        int n = values.length(a);
        int m = values.length(b);
        int common = Math.min(values.common(a, b), Math.min(n, m));
        if (common == 0) {
            return Math.max(n, m) > 2;
        }
        if (Math.max(n, m) - common < 3 || Math.max(n, m) > LONG) {
            return false;
        }
        int prefix = 0;
        while (prefix < 4
                && prefix < n
                && prefix < m
                && bytes[values.start(a) + prefix] == bytes[values.start(b) + prefix]) {
            prefix++;
        }
        double jaro = ((double) common / n + (double) common / m + 1) / 3;
        return jaro + prefix * 0.1 * (1 - jaro) < NEAR_ENOUGH - ROUNDING;
    }

    private boolean nicknames(int a, int b) {
        return values.length(a) > 1 && values.length(b) > 1 && Nicknames.related(lines(a), lines(b));
    }

    private Nicknames.Lines lines(int value) {
        if (value >= lines.length) {
            lines = Arrays.copyOf(lines, Math.max(value + 1, values.size() + 1));
        }
        Nicknames.Lines known = lines[value];
        if (known == null) {
            known = nicknames.lines(string(value));
            lines[value] = known;
        }
        return known;
    }

    private String string(int value) {
        return new String(values.bytes(), values.start(value), values.length(value), StandardCharsets.UTF_8);
    }

    private static int name(byte[] bytes, int a, int aEnd, int b, int bEnd, boolean hopeless) {
        int shorter = Math.min(aEnd - a, bEnd - b);
        if (shorter == 1) {
            return bytes[a] == bytes[b] ? INITIAL : NONE;
        }
        if (!hopeless) {
            int edits = Similarity.edits(bytes, a, aEnd, b, bEnd);
            double likeness = Similarity.jaroWinkler(bytes, a, aEnd, b, bEnd);
            if (likeness >= 0.92 || edits == 1 && shorter > 3) {
                return TYPO;
            }
            if (likeness >= NEAR_ENOUGH || edits <= (shorter > 4 ? 2 : 1)) {
                return NEAR;
            }
        }
        boolean pet = aEnd - a < bEnd - b
                ? Similarity.shortForm(bytes, a, aEnd, b, bEnd)
                : Similarity.shortForm(bytes, b, bEnd, a, aEnd);
        return pet ? NEAR : NONE;
    }

    private static int words(byte[] bytes, int a, int aEnd, int b, int bEnd) {
        int edits = Similarity.edits(bytes, a, aEnd, b, bEnd);
        double likeness = Similarity.jaroWinkler(bytes, a, aEnd, b, bEnd);
        if (likeness >= 0.92 || edits <= 2 && Math.min(aEnd - a, bEnd - b) > 4) {
            return TYPO;
        }
        return likeness >= NEAR_ENOUGH ? NEAR : NONE;
    }
}
