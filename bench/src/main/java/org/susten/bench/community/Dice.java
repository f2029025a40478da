// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

/**
 * Chance without state: the same seed, subject and trait always fall the same way, so that any person can be made again
 * at any time, in any order, without being kept. The mixing function is SplitMix64's. Immutable.
 */
record Dice(long seed) {

    /** Something chance decides about a subject. Append only: the order is part of what a seed means. */
    enum Trait {
        HOUSEHOLD_SIZE,
        TWINS,
        ORIGIN,
        FAMILY_NAME,
        SECOND_FAMILY_NAME,
        FAMILY_NAME_KIND,
        GRADE,
        SPACING,
        BIRTH_DAY,
        SEX,
        GIVEN_NAME,
        MIDDLE_NAME,
        NICKNAME,
        FORMER_NAME,
        STREET,
        HOUSE_NUMBER,
        FORMER_STREET,
        PHONE,
        GUARDIANS,
        GUARDIAN_NAME,
        SCHOOL,
        SECTION,
        TEACHER,
        ENROLLED,
        CHANGED,
        TYPO_GIVEN,
        TYPO_FAMILY,
        TYPO_KIND,
        BIRTH_DATE_SLIP,
        BIRTH_DATE_BLANK,
        SEX_BLANK,
        ID_KNOWN,
        ID_SLIP,
        USES_NICKNAME,
        USES_FORMER_NAME,
        USES_FORMER_STREET,
        PARTICIPATES,
        REGULARITY,
        DAY,
        DAY_KIND,
        MINUTES,
        ACTIVITY,
        LANGUAGE,
        EXIT_REASON,
        PLACE,
        MAY_SHARE,
        RECORDED,
        RECORDED_TWICE,
        ADDRESS_BLANK,
        PHONE_BLANK,
        MOVED
    }

    /** Another set of dice, for another source's own mistakes. */
    Dice salted(long salt) {
        return new Dice(mix(seed ^ (salt * 0x9E3779B97F4A7C15L)));
    }

    /** Any of the 2^64 numbers. */
    long roll(long subject, Trait trait) {
        return mix(mix(seed + subject * 0x9E3779B97F4A7C15L) + trait.ordinal() * 0xD1B54A32D192ED03L);
    }

    /** A number from 0 to below {@code bound}. */
    int pick(long subject, Trait trait, int bound) {
        return (int) (((roll(subject, trait) >>> 32) * bound) >>> 32);
    }

    /** Whether something of probability {@code share} happens. */
    boolean chance(long subject, Trait trait, double share) {
        return (roll(subject, trait) >>> 11) * 0x1.0p-53 < share;
    }

    /** A number from 0 to below {@code bound}, low ones much more often, as surnames are. */
    int skewed(long subject, Trait trait, int bound) {
        double even = (roll(subject, trait) >>> 11) * 0x1.0p-53;
        return (int) (even * even * bound);
    }

    static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
