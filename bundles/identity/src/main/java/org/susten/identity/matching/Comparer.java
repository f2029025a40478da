// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.susten.identity.matching.Table.*;

/** Finds the level of each comparison for two rows of a table. For one thread; a pair costs no allocation. */
final class Comparer {

    private static final int BIRTH_DATE = Comparison.BIRTH_DATE.ordinal();
    private static final int IDENTIFIER = Comparison.IDENTIFIER.ordinal();
    private static final int GIVEN_NAME = Comparison.GIVEN.ordinal();
    private static final int MIDDLE_NAME = Comparison.MIDDLE.ordinal();
    private static final int SAME_SEX = Comparison.SEX.ordinal();
    private static final int SAME_SUFFIX = Comparison.SUFFIX.ordinal();
    private static final int FAMILY_NAME = Comparison.FAMILY.ordinal();
    private static final int ADDRESS = Comparison.ADDRESS.ordinal();
    private static final int SECOND_LINE = Comparison.EXTRA.ordinal();
    private static final int AREA = Comparison.AREA.ordinal();
    private static final int PHONE = Comparison.PHONE.ordinal();
    private static final int EMAIL = Comparison.EMAIL.ordinal();
    private static final int GUARDIAN = Comparison.GUARDIAN.ordinal();

    private static final int UNKNOWN = -1;

    private final Table table;
    private final Dictionary values;
    private final Likeness likeness;

    /** Of a table that is filled. */
    Comparer(Table table) {
        this(table, new Likeness(table.values()));
    }

    /** Of a table whose values go on coming. */
    Comparer(Table table, Likeness likeness) {
        this.table = table;
        this.values = table.values();
        this.likeness = likeness;
    }

    /** Levels of what brothers and sisters do not share. */
    void individual(int rowA, int rowB, byte[] levels) {
        int[] cells = table.cells();
        int a = rowA * STRIDE;
        int b = rowB * STRIDE;
        levels[GIVEN_NAME] = (byte) given(cells, a, b);
        int bornA = cells[a + BIRTH];
        int bornB = cells[b + BIRTH];
        levels[BIRTH_DATE] = (byte) (bornA == 0 || bornB == 0 ? 0 : BirthDates.level(bornA, bornB));
        levels[IDENTIFIER] = (byte) identifier(cells, a, b);
        levels[MIDDLE_NAME] = (byte) middle(cells[a + MIDDLE], cells[b + MIDDLE]);
        int sexA = cells[a + SEX];
        int sexB = cells[b + SEX];
        levels[SAME_SEX] = (byte) (sexA == 0 || sexB == 0 ? 0 : sexA == sexB ? 1 : 2);
        levels[SAME_SUFFIX] = (byte) suffix(cells[a + SUFFIX], cells[b + SUFFIX]);
    }

    /** Levels of what a household shares. */
    void household(int rowA, int rowB, byte[] levels) {
        int[] cells = table.cells();
        int a = rowA * STRIDE;
        int b = rowB * STRIDE;
        levels[FAMILY_NAME] = (byte) family(cells, a, b, levels[GIVEN_NAME]);
        levels[ADDRESS] = (byte) address(cells, a, b);
        levels[SECOND_LINE] = (byte) alike(cells[a + EXTRA], cells[b + EXTRA]);
        levels[AREA] = (byte) area(cells, a, b);
        levels[PHONE] = (byte) phone(cells, a + PHONES, b + PHONES);
        levels[EMAIL] = (byte) best(cells, a + EMAILS, b + EMAILS, true);
        levels[GUARDIAN] = (byte) best(cells, a + GUARDIANS, b + GUARDIANS, false);
    }

    int given(int[] cells, int a, int b) {
        int x = cells[a + GIVEN];
        int y = cells[b + GIVEN];
        if (x == 0 || y == 0) {
            return 0;
        }
        if (x == y) {
            return Comparison.EXACT;
        }
        if (swapped(cells, a, b)) {
            return Comparison.GIVEN_SWAPPED;
        }
        int wordX = cells[a + GIVEN_WORD];
        int wordY = cells[b + GIVEN_WORD];
        if (wordX == wordY) {
            return Comparison.GIVEN_PART;
        }
        int best = likeness.names(x, y);
        if (wordX != x || wordY != y) {
            best = Math.max(best, likeness.names(wordX, wordY));
        }
        return switch (best) {
            case Likeness.NICKNAME -> Comparison.GIVEN_NICKNAME;
            case Likeness.TYPO -> Comparison.GIVEN_TYPO;
            case Likeness.NEAR -> Comparison.GIVEN_NEAR;
            case Likeness.INITIAL -> Comparison.GIVEN_INITIAL;
            default -> crossed(cells, a, b);
        };
    }

