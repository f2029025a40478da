// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/**
 * How likely any two records are one person, or two of one household, before they are compared; apart for two records of one
 * source, which mostly knows its own people apart, and of different sources.
 */
record Priors(double sameWithin, double sameAcross, double householdWithin, double householdAcross) {

    static Priors initial(long people) {
        double one = 1.0 / Math.max(100, people);
        return new Priors(one / 5, one, one, one);
    }

    double same(boolean within) {
        return within ? sameWithin : sameAcross;
    }

    double household(boolean within) {
        return within ? householdWithin : householdAcross;
    }

    double random(boolean within) {
        return 1 - same(within) - household(within);
    }
}
