// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.nio.charset.StandardCharsets;

/** How alike two values of a dictionary are, remembered for pairs seen lately. For one thread. */
final class Likeness {

    static final int NONE = 0;
    static final int NEAR = 1;
    static final int TYPO = 2;
    static final int NICKNAME = 3;
    static final int INITIAL = 4;

    /** For so many values: of two children, no more memory is filled with zeros than they need. */
    private static final int FEW = 2000;

    private static final int FEW_BITS = 10;
    private static final int MANY_BITS = 15;

    /** What kind of values are compared; each has its own measure and its own memory. */
    private enum Kind {
        NAME,
        WORDS,
        CODE
    }

    private final Dictionary values;
    private final Nicknames nicknames = Nicknames.get();
    private final int shift;
    private final long[][] pairs;
    private final byte[][] answers;

    /** Of values, some of which are there already. */
    Likeness(Dictionary values) {
        this(values, values.size() < FEW ? FEW_BITS : MANY_BITS);
    }

    private Likeness(Dictionary values, int bits) {
        this.values = values;
        this.shift = Long.SIZE - bits;
        this.pairs = new long[Kind.values().length][1 << bits];
        this.answers = new byte[Kind.values().length][1 << bits];
    }

    /** Of values that are still to come. */
    static Likeness ofMany(Dictionary values) {
        return new Likeness(values, MANY_BITS);
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
        long pair = a < b ? (long) a << 32 | b : (long) b << 32 | a;
        int at = (int) (pair * 0x9E3779B97F4A7C15L >>> shift);
        long[] seen = pairs[kind.ordinal()];
        byte[] known = answers[kind.ordinal()];
        if (seen[at] != pair) {
            seen[at] = pair;
            known[at] = (byte) compute(kind, (int) (pair >>> 32), (int) pair);
        }
        return known[at];
    }

    private int compute(Kind kind, int a, int b) {
        byte[] bytes = values.bytes();
        int aStart = values.start(a);
        int aEnd = values.end(a);
        int bStart = values.start(b);
        int bEnd = values.end(b);
        return switch (kind) {
            case NAME -> name(bytes, aStart, aEnd, bStart, bEnd);
            case WORDS -> words(bytes, aStart, aEnd, bStart, bEnd);
            case CODE -> Similarity.edits(bytes, aStart, aEnd, bStart, bEnd);
        };
    }

    private int name(byte[] bytes, int a, int aEnd, int b, int bEnd) {
        int shorter = Math.min(aEnd - a, bEnd - b);
        if (shorter == 1) {
            return bytes[a] == bytes[b] ? INITIAL : NONE;
        }
        if (nicknames.related(string(bytes, a, aEnd), string(bytes, b, bEnd))) {
            return NICKNAME;
        }
        int edits = Similarity.edits(bytes, a, aEnd, b, bEnd);
        double likeness = Similarity.jaroWinkler(bytes, a, aEnd, b, bEnd);
        if (likeness >= 0.92 || edits == 1 && shorter > 3) {
            return TYPO;
        }
        boolean near = likeness >= 0.84
                || edits <= (shorter > 4 ? 2 : 1)
                || (aEnd - a < bEnd - b
                        ? Similarity.shortForm(bytes, a, aEnd, b, bEnd)
                        : Similarity.shortForm(bytes, b, bEnd, a, aEnd));
        return near ? NEAR : NONE;
    }

    private static int words(byte[] bytes, int a, int aEnd, int b, int bEnd) {
        int edits = Similarity.edits(bytes, a, aEnd, b, bEnd);
        double likeness = Similarity.jaroWinkler(bytes, a, aEnd, b, bEnd);
        if (likeness >= 0.92 || edits <= 2 && Math.min(aEnd - a, bEnd - b) > 4) {
            return TYPO;
        }
        return likeness >= 0.84 ? NEAR : NONE;
    }

    private static String string(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
