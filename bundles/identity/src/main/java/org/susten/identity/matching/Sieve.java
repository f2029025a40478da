// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.susten.identity.matching.Sketch.*;

/**
 * Tells by sketches which pairs cannot reach a score, without knowing the records: each comparison counts as the most that it may
 * say. Never wrong about a pair whose score is {@link Scorer#bits}, as long as the two share no identifier. For one thread.
 */
final class Sieve {

    private static final int GIVEN = Comparison.GIVEN.ordinal();
    private static final int BIRTH_DATE = Comparison.BIRTH_DATE.ordinal();
    private static final int IDENTIFIER = Comparison.IDENTIFIER.ordinal();
    private static final int MIDDLE = Comparison.MIDDLE.ordinal();
    private static final int SEX = Comparison.SEX.ordinal();
    private static final int SUFFIX = Comparison.SUFFIX.ordinal();
    private static final int FAMILY = Comparison.FAMILY.ordinal();

    private static final int LEVELS = 12;

    /** What rounding may make of sums in another order. */
    private static final float ROUNDING = 0.01f;

    private final Weights weights;
    private final Lexicon lexicon;
    private final Table two;
    private final Comparer comparer;
    private final Surroundings surroundings;

    /** The most that a level or one after it says: for one person, and for one person against two of a household. */
    private final float[] most = new float[Comparison.ALL.length * LEVELS];

    private final float[] mostAgainst = new float[Comparison.INDIVIDUAL * LEVELS];

    private final long[] own = new long[WORDS];
    private final Rarities rare = new Rarities();
    private boolean known;
    private int born;
    private int birthDate;
    private float evidence;
    private float against;

    /** How much rarer than most the values of the record in question are. */
    static final class Rarities {
        float given;
        float birth;
        float family;
        float fullName;
        float street;
        float postal;
        float city;
    }

    Sieve(Model model, Lexicon lexicon) {
        this.weights = new Weights(model);
        this.lexicon = lexicon;
        this.two = new Table(lexicon.values(), 2);
        this.comparer = new Comparer(two, Likeness.ofMany(lexicon.values()));
        for (Comparison comparison : Comparison.ALL) {
            int c = comparison.ordinal();
            float best = Float.NEGATIVE_INFINITY;
            float bestAgainst = Float.NEGATIVE_INFINITY;
            for (int level = comparison.levels() - 1; level > 0; level--) {
                best = Math.max(best, weights.same(c, level));
                most[c * LEVELS + level] = best;
                if (c < Comparison.INDIVIDUAL) {
                    bestAgainst = Math.max(bestAgainst, weights.same(c, level) - weights.household(c, level, 0));
                    mostAgainst[c * LEVELS + level] = bestAgainst;
                }
            }
        }
        this.surroundings = new Surroundings(weights, most, comparer, rare);
    }

    /** The record whose candidates follow. */
    void of(Table table, int row) {
        known = Sketch.of(table, row, lexicon, own);
        if (known) {
            place(0, own, 0);
            born = BORN.of(own, 0);
            birthDate = date(born);
            int given = table.cell(row, Table.GIVEN);
            int family = table.cell(row, Table.FAMILY);
            rare.given = rarity(Field.GIVEN, table, given);
            rare.birth = weights.rarity(Field.BIRTH_DATE, table.cell(row, Table.BIRTH));
            rare.family = rarity(Field.FAMILY, table, family);
            rare.fullName = given == 0 || family == 0
                    ? 0
                    : weights.rarity(
                            Field.FULL_NAME,
                            FullNames.hash(
                                    table.values().hash(given), table.values().hash(family)));
            rare.street = rarity(Field.STREET, table, table.cell(row, Table.STREET));
            rare.postal = rarity(Field.POSTAL_CODE, table, table.cell(row, Table.POSTAL));
            rare.city = rarity(Field.CITY, table, table.cell(row, Table.CITY));
        }
    }

    private float rarity(Field field, Table table, int value) {
        return value == 0 ? 0 : weights.rarity(field, table.values().hash(value));
    }

    /** Whether the record in question and another may reach a score. */
    boolean may(long[] words, int at, float floor) {
        if (!known || !there(words, at)) {
            return true;
        }
        float enough = floor - ROUNDING;
        prior(SOURCE_NAME.of(own, 0) == SOURCE_NAME.of(words, at));
        birthDate(BORN.of(words, at));
        int sex = MALE_OR_FEMALE.of(own, 0);
        int otherSex = MALE_OR_FEMALE.of(words, at);
        exactly(SEX, sex == 0 || otherSex == 0 ? 0 : sex == otherSex ? 1 : Comparison.SEX_DIFFERENT);
        suffix(JUNIOR.of(own, 0), JUNIOR.of(words, at));
        atMost(IDENTIFIER, identifier(words, at));
        atMost(MIDDLE, middle(MIDDLE_NAME.of(own, 0), MIDDLE_NAME.of(words, at)));
        float shared = surroundings.most(own, words, at, false);
        return given(words, at, shared, enough) && names(words, at, shared, enough);
    }

    /** Whether it is worth comparing names letter by letter. */
    private boolean given(long[] words, int at, float shared, float enough) {
        int first = GIVEN * LEVELS + (GIVEN_NAME.of(own, 0) == GIVEN_NAME.of(words, at) ? 1 : 2);
        float rarity = Math.max(0, rare.given);
        return against + mostAgainst[first] + rarity >= enough
                && evidence + most[first] + rarity + shared + family(words, at) >= enough;
    }

