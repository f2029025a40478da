// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.susten.identity.matching.Table.*;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Scores pairs of a table's rows under a model. For one thread; make one per thread. */
public final class Scorer implements Clusterer.Pairs {

    /** The score of two records of a source that holds each person once. */
    public static final float NEVER = -100;

    /** What a pair that a rule holds back scores at most: likely, but somebody must look. */
    private static final float HELD_BACK = (float) Model.CERTAIN - 0.1f;

    /** Bits of evidence other than names that a link needs. */
    private static final float MORE_THAN_NAMES = 3;

    private final Table table;
    private final Comparer comparer;
    private final Weights weights;
    private final Agreement agreement;
    private final int[] exclusive;
    private final byte[] levels = new byte[Comparison.ALL.length];
    private final float[] rarity = new float[Comparison.ALL.length];

    /** Scores under a model. */
    public Scorer(Table table, Model model) {
        this(table, model, Set.of());
    }

    /**
     * Scores under a model and a promise.
     *
     * @param exclusive sources, as given to {@link Features#of(String)}, that hold each person once
     */
    public Scorer(Table table, Model model, Set<String> exclusive) {
        this.table = table;
        this.comparer = new Comparer(table);
        this.weights = new Weights(model);
        this.agreement = new Agreement(table, this, weights);
        this.exclusive = exclusive.stream()
                .map(Text::bytes)
                .mapToInt(b -> (int) Hash.of(b, 0, b.length))
                .sorted()
                .toArray();
    }

    /** The bits of a pair, exactly. */
    public float bits(int a, int b) {
        return bits(a, b, Float.NEGATIVE_INFINITY);
    }

    /** The bits of a pair; exact from {@code floor} on, below it perhaps only an upper bound that is below it too. */
    @Override
    public float bits(int a, int b, float floor) {
        boolean within = table.cell(a, SOURCE) == table.cell(b, SOURCE);
        if (within && isExclusive(a)) {
            return NEVER;
        }
        comparer.individual(a, b, levels);
        float same = weights.prior(within);
        float sibling = weights.householdPrior(within);
        for (int c = 0; c < Comparison.INDIVIDUAL; c++) {
            int level = levels[c];
            float rare = individualRarity(c, level, a, b);
            rarity[c] = rare;
            same += weights.same(c, level) + rare;
            sibling += weights.household(c, level, rare);
        }
        float bound = Math.min(same - sibling, same + weights.mostOfHousehold());
        if (bound < floor) {
            return bound;
        }
        comparer.household(a, b, levels);
        float shared = 0;
        for (int c = Comparison.INDIVIDUAL; c < levels.length; c++) {
            float rare = householdRarity(c, levels[c], a, b);
            rarity[c] = rare;
            shared += weights.same(c, levels[c]) + rare;
        }
        float evidence = same + shared - (float) Logs.sum(sibling + shared, 0);
        return evidence < HELD_BACK || rule() == Score.Rule.NONE ? evidence : HELD_BACK;
    }

    /** The bits of two groups of rows, each comparison counted once. */
    @Override
    public float together(int[] one, int[] other) {
        return agreement.bits(one, other);
    }

    private boolean isExclusive(int row) {
        return exclusive.length > 0 && java.util.Arrays.binarySearch(exclusive, table.cell(row, SOURCE)) >= 0;
    }

    /**
     * Two given names that are a letter apart are one name and a slip of it, or two names: a slip makes that very other name seldom, and
     * people bear it as often as they do. So the rarer of the two tells.
     */
    private float individualRarity(int comparison, int level, int a, int b) {
        if (level == Comparison.EXACT) {
            return rarity(comparison, a);
        }
        boolean slip = comparison == Comparison.GIVEN.ordinal() && level == Comparison.GIVEN_TYPO;
        return slip ? Math.max(slip(a), slip(b)) : 0;
    }

    private float slip(int row) {
        return weights.slip(table.values().hash(table.cell(row, GIVEN)));
    }

