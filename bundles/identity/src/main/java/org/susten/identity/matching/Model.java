// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What agreement and disagreement weigh, as learnt from one community's records: shares of every level among records of one
 * person, of one household, and of any two people; how often each happens; how common values are; which are placeholders. Holds
 * hashes, no value. Immutable; the version is a hash of the content.
 */
public final class Model {

    /** From here on a pair is one person without anybody looking: odds of 32 to 1. */
    public static final double CERTAIN = 5;

    /** From here on a pair is more likely one person than not. */
    public static final double LIKELY = 0;

    /** Below this nobody need look. */
    public static final double REVIEW = -8;

    private final double[][] same;
    private final double[][] household;
    private final double[][] random;
    private final Priors priors;
    private final Map<Field, Frequencies> frequencies;
    private final Placeholders placeholders;
    private final long people;

    Model(
            double[][] same,
            double[][] household,
            double[][] random,
            Priors priors,
            Map<Field, Frequencies> frequencies,
            Placeholders placeholders,
            long people) {
        this.same = same;
        this.household = household;
        this.random = random;
        this.priors = priors;
        this.frequencies = new EnumMap<>(Field.class);
        this.frequencies.putAll(frequencies);
        this.placeholders = placeholders;
        this.people = people;
    }

    /** The same with other frequencies of one field. */
    Model with(Field field, Frequencies other) {
        Map<Field, Frequencies> all = new EnumMap<>(frequencies);
        all.put(field, other);
        return new Model(same, household, random, priors, all, placeholders, people);
    }

    /** What holds before anything is learnt: fit for a hub's first hours. */
    public static Model initial() {
        return initial(1000);
    }

    /** The same for a community of about so many people: the more there are, the more any agreement may be a coincidence. */
    public static Model initial(long people) {
        double[][] same = new double[Comparison.ALL.length][];
        double[][] random = new double[Comparison.ALL.length][];
        for (Comparison c : Comparison.ALL) {
            same[c.ordinal()] = c.same();
            random[c.ordinal()] = c.random();
        }
        return new Model(
                same, household(same, random, 0.02), random, Priors.initial(people), Map.of(), Placeholders.NONE, 0);
    }

    /** Shares within a household: as one person for what a household shares, as anybody for the rest. */
    static double[][] household(double[][] same, double[][] random, double twins) {
        double[][] household = new double[same.length][];
        for (Comparison c : Comparison.ALL) {
            int i = c.ordinal();
            household[i] = c.household() ? same[i].clone() : sibling(c, random[i], twins);
        }
        return household;
    }

    private static double[] sibling(Comparison comparison, double[] random, double twins) {
        double[] shares = random.clone();
        double exact =
                switch (comparison) {
                    case BIRTH_DATE -> twins;
                    case GIVEN -> 0.006;
                    case IDENTIFIER -> 0.001;
                    case SUFFIX -> random[1];
                    default -> random[1];
                };
        if (comparison == Comparison.IDENTIFIER) {
            shares[Comparison.IDENTIFIER_ONE] = Math.max(shares[Comparison.IDENTIFIER_ONE], 0.02);
        }
        shares[1] = Math.max(exact, 0);
        double rest = Arrays.stream(shares).sum() - shares[1];
        for (int level = 2; level < shares.length; level++) {
            shares[level] *= (1 - shares[1]) / rest;
        }
        return shares;
    }

    /** Reads what {@link #toJson} wrote. */
    public static Model ofJson(String json) {
        return ModelJson.read(json);
    }

    /** As JSON, complete; holds no value of any person. */
    public String toJson() {
        return ModelJson.write(this);
    }

    /** A number that changes with the content. */
    public long version() {
        byte[] json = Text.bytes(toJson());
        return Hash.of(json, 0, json.length) >>> 1;
    }

    /** From how many records this was learnt. */
    public long people() {
        return people;
    }

    /** Whether two sources' values are the same to this model, other than what it learnt from. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Model model && toJson().equals(model.toJson());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(version());
    }

    double[][] same() {
        return same;
    }

    double[][] household() {
        return household;
    }

    double[][] random() {
        return random;
    }

    Priors priors() {
        return priors;
    }

    Map<Field, Frequencies> allFrequencies() {
        return frequencies;
    }

    Frequencies frequencies(Field field) {
        return frequencies.getOrDefault(field, Frequencies.NONE);
    }

    Placeholders placeholders() {
        return placeholders;
    }
}
