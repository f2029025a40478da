// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** How alike two byte strings are. */
final class Similarity {

    private static final int LONGEST = 64;

    private Similarity() {}

    /** Jaro-Winkler, from 0 to 1, of the first 64 bytes. */
    static double jaroWinkler(byte[] bytes, int a, int aEnd, int b, int bEnd) {
        int n = Math.min(aEnd - a, LONGEST);
        int m = Math.min(bEnd - b, LONGEST);
        if (n == 0 || m == 0) {
            return 0;
        }
        int window = Math.max(0, Math.max(n, m) / 2 - 1);
        long inA = 0;
        long inB = 0;
        int common = 0;
        for (int i = 0; i < n; i++) {
            int high = Math.min(m - 1, i + window);
            for (int j = Math.max(0, i - window); j <= high; j++) {
                if ((inB >>> j & 1) == 0 && bytes[a + i] == bytes[b + j]) {
                    inA |= 1L << i;
                    inB |= 1L << j;
                    common++;
                    break;
                }
            }
        }
        if (common == 0) {
            return 0;
        }
        int moved = 0;
        long left = inB;
        for (int i = 0; i < n; i++) {
            if ((inA >>> i & 1) != 0) {
                int j = Long.numberOfTrailingZeros(left);
                left &= left - 1;
                moved += bytes[a + i] == bytes[b + j] ? 0 : 1;
            }
        }
        double jaro = ((double) common / n + (double) common / m + (common - moved / 2.0) / common) / 3;
        int prefix = 0;
        while (prefix < 4 && prefix < n && prefix < m && bytes[a + prefix] == bytes[b + prefix]) {
            prefix++;
        }
        return jaro + prefix * 0.1 * (1 - jaro);
    }

    /** Changes, insertions, losses and neighbors changed over that lead from one to the other; 3 for three and more. */
    static int edits(byte[] bytes, int a, int aEnd, int b, int bEnd) {
        while (a < aEnd && b < bEnd && bytes[a] == bytes[b]) {
            a++;
            b++;
        }
        while (a < aEnd && b < bEnd && bytes[aEnd - 1] == bytes[bEnd - 1]) {
            aEnd--;
            bEnd--;
        }
        int n = aEnd - a;
        int m = bEnd - b;
        if (Math.abs(n - m) > 2) {
            return 3;
        }
        if (n <= 1 && m <= 1) {
            return Math.max(n, m);
        }
        if (n == 2 && m == 2 && bytes[a] == bytes[b + 1] && bytes[a + 1] == bytes[b]) {
            return 1;
        }
        return within(bytes, a, aEnd, b, bEnd, 2) ? 2 : 3;
    }

    private static boolean within(byte[] bytes, int a, int aEnd, int b, int bEnd, int budget) {
        while (a < aEnd && b < bEnd && bytes[a] == bytes[b]) {
            a++;
            b++;
        }
        if (a == aEnd || b == bEnd) {
            return aEnd - a + bEnd - b <= budget;
        }
        if (budget == 0) {
            return false;
        }
        boolean over = a + 1 < aEnd && b + 1 < bEnd && bytes[a] == bytes[b + 1] && bytes[a + 1] == bytes[b];
        return over && within(bytes, a + 2, aEnd, b + 2, bEnd, budget - 1)
                || within(bytes, a + 1, aEnd, b + 1, bEnd, budget - 1)
                || within(bytes, a + 1, aEnd, b, bEnd, budget - 1)
                || within(bytes, a, aEnd, b + 1, bEnd, budget - 1);
    }

    /** Whether the shorter is a pet form of the longer: without its last vowels and a doubled letter it stands within. */
    static boolean shortForm(byte[] bytes, int a, int aEnd, int b, int bEnd) {
        int end = aEnd;
        while (end > a && isVowel(bytes[end - 1])) {
            end--;
        }
        if (end - a > 3 && bytes[end - 1] == bytes[end - 2]) {
            end--;
        }
        int length = end - a;
        for (int at = b; length >= 3 && at + length <= bEnd; at++) {
            if (java.util.Arrays.equals(bytes, a, end, bytes, at, at + length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isVowel(byte letter) {
        return switch (letter) {
            case 'a', 'e', 'i', 'o', 'y' -> true;
            default -> false;
        };
    }
}