    private float rarity(int comparison, int a) {
        if (comparison == Comparison.GIVEN.ordinal()) {
            return weights.rarity(Field.GIVEN, table.values().hash(table.cell(a, GIVEN)));
        }
        return comparison == Comparison.BIRTH_DATE.ordinal()
                ? weights.rarity(Field.BIRTH_DATE, table.cell(a, BIRTH))
                : 0;
    }

    private float householdRarity(int comparison, int level, int a, int b) {
        if (comparison == Comparison.FAMILY.ordinal()) {
            return names(level, a, b);
        }
        if (comparison == Comparison.ADDRESS.ordinal()) {
            boolean street = table.cell(a, STREET) == table.cell(b, STREET) && level <= Comparison.ADDRESS_STREET;
            return level > 0 && street ? rarity(Field.STREET, a, STREET) : 0;
        }
        if (comparison == Comparison.AREA.ordinal() && level > 0 && level <= Comparison.AREA_HALF) {
            boolean postal = table.cell(a, POSTAL) != 0 && table.cell(a, POSTAL) == table.cell(b, POSTAL);
            return postal ? rarity(Field.POSTAL_CODE, a, POSTAL) : rarity(Field.CITY, a, CITY);
        }
        return 0;
    }

    /**
     * What both names together say beyond their levels: they are less of a surprise where they often come together. Names that are
     * nearly those of one of the two say no more than agreeing on them would.
     */
    private float names(int family, int a, int b) {
        int given = levels[Comparison.GIVEN.ordinal()];
        boolean exact = family == Comparison.EXACT;
        if (exact && given == Comparison.EXACT) {
            return rarity(Field.FAMILY, a, FAMILY) + fullName(a);
        }
        float rare = exact ? rarity(Field.FAMILY, a, FAMILY) : 0;
        boolean alike = family > 0 && family < Comparison.FAMILY_OTHER && given > 0 && given < Comparison.GIVEN_INITIAL;
        if (!alike) {
            return rare;
        }
        int first = Comparison.GIVEN.ordinal();
        int last = Comparison.FAMILY.ordinal();
        float agreeing = weights.same(first, Comparison.EXACT)
                + weights.same(last, Comparison.EXACT)
                + Math.min(both(a), both(b));
        float name = weights.same(first, given) + (given == Comparison.EXACT ? rarity(first, a) : 0);
        return Math.min(rare, agreeing - name - weights.same(last, family));
    }

    /** How much rarer or more common somebody's names are than most. */
    private float both(int row) {
        return rarity(Comparison.GIVEN.ordinal(), row) + rarity(Field.FAMILY, row, FAMILY) + fullName(row);
    }

    private float fullName(int row) {
        int given = table.cell(row, GIVEN);
        return given == 0
                ? 0
                : weights.rarity(
                        Field.FULL_NAME,
                        FullNames.hash(
                                table.values().hash(given), table.values().hash(table.cell(row, FAMILY))));
    }

    private float rarity(Field field, int row, int column) {
        int value = table.cell(row, column);
        return value == 0 ? 0 : weights.rarity(field, table.values().hash(value));
    }

    /** What forbids a link of the pair compared last. */
    private Score.Rule rule() {
        int birth = levels[Comparison.BIRTH_DATE.ordinal()];
        boolean reached = levels[Comparison.IDENTIFIER.ordinal()] == Comparison.EXACT
                || levels[Comparison.IDENTIFIER.ordinal()] == Comparison.IDENTIFIER_ONE
                || levels[Comparison.PHONE.ordinal()] == Comparison.EXACT
                || levels[Comparison.EMAIL.ordinal()] == Comparison.EXACT;
        if (birth >= Comparison.BIRTH_YEAR && !reached) {
            return Score.Rule.BIRTH_DATES_DIFFER;
        }
        if (reached) {
            return Score.Rule.NONE;
        }
        float more = positive(Comparison.BIRTH_DATE)
                + positive(Comparison.IDENTIFIER)
                + positive(Comparison.ADDRESS)
                + positive(Comparison.EXTRA)
                + positive(Comparison.AREA)
                + positive(Comparison.PHONE)
                + positive(Comparison.EMAIL)
                + positive(Comparison.GUARDIAN);
        return more < MORE_THAN_NAMES ? Score.Rule.NAMES_ALONE : Score.Rule.NONE;
    }

