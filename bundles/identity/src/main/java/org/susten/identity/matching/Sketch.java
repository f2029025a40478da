// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.susten.identity.matching.Table.*;

/**
 * A record in four words, for comparisons that most pairs do not survive: names, street, birth date, sex and suffix exactly, of the rest
 * so much that what differs in it differs in the record.
 */
final class Sketch {

    static final int WORDS = 4;

    /** Where in the words a part stands; its value is 0 where it is not known. */
    record Part(int word, int shift, int bits) {

        int of(long[] words, int at) {
            return (int) (words[at + word] >>> shift) & (1 << bits) - 1;
        }

        private void put(long[] words, int value) {
            words[word] |= (long) value << shift;
        }
    }

    static final Part GIVEN_NAME = new Part(0, 0, 21);
    static final Part FAMILY_NAME = new Part(0, 21, 21);
    static final Part BORN = new Part(0, 42, 17);
    static final Part MALE_OR_FEMALE = new Part(0, 59, 2);
    static final Part JUNIOR = new Part(0, 61, 3);

    static final Part STREET_NAME = new Part(1, 0, 21);
    static final Part HOUSE = new Part(1, 21, 8);
    static final Part POSTAL_CODE = new Part(1, 29, 12);
    static final Part TOWN = new Part(1, 41, 10);
    static final Part STATE_NAME = new Part(1, 51, 4);
    static final Part SOURCE_NAME = new Part(1, 55, 4);
    static final Part HAS_EMAIL = new Part(1, 59, 1);
    static final Part HAS_GUARDIAN = new Part(1, 60, 1);
    static final Part HAS_EXTRA = new Part(1, 61, 1);
    private static final Part THERE = new Part(1, 62, 1);

    /** Of two phones each a hash and what {@link #parity} makes of it. */
    static final Part[] PHONE_HASH = {new Part(2, 0, 8), new Part(2, 18, 8)};

    static final Part[] PHONE_PARITY = {new Part(2, 8, 10), new Part(2, 26, 10)};

    /** First letter and hash. */
    static final Part MIDDLE_NAME = new Part(2, 36, 13);

    static final int LETTER_BITS = 5;

    static final Part[] NUMBER_SYSTEM = {new Part(3, 0, 4), new Part(3, 14, 4), new Part(3, 28, 4), new Part(3, 42, 4)};

    static final Part[] NUMBER_PARITY = {
        new Part(3, 4, 10), new Part(3, 18, 10), new Part(3, 32, 10), new Part(3, 46, 10)
    };

    private static final int FIRST_YEAR = 1890;
    private static final int YEARS = 255;

    private Sketch() {}

    /** Writes a row's sketch into four words; false where it does not fit: illegible dates, a full lexicon. */
    static boolean of(Table table, int row, Lexicon lexicon, long[] words) {
        java.util.Arrays.fill(words, 0);
        Dictionary values = table.values();
        int given = lexicon.number(values, table.cell(row, GIVEN));
        int family = lexicon.number(values, table.cell(row, FAMILY));
        int street = lexicon.number(values, table.cell(row, STREET));
        int born = born(table.cell(row, BIRTH));
        if (given == Lexicon.UNKNOWN || family == Lexicon.UNKNOWN || street == Lexicon.UNKNOWN || born < 0) {
            return false;
        }
        THERE.put(words, 1);
        GIVEN_NAME.put(words, given);
        FAMILY_NAME.put(words, family);
        BORN.put(words, born);
        int sex = table.cell(row, SEX);
        MALE_OR_FEMALE.put(words, sex == 0 ? 0 : sex == 'f' ? 1 : 2);
        JUNIOR.put(words, hash(values, table.cell(row, SUFFIX), JUNIOR.bits));
        STREET_NAME.put(words, street);
        HOUSE.put(words, hash(values, table.cell(row, NUMBER), HOUSE.bits));
        POSTAL_CODE.put(words, hash(values, table.cell(row, POSTAL), POSTAL_CODE.bits));
        TOWN.put(words, hash(values, table.cell(row, CITY), TOWN.bits));
        STATE_NAME.put(words, hash(values, table.cell(row, STATE), STATE_NAME.bits));
        SOURCE_NAME.put(words, (int) (Hash.mix(table.cell(row, SOURCE)) >>> 60));
        HAS_EMAIL.put(words, table.cell(row, EMAILS) == 0 ? 0 : 1);
        HAS_GUARDIAN.put(words, table.cell(row, GUARDIANS) == 0 ? 0 : 1);
        HAS_EXTRA.put(words, table.cell(row, EXTRA) == 0 ? 0 : 1);
        MIDDLE_NAME.put(words, middle(values, table.cell(row, MIDDLE)));
        for (int i = 0; i < PHONE_HASH.length; i++) {
            int phone = table.cell(row, PHONES + i);
            PHONE_HASH[i].put(words, hash(values, phone, PHONE_HASH[i].bits));
            PHONE_PARITY[i].put(words, parity(values, phone));
        }
        return identifiers(table, row, lexicon, words);
    }