    private static boolean swapped(int[] cells, int a, int b) {
        return cells[a + GIVEN] == cells[b + FAMILY] && cells[a + FAMILY] == cells[b + GIVEN];
    }

    private int crossed(int[] cells, int a, int b) {
        if (halfSwapped(cells, a, b)) {
            return Comparison.GIVEN_HALF_SWAPPED;
        }
        if (nearlySwapped(cells, a, b)) {
            return Comparison.GIVEN_NEARLY_SWAPPED;
        }
        boolean initial = values.length(cells[a + GIVEN]) == 1 || values.length(cells[b + GIVEN]) == 1;
        return initial ? Comparison.GIVEN_OTHER_INITIAL : Comparison.GIVEN_OTHER;
    }

    /** Swapped, with a slip on top. */
    private boolean nearlySwapped(int[] cells, int a, int b) {
        return alikeNames(cells[a + GIVEN], cells[b + FAMILY]) && alikeNames(cells[a + FAMILY], cells[b + GIVEN]);
    }

    private boolean alikeNames(int x, int y) {
        if (x == 0 || y == 0) {
            return false;
        }
        int like = x == y ? Likeness.TYPO : likeness.names(x, y);
        return like == Likeness.TYPO || like == Likeness.NEAR;
    }

    /** One's given name is the other's surname or middle name. */
    private boolean halfSwapped(int[] cells, int a, int b) {
        int x = cells[a + GIVEN];
        int y = cells[b + GIVEN];
        boolean first = x == cells[b + FAMILY];
        boolean second = y == cells[a + FAMILY];
        if (first || second) {
            // With the other two alike as well, the names were swapped with a slip.
            return first ? !alikeNames(cells[a + FAMILY], y) : !alikeNames(x, cells[b + FAMILY]);
        }
        return x == cells[b + MIDDLE] && values.length(x) > 1 || y == cells[a + MIDDLE] && values.length(y) > 1;
    }

    private int middle(int x, int y) {
        if (x == 0 || y == 0) {
            return 0;
        }
        boolean initials = values.length(x) == 1 || values.length(y) == 1;
        if (x == y) {
            return initials ? Comparison.MIDDLE_INITIAL : Comparison.EXACT;
        }
        return switch (likeness.names(x, y)) {
            case Likeness.INITIAL -> Comparison.MIDDLE_INITIAL;
            case Likeness.TYPO, Likeness.NICKNAME -> Comparison.MIDDLE_TYPO;
            default -> Comparison.MIDDLE_OTHER;
        };
    }

    private static int suffix(int x, int y) {
        if (x == 0 && y == 0) {
            return 0;
        }
        return x == y ? 1 : x == 0 || y == 0 ? Comparison.SUFFIX_ONE_SIDED : Comparison.SUFFIX_DIFFERENT;
    }

    private int identifier(int[] cells, int a, int b) {
        int best = UNKNOWN;
        for (int i = a + IDENTIFIERS; i < a + SOURCE && cells[i] != 0; i++) {
            for (int j = b + IDENTIFIERS; j < b + SOURCE && cells[j] != 0; j++) {
                int x = cells[i];
                int y = cells[j];
                if (x == y) {
                    return Comparison.EXACT;
                }
                if (sameSystem(x, y)) {
                    int level = Math.min(3, likeness.codes(x, y)) + 1;
                    best = best == UNKNOWN ? level : Math.min(best, level);
                }
            }
        }
        return best == UNKNOWN ? 0 : best;
    }

    private boolean sameSystem(int x, int y) {
        byte[] bytes = values.bytes();
        int p = values.start(x);
        int q = values.start(y);
        return bytes[p] == bytes[q]
                && bytes[p + 1] == bytes[q + 1]
                && bytes[p + 2] == bytes[q + 2]
                && bytes[p + 3] == bytes[q + 3];
    }

    int family(int[] cells, int a, int b, int given) {
        int x = cells[a + FAMILY];
        int y = cells[b + FAMILY];
        if (x == 0 || y == 0) {
            return 0;
        }
        if (x == y) {
            return Comparison.EXACT;
        }
        if (given == Comparison.GIVEN_SWAPPED || given == Comparison.GIVEN_NEARLY_SWAPPED) {
            return 0;
        }
        int likest = likeness.names(x, y);
        if (likest == Likeness.TYPO && cells[a + FAMILY_WORDS + 1] == 0 && cells[b + FAMILY_WORDS + 1] == 0) {
            return Comparison.FAMILY_TYPO;
        }
        if (sharesWord(cells, a, b)) {
            return Comparison.FAMILY_PART;
        }
        return switch (likest) {
            case Likeness.TYPO -> Comparison.FAMILY_TYPO;
            case Likeness.NEAR -> Comparison.FAMILY_NEAR;
            default -> Comparison.FAMILY_OTHER;
        };
    }

