// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** Logarithms to base 2. */
final class Logs {

    private static final double LN2 = Math.log(2);

    private Logs() {}

    static double log2(double value) {
        return Math.log(value) / LN2;
    }

    static double exp2(double bits) {
        return Math.exp(bits * LN2);
    }

    /** log2(2^a + 2^b). */
    static double sum(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        return high - low > 30 ? high : high + log2(1 + exp2(low - high));
    }
}
