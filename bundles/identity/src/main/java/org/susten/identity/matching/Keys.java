// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/**
 * Blocking keys: two people are compared only where they share one. A key is made only where everything it needs is known, so that
 * a missing value never widens the search. Keys are 64-bit hashes and part of the stored form.
 */
public final class Keys {

    /** Why two people share a block, in the order in which pairs are taken from blocks. */
    enum Kind {
        IDENTIFIER(4, Comparison.IDENTIFIER),
        CONTACT(8, Comparison.PHONE, Comparison.EMAIL),
        BIRTH_GIVEN(1, Comparison.BIRTH_DATE, Comparison.GIVEN),
        BIRTH_FAMILY(1, Comparison.BIRTH_DATE, Comparison.FAMILY),
        NAMES(1, Comparison.GIVEN, Comparison.FAMILY),
        FAMILY_AREA(1, Comparison.FAMILY, Comparison.AREA),
        GIVEN_AREA(1, Comparison.GIVEN, Comparison.AREA),
        HOUSE(1, Comparison.ADDRESS),
        BIRTH(1, Comparison.BIRTH_DATE),
        GIVEN_MONTH(1, Comparison.GIVEN, Comparison.BIRTH_DATE),
        FAMILY_DAY(1, Comparison.FAMILY, Comparison.BIRTH_DATE),
        FAMILY_ANNIVERSARY(1, Comparison.FAMILY, Comparison.BIRTH_DATE),
        FAMILY_STREET(1, Comparison.FAMILY, Comparison.ADDRESS),
        STREET_AREA(1, Comparison.ADDRESS, Comparison.AREA),
        GIVEN_STREET(1, Comparison.GIVEN, Comparison.ADDRESS),
        HOUSE_AREA(1, Comparison.ADDRESS, Comparison.AREA);

        private final int most;
        private final Comparison[] masked;
        private int first;

        static final Kind[] ALL = values();

        static {
            int slot = 0;
            for (Kind kind : ALL) {
                kind.first = slot;
                slot += kind.most;
            }
        }

        Kind(int most, Comparison... masked) {
            this.most = most;
            this.masked = masked;
        }

        /** The first of its slots. */
        int first() {
            return first;
        }

        /** How many keys of this kind a person can have. */
        int most() {
            return most;
        }

        /** What pairs of such a block agree on because of the block. */
        Comparison[] masked() {
            return masked.clone();
        }
    }

    /** So many letters of a mailbox, and of a mail domain, bring two people together. */
    private static final int START = 6;

    /** How many keys a person can have. */
    static final int SLOTS = Kind.ALL[Kind.ALL.length - 1].first + Kind.ALL[Kind.ALL.length - 1].most;

    private Keys() {}

    /** The keys of a person: distinct, at most {@value #SLOTS}, none for somebody of whom nothing is known. */
    public static long[] of(Features features) {
        long[] slots = new long[SLOTS];
        into(features, slots, 0);
        return Arrays.stream(slots).filter(k -> k != 0).distinct().toArray();
    }

    /** Those of the keys that identifiers make; the first of {@link #of}. */
    public static long[] identifiers(Features features) {
        long[] slots = new long[SLOTS];
        into(features, slots, 0);
        return Arrays.stream(slots, 0, Kind.CONTACT.first)
                .filter(k -> k != 0)
                .distinct()
                .toArray();
    }

