// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

/**
 * The same community, written differently.
 *
 * @param orderSeed seed of another row order; 0 keeps the order
 * @param changed share of rows with a changed field, from 0 to 1
 * @param changeSeed seed that chooses the changed rows
 */
public record Variation(long orderSeed, double changed, long changeSeed) {

    /** As it is. */
    public static final Variation NONE = new Variation(0, 0, 0);

    /** The same rows in another order. */
    public static Variation shuffled(long orderSeed) {
        return new Variation(orderSeed, 0, 0);
    }

    /** The same, with a share of the rows changed. */
    public Variation changing(double share, long seed) {
        return new Variation(orderSeed, share, seed);
    }

    /** The row that stands at a place in a file of so many rows. */
    Permutation order(long rows, String file) {
        return new Permutation(rows, Dice.mix(orderSeed + file.hashCode()));
    }

    boolean changes(long row, String file) {
        return changed > 0 && new Dice(changeSeed + file.hashCode()).chance(row, Dice.Trait.CHANGED, changed);
    }
}
