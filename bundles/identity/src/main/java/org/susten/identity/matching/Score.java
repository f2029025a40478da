// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.List;

/**
 * Why two records are one person or not, in bits: each says twice as likely. {@code prior} plus all lines plus {@code household}
 * is {@code evidence}; the rule may hold {@code bits} below it.
 *
 * @param bits the logarithm of the odds, to base 2, after the rule
 * @param evidence the same before the rule
 * @param prior before anything was compared
 * @param household correction for people who share a household without being one person; never positive
 * @param lines what each comparison said, those with something known
 * @param rule what forbids a link whatever the evidence
 */
public record Score(double bits, double evidence, double prior, double household, List<Line> lines, Rule rule) {

    /**
     * One comparison.
     *
     * @param level how alike, in words
     * @param bits for one person against any two people, {@code rarity} included
     * @param rarity how much of it comes from the value being rarer or more common than most
     */
    public record Line(Comparison comparison, String level, double bits, double rarity) {}

    /** What a rule says about a pair. */
    public enum Rule {
        /** Nothing. */
        NONE,
        /** Nothing but names agrees: never more than review. */
        NAMES_ALONE,
        /** Entirely different birth dates and no identifier, phone or e-mail in common: never more than review. */
        BIRTH_DATES_DIFFER,
        /** Two records of a source that holds each person once: never one person. */
        SAME_SOURCE
    }

    /** Defensive copy. */
    public Score {
        lines = List.copyOf(lines);
    }

    /** How likely it is one person. */
    public double probability() {
        return 1 / (1 + Logs.exp2(-bits));
    }
}