    private float positive(Comparison comparison) {
        int c = comparison.ordinal();
        return Math.max(0, weights.same(c, levels[c]) + rarity[c]);
    }

    /** What identifiers say about a pair, whatever the rest adds up to. */
    public enum Numbers {
        /** None is shared, and none says two people. */
        NONE,
        /** One is shared, and nothing says plainly that it is somebody's mistake. */
        ONE_PERSON,
        /** One is shared, but the names say two people of one family. */
        TWO_CHILDREN,
        /** One is shared, but names and birth dates say two people. */
        MISTAKE,
        /** Both have one of the same system, and the two are nothing alike. */
        DIFFERENT
    }

    /** What the identifiers of a pair say. */
    public Numbers numbers(int a, int b) {
        comparer.individual(a, b, levels);
        if (levels[Comparison.IDENTIFIER.ordinal()] != Comparison.EXACT) {
            boolean different = levels[Comparison.IDENTIFIER.ordinal()] == Comparison.IDENTIFIER_OTHER;
            return different ? Numbers.DIFFERENT : Numbers.NONE;
        }
        comparer.household(a, b, levels);
        int birth = levels[Comparison.BIRTH_DATE.ordinal()];
        boolean otherFamily = levels[Comparison.FAMILY.ordinal()] == Comparison.FAMILY_OTHER;
        if (levels[Comparison.GIVEN.ordinal()] >= Comparison.GIVEN_OTHER_INITIAL) {
            return otherFamily || birth > Comparison.BIRTH_SWAPPED ? Numbers.MISTAKE : Numbers.TWO_CHILDREN;
        }
        return birth >= Comparison.BIRTH_YEAR && otherFamily ? Numbers.MISTAKE : Numbers.ONE_PERSON;
    }

    /** The whole reckoning of a pair; adds up to {@link #bits(int, int)}. */
    public Score explain(int a, int b) {
        boolean within = table.cell(a, SOURCE) == table.cell(b, SOURCE);
        float bits = bits(a, b);
        if (bits == NEVER) {
            return new Score(bits, bits, bits, 0, List.of(), Score.Rule.SAME_SOURCE);
        }
        List<Score.Line> lines = new ArrayList<>();
        double same = weights.prior(within);
        double sibling = weights.householdPrior(within);
        for (Comparison comparison : Comparison.ALL) {
            int c = comparison.ordinal();
            int level = levels[c];
            double weight = weights.same(c, level) + rarity[c];
            same += weight;
            sibling += comparison.household() ? weight : weights.household(c, level, rarity[c]);
            if (level > 0) {
                lines.add(new Score.Line(comparison, comparison.levelName(level), weight, rarity[c]));
            }
        }
        double correction = -Logs.sum(sibling, 0);
        double evidence = same + correction;
        Score.Rule rule = evidence < HELD_BACK ? Score.Rule.NONE : rule();
        double after = rule == Score.Rule.NONE ? evidence : HELD_BACK;
        return new Score(after, evidence, weights.prior(within), correction, lines, rule);
    }

    /** Levels of a pair, all of them; valid until the next call. */
    byte[] levels(int a, int b) {
        comparer.individual(a, b, levels);
        comparer.household(a, b, levels);
        return levels;
    }

    /** How much rarer the value agreed on is, of the pair compared last. */
    float rarity(int comparison, int a, int b) {
        return comparison < Comparison.INDIVIDUAL
                ? individualRarity(comparison, levels[comparison], a, b)
                : householdRarity(comparison, levels[comparison], a, b);
    }
}