    private boolean sharesWord(int[] cells, int a, int b) {
        int lastA = cells[a + FAMILY_WORDS + 1];
        int lastB = cells[b + FAMILY_WORDS + 1];
        if (lastA == 0 && lastB == 0) {
            return false;
        }
        int firstA = cells[a + FAMILY_WORDS];
        int firstB = cells[b + FAMILY_WORDS];
        return firstA == firstB && values.length(firstA) > 3
                || firstA == lastB && values.length(firstA) > 2
                || lastA == firstB && lastA != 0 && values.length(lastA) > 2
                || lastA == lastB && values.length(lastA) > 2;
    }

    private int address(int[] cells, int a, int b) {
        int number = code(cells[a + NUMBER], cells[b + NUMBER]);
        int street = street(cells[a + STREET], cells[b + STREET]);
        if (number == UNKNOWN && street == UNKNOWN) {
            return 0;
        }
        if (street == 0 || street == 1) {
            if (number == 0) {
                return street == 0 ? Comparison.EXACT : Comparison.ADDRESS_TYPO;
            }
            return number == 1 ? Comparison.ADDRESS_TYPO : Comparison.ADDRESS_STREET;
        }
        return number == 0 ? Comparison.ADDRESS_NUMBER : Comparison.ADDRESS_OTHER;
    }

    /** 0 exact, 1 nearly, 2 other. */
    private int street(int x, int y) {
        if (x == 0 || y == 0) {
            return UNKNOWN;
        }
        return x == y ? 0 : likeness.words(x, y) != Likeness.NONE ? 1 : 2;
    }

    /** Of two streets that are not equal, by number. */
    boolean alikeStreets(int x, int y) {
        return likeness.words(x, y) != Likeness.NONE;
    }

    /** 0 exact, 1 one edit, 2 other. */
    private int code(int x, int y) {
        if (x == 0 || y == 0) {
            return UNKNOWN;
        }
        return x == y ? 0 : likeness.codes(x, y) == 1 ? 1 : 2;
    }

    private int area(int[] cells, int a, int b) {
        int postal = code(cells[a + POSTAL], cells[b + POSTAL]);
        int city = street(cells[a + CITY], cells[b + CITY]);
        int state =
                cells[a + STATE] == 0 || cells[b + STATE] == 0 ? UNKNOWN : cells[a + STATE] == cells[b + STATE] ? 0 : 2;
        if (postal == 0 || city == 0) {
            int other = postal == 0 ? city : postal;
            return other <= 0 ? Comparison.EXACT : other == 1 ? Comparison.AREA_NEARLY : Comparison.AREA_HALF;
        }
        if (postal == 1 || city == 1) {
            return Comparison.AREA_TYPO;
        }
        if (state == 0) {
            return Comparison.AREA_STATE;
        }
        return postal == UNKNOWN && city == UNKNOWN && state == UNKNOWN ? 0 : Comparison.AREA_OTHER;
    }

    private int alike(int x, int y) {
        if (x == 0 || y == 0) {
            return 0;
        }
        if (x == y) {
            return Comparison.EXACT;
        }
        return likeness.words(x, y) == Likeness.NONE ? Comparison.UNLIKE : Comparison.ALIKE;
    }

    private int phone(int[] cells, int a, int b) {
        int best = 0;
        for (int i = a; i < a + 2 && cells[i] != 0; i++) {
            for (int j = b; j < b + 2 && cells[j] != 0; j++) {
                if (cells[i] == cells[j]) {
                    return Comparison.EXACT;
                }
                int level = likeness.codes(cells[i], cells[j]) == 1 ? Comparison.ALIKE : Comparison.UNLIKE;
                best = best == 0 ? level : Math.min(best, level);
            }
        }
        return best;
    }

    private int best(int[] cells, int a, int b, boolean email) {
        int best = 0;
        for (int i = a; i < a + 2 && cells[i] != 0; i++) {
            for (int j = b; j < b + 2 && cells[j] != 0; j++) {
                int level = alike(cells[i], cells[j]);
                if (level == Comparison.UNLIKE && email && sameMailbox(cells[i], cells[j])) {
                    level = Comparison.ALIKE;
                }
                best = best == 0 ? level : Math.min(best, level);
            }
        }
        return best;
    }

    /** The same before the at sign. */
    private boolean sameMailbox(int x, int y) {
        byte[] bytes = values.bytes();
        int i = values.start(x);
        int j = values.start(y);
        while (i < values.end(x) && j < values.end(y) && bytes[i] == bytes[j]) {
            if (bytes[i] == '@') {
                return true;
            }
            i++;
            j++;
        }
        return false;
    }
}