    private static boolean identifiers(Table table, int row, Lexicon lexicon, long[] words) {
        Dictionary values = table.values();
        for (int i = 0; i < NUMBER_SYSTEM.length && table.cell(row, IDENTIFIERS + i) != 0; i++) {
            int number = table.cell(row, IDENTIFIERS + i);
            byte[] bytes = values.bytes();
            int at = values.start(number);
            int system = lexicon.system((bytes[at] & 0xff) << 24
                    | (bytes[at + 1] & 0xff) << 16
                    | (bytes[at + 2] & 0xff) << 8
                    | bytes[at + 3] & 0xff);
            if (system == 0) {
                return false;
            }
            NUMBER_SYSTEM[i].put(words, system);
            NUMBER_PARITY[i].put(words, parity(values, number));
        }
        return true;
    }

    /** Whether words hold a sketch. */
    static boolean there(long[] words, int at) {
        return THERE.of(words, at) != 0;
    }

    /** Equal values have equal hashes; 0 for none. */
    private static int hash(Dictionary values, int value, int bits) {
        return value == 0 ? 0 : (int) Long.remainderUnsigned(values.hash(value), (1 << bits) - 1) + 1;
    }

    /** First letter and hash of a name; 0 for none. */
    static int middle(Dictionary values, int name) {
        return name == 0
                ? 0
                : values.bytes()[values.start(name)] & (1 << LETTER_BITS) - 1
                        | hash(values, name, MIDDLE_NAME.bits - LETTER_BITS) << LETTER_BITS;
    }

    /**
     * For each of ten kinds of characters, each digit one, whether their count is odd. An edit changes two of these at most, so values
     * that differ in more than {@code 2 n} are more than {@code n} edits apart.
     */
    private static int parity(Dictionary values, int value) {
        int parity = 0;
        if (value != 0) {
            for (int i = values.start(value); i < values.end(value); i++) {
                parity ^= 1 << (values.bytes()[i] & 0xff) % 10;
            }
        }
        return parity;
    }

    /** A packed date in 17 bits; 0 for none, negative where it does not fit. */
    private static int born(int date) {
        if (date == 0) {
            return 0;
        }
        for (int shift = 0; shift < 32; shift += 4) {
            if ((date >>> shift & 0xF) > 9) {
                return -1;
            }
        }
        int year = 1000 * (date >>> 28) + 100 * (date >>> 24 & 0xF) + 10 * (date >>> 20 & 0xF) + (date >>> 16 & 0xF);
        int month = 10 * (date >>> 12 & 0xF) + (date >>> 8 & 0xF);
        int day = 10 * (date >>> 4 & 0xF) + (date & 0xF);
        boolean fits = year > FIRST_YEAR && year <= FIRST_YEAR + YEARS && month < 16 && day < 32;
        return fits ? year - FIRST_YEAR << 9 | month << 5 | day : -1;
    }

    /** The packed date again. */
    static int date(int born) {
        return born == 0 ? 0 : BirthDates.of(FIRST_YEAR + (born >>> 9), born >>> 5 & 0xF, born & 0x1F);
    }
}