    private float family(long[] words, int at) {
        return FAMILY_NAME.of(own, 0) == FAMILY_NAME.of(words, at)
                ? Math.max(0, weights.same(FAMILY, Comparison.EXACT) + rare.family + Math.max(0, rare.fullName))
                : Math.max(0, most[FAMILY * LEVELS + 2]);
    }

    private void prior(boolean perhapsWithin) {
        evidence = weights.prior(false);
        against = weights.prior(false) - weights.householdPrior(false);
        if (perhapsWithin) {
            evidence = Math.max(evidence, weights.prior(true));
            against = Math.max(against, weights.prior(true) - weights.householdPrior(true));
        }
    }

    private void exactly(int comparison, int level) {
        exactly(comparison, level, 0);
    }

    private void exactly(int comparison, int level, float rarity) {
        float same = weights.same(comparison, level) + rarity;
        evidence += same;
        against += same - weights.household(comparison, level, rarity);
    }

    /** At this level or one less alike; 0 for not compared. */
    private void atMost(int comparison, int level) {
        evidence += most[comparison * LEVELS + level];
        against += mostAgainst[comparison * LEVELS + level];
    }

    private void birthDate(int other) {
        if (born == other && born != 0) {
            exactly(BIRTH_DATE, Comparison.EXACT, rare.birth);
        } else if (born != 0 && other != 0) {
            exactly(BIRTH_DATE, BirthDates.level(birthDate, date(other)));
        }
    }

    private void suffix(int a, int b) {
        if (a != b && a != 0 && b != 0) {
            exactly(SUFFIX, Comparison.SUFFIX_DIFFERENT);
        } else if (a != b) {
            exactly(SUFFIX, Comparison.SUFFIX_ONE_SIDED);
        } else if (a != 0) {
            atMost(SUFFIX, 1);
        }
    }

    /** The most alike that identifiers can be which are not equal. */
    private int identifier(long[] words, int at) {
        int best = 0;
        for (int i = 0; i < NUMBER_SYSTEM.length && NUMBER_SYSTEM[i].of(own, 0) != 0; i++) {
            for (int j = 0; j < NUMBER_SYSTEM.length && NUMBER_SYSTEM[j].of(words, at) != 0; j++) {
                if (NUMBER_SYSTEM[i].of(own, 0) == NUMBER_SYSTEM[j].of(words, at)) {
                    int odd = Integer.bitCount(NUMBER_PARITY[i].of(own, 0) ^ NUMBER_PARITY[j].of(words, at));
                    int level = odd <= 2
                            ? Comparison.IDENTIFIER_ONE
                            : odd <= 4 ? Comparison.IDENTIFIER_TWO : Comparison.IDENTIFIER_OTHER;
                    best = best == 0 ? level : Math.min(best, level);
                }
            }
        }
        return best;
    }

    private static int middle(int a, int b) {
        if (a == 0 || b == 0) {
            return 0;
        }
        if (a == b) {
            return 1;
        }
        boolean letter = (a ^ b) << 32 - LETTER_BITS == 0;
        return letter ? Comparison.MIDDLE_INITIAL : Comparison.MIDDLE_TYPO;
    }

    private boolean names(long[] words, int at, float shared, float enough) {
        place(Table.STRIDE, words, at);
        int given = comparer.given(two.cells(), 0, Table.STRIDE);
        if (given >= Comparison.GIVEN_NEARLY_SWAPPED && given != Comparison.GIVEN_HALF_SWAPPED && crossed(words, at)) {
            return true;
        }
        exactly(GIVEN, given, given == Comparison.EXACT ? rare.given : 0);
        if (against < enough || evidence + shared + family(words, at) < enough) {
            return false;
        }
        int level = comparer.family(two.cells(), 0, Table.STRIDE, given);
        evidence += weights.same(FAMILY, level);
        if (level == Comparison.EXACT) {
            evidence += rare.family + (given == Comparison.EXACT ? rare.fullName : 0);
        }
        return evidence + shared >= enough && evidence + surroundings.most(own, words, at, true) >= enough;
    }

    /** Whether one's given name may be the other's middle name: of that, too little is known here. */
    private boolean crossed(long[] words, int at) {
        int[] cells = two.cells();
        int x = cells[Table.GIVEN];
        int y = cells[Table.STRIDE + Table.GIVEN];
        return MIDDLE_NAME.of(words, at) != 0 && MIDDLE_NAME.of(words, at) == Sketch.middle(lexicon.values(), x)
                || MIDDLE_NAME.of(own, 0) != 0 && MIDDLE_NAME.of(own, 0) == Sketch.middle(lexicon.values(), y);
    }

    /** Names and street as {@link Comparer} finds them. */
    private void place(int base, long[] words, int at) {
        int[] cells = two.cells();
        int given = GIVEN_NAME.of(words, at);
        int family = FAMILY_NAME.of(words, at);
        cells[base + Table.GIVEN] = given;
        cells[base + Table.GIVEN_WORD] = lexicon.firstWord(given);
        cells[base + Table.FAMILY] = family;
        cells[base + Table.FAMILY_WORDS] = lexicon.firstWord(family);
        cells[base + Table.FAMILY_WORDS + 1] = lexicon.lastWord(family);
        cells[base + Table.STREET] = STREET_NAME.of(words, at);
    }
}