    /** Writes keys into their slots from an offset on; 0 where there is none. */
    static void into(Features features, long[] slots, int offset) {
        Arrays.fill(slots, offset, offset + SLOTS, 0);
        byte[] bytes = features.raw();
        int contact = offset + Kind.CONTACT.first;
        int identifier = offset + Kind.IDENTIFIER.first;
        int birth = 0;
        int given = 0;
        int givenStart = 0;
        int family = 0;
        int familyStart = 0;
        int town = 0;
        int street = 0;
        long house = 0;
        long streetHash = 0;
        long postal = 0;
        long city = 0;
        for (int at = Features.HEADER; at < bytes.length; at += 2 + bytes[at + 1]) {
            int from = at + 2;
            int to = from + bytes[at + 1];
            switch (Field.ALL[bytes[at]]) {
                case GIVEN -> {
                    given = to - from > 1 ? Phonetic.code(bytes, from, to) : 0;
                    givenStart = start(bytes, from, to);
                }
                case FAMILY -> {
                    family = to - from > 1 ? Phonetic.code(bytes, from, to) : 0;
                    familyStart = start(bytes, from, to);
                }
                case BIRTH_DATE -> birth = integer(bytes, from);
                case HOUSE_NUMBER -> house = Hash.of(bytes, from, to);
                case STREET -> {
                    street = Phonetic.code(bytes, from, to);
                    streetHash = Hash.of(bytes, from, to);
                }
                case POSTAL_CODE -> postal = Hash.of(bytes, from, to);
                case CITY -> {
                    city = Hash.of(bytes, from, to);
                    town = Phonetic.code(bytes, from, to);
                }
                case PHONE -> slots[contact++] = key(Kind.CONTACT, 1, Hash.of(bytes, from, to));
                case EMAIL -> {
                    int sign = sign(bytes, from, to);
                    slots[contact++] = key(Kind.CONTACT, 2, Hash.of(bytes, from, sign));
                    if (sign - from > START) {
                        slots[contact++] = key(Kind.CONTACT, 4, Hash.of(bytes, from, from + START));
                    }
                    if (sign < to) {
                        slots[contact++] = key(Kind.CONTACT, 3, Hash.of(bytes, sign, Math.min(to, sign + START + 1)));
                    }
                }
                case IDENTIFIER -> slots[identifier++] = key(Kind.IDENTIFIER, 1, Hash.of(bytes, from, to));
                default -> {
                    // Too common to find anybody by.
                }
            }
        }
        if (legible(birth)) {
            int either = either(birth);
            put(slots, offset, Kind.BIRTH_GIVEN, given, either);
            put(slots, offset, Kind.BIRTH_FAMILY, family, either);
            put(slots, offset, Kind.BIRTH, 1, either);
        }
        if (birth != 0) {
            int month = birth >>> 8;
            int day = BirthDates.year(birth) << 8 | BirthDates.day(birth);
            put(slots, offset, Kind.GIVEN_MONTH, givenStart, month);
            put(slots, offset, Kind.FAMILY_DAY, familyStart, day);
            put(slots, offset, Kind.FAMILY_ANNIVERSARY, familyStart, birth & 0xffff);
        }
        if (given != 0 && family != 0) {
            put(slots, offset, Kind.NAMES, Math.min(given, family), Math.max(given, family));
        }
        long area = postal != 0 ? postal : city;
        put(slots, offset, Kind.FAMILY_AREA, family, area);
        put(slots, offset, Kind.GIVEN_AREA, given, area);
        put(slots, offset, Kind.STREET_AREA, street, area);
        put(slots, offset, Kind.HOUSE, house, streetHash);
        put(slots, offset, Kind.FAMILY_STREET, family, street);
        put(slots, offset, Kind.GIVEN_STREET, given, street);
        put(slots, offset, Kind.HOUSE_AREA, house, town);
    }

    private static void put(long[] slots, int offset, Kind kind, long a, long b) {
        if (a != 0 && b != 0) {
            slots[offset + kind.first] = key(kind, a, b);
        }
    }

    private static long key(Kind kind, long a, long b) {
        return Hash.mix(Hash.mix(kind.ordinal() + 1, a), b) | 1;
    }

    private static int sign(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '@') {
                return i;
            }
        }
        return to;
    }

    /** The first three letters. */
    private static int start(byte[] bytes, int from, int to) {
        return to - from < 3 ? 0 : (bytes[from] & 0xff) << 16 | (bytes[from + 1] & 0xff) << 8 | bytes[from + 2] & 0xff;
    }

    private static int integer(byte[] bytes, int from) {
        return (bytes[from] & 0xff) << 24
                | (bytes[from + 1] & 0xff) << 16
                | (bytes[from + 2] & 0xff) << 8
                | bytes[from + 3] & 0xff;
    }

    private static boolean legible(int date) {
        for (int shift = 0; shift < 32; shift += 4) {
            if ((date >>> shift & 0xF) == BirthDates.ILLEGIBLE) {
                return false;
            }
        }
        return date != 0;
    }

    /** The same for a date and the one with day and month swapped. */
    private static int either(int date) {
        int month = BirthDates.month(date);
        int day = BirthDates.day(date);
        return BirthDates.year(date) << 16 | Math.min(month, day) << 8 | Math.max(month, day);
    }
}
