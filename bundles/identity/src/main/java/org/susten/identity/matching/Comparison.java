// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.List;

/**
 * What is compared of two people, and how alike they can be. Level 0 is "not known of both"; the others stand from alike to
 * unlike. Individual comparisons come first: what brothers and sisters do not share.
 */
public enum Comparison {
    GIVEN(
            false,
            "exact .73,shared word .03,nickname .05,typo .08,near .02,initial .02,swapped .01,nearly swapped .002,half swapped .018,other initial .005,other .035",
            "shared word .002,nickname .01,typo .01,near .02,initial .01,swapped .0001,nearly swapped .0001,half swapped .002,other initial .01,other .93"),
    BIRTH_DATE(
            false,
            "exact .88,day and month swapped .01,one digit .05,two digits .03,about a year or month off .01,same year .005,other .015",
            "day and month swapped .0002,one digit .002,two digits .03,about a year or month off .04,same year .02,other .9075"),
    IDENTIFIER(false, "exact .90,one digit .05,two digits .02,other .03", "one digit .0003,two digits .001,other .998"),
    MIDDLE(false, "exact .60,initial .30,typo .03,other .07", "initial .05,typo .01,other .93"),
    SEX(false, "same .98,different .02", "different .5"),
    SUFFIX(false, "same .60,one has none .35,different .05", "one has none .90,different .08"),
    FAMILY(
            true,
            "exact .80,shared part .05,typo .08,near .02,other .05",
            "shared part .003,typo .004,near .01,other .98"),
    ADDRESS(true, "exact .60,typo .10,street .05,number .03,other .22", "typo .0002,street .002,number .01,other .985"),
    EXTRA(true, "exact .55,typo .10,other .35", "typo .005,other .98"),
    AREA(
            true,
            "exact .65,nearly .10,half .10,typo .02,state .08,other .05",
            "nearly .001,half .01,typo .01,state .2,other .77"),
    PHONE(true, "exact .70,typo .05,other .25", "typo .0001,other .9998"),
    EMAIL(true, "exact .70,alike .10,other .20", "alike .001,other .9985"),
    GUARDIAN(true, "exact .60,alike .20,other .20", "alike .01,other .985");

    static final int EXACT = 1;

    static final int GIVEN_PART = 2;
    static final int GIVEN_NICKNAME = 3;
    static final int GIVEN_TYPO = 4;
    static final int GIVEN_NEAR = 5;
    static final int GIVEN_INITIAL = 6;
    static final int GIVEN_SWAPPED = 7;
    static final int GIVEN_NEARLY_SWAPPED = 8;
    static final int GIVEN_HALF_SWAPPED = 9;
    static final int GIVEN_OTHER_INITIAL = 10;
    static final int GIVEN_OTHER = 11;

    static final int BIRTH_SWAPPED = 2;
    static final int BIRTH_ONE = 3;
    static final int BIRTH_TWO = 4;
    static final int BIRTH_NEAR = 5;
    static final int BIRTH_YEAR = 6;
    static final int BIRTH_OTHER = 7;

    static final int MIDDLE_INITIAL = 2;
    static final int MIDDLE_TYPO = 3;
    static final int MIDDLE_OTHER = 4;

    static final int FAMILY_PART = 2;
    static final int FAMILY_TYPO = 3;
    static final int FAMILY_NEAR = 4;
    static final int FAMILY_OTHER = 5;

    static final int ADDRESS_TYPO = 2;
    static final int ADDRESS_STREET = 3;
    static final int ADDRESS_NUMBER = 4;
    static final int ADDRESS_OTHER = 5;

    static final int AREA_NEARLY = 2;
    static final int AREA_HALF = 3;
    static final int AREA_TYPO = 4;
    static final int AREA_STATE = 5;
    static final int AREA_OTHER = 6;

    /** Second and last level of comparisons with three. */
    static final int ALIKE = 2;

    static final int UNLIKE = 3;

    static final int IDENTIFIER_ONE = 2;
    static final int IDENTIFIER_TWO = 3;
    static final int IDENTIFIER_OTHER = 4;

    static final int SEX_DIFFERENT = 2;

    static final int SUFFIX_ONE_SIDED = 2;
    static final int SUFFIX_DIFFERENT = 3;

    static final Comparison[] ALL = values();

    /** How many individual comparisons there are; they have the first ordinals. */
    static final int INDIVIDUAL = FAMILY.ordinal();

    private final boolean household;
    private final List<String> names;
    private final double[] same;
    private final double[] random;

    Comparison(boolean household, String same, String random) {
        this.household = household;
        String[] levels = same.split(",");
        this.names = java.util.Arrays.stream(levels)
                .map(l -> l.substring(0, l.lastIndexOf(' ')))
                .toList();
        this.same = shares(levels, 0);
        this.random = shares(random.split(","), 1);
    }

    /** Shares by level; a first level left out gets what is missing to one. */
    private static double[] shares(String[] levels, int missing) {
        double[] shares = new double[levels.length + missing + 1];
        double sum = 0;
        for (int i = 0; i < levels.length; i++) {
            double share = Double.parseDouble(levels[i].substring(levels[i].lastIndexOf(' ') + 1));
            shares[i + missing + 1] = share;
            sum += share;
        }
        if (missing > 0) {
            shares[1] = Math.max(1e-6, 1 - sum);
        }
        return shares;
    }

    /** Whether people of one household share this. */
    public boolean household() {
        return household;
    }

    /** How many levels, level 0 included. */
    public int levels() {
        return names.size() + 1;
    }

    /** A level in words; "unknown" for level 0. */
    public String levelName(int level) {
        return level == 0 ? "unknown" : names.get(level - 1);
    }

    /** Shares of levels among records of one person, before anything is learnt. */
    double[] same() {
        return same.clone();
    }

    /** Shares of levels among any two people, before anything is learnt. */
    double[] random() {
        return random.clone();
    }
}
