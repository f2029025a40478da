// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import java.time.DateTimeException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.susten.bench.community.Dice.Trait;

/**
 * A child as another system's front desk wrote them down.
 *
 * @param given given name or nickname, perhaps misspelled
 * @param family surname, perhaps the former one, half of it, or misspelled
 * @param birthDate perhaps wrong; null where left blank
 * @param sex {@code F} or {@code M}; empty where left blank
 * @param number the child's number in the other system, perhaps mistyped; empty where unknown
 * @param street where the family lives or lived
 */
record Rendition(String given, String family, @Nullable LocalDate birthDate, String sex, String number, String street) {

    /** Writes a child down with the mistakes of one source. */
    static Rendition of(Child child, Household household, String number, Dice dice, ErrorRates rates) {
        int who = child.index();
        String given = child.given();
        String nickname = child.nickname();
        if (nickname != null && dice.chance(who, Trait.USES_NICKNAME, Math.min(1, rates.nickname() * 3))) {
            given = nickname;
        }
        String family = child.family();
        if (dice.chance(who, Trait.USES_FORMER_NAME, rates.formerName() * 4)) {
            String former = child.formerFamily();
            int space = Math.max(family.indexOf('-'), family.indexOf(' '));
            family = former != null ? former : space > 3 ? family.substring(0, space) : family;
        }
        if (dice.chance(who, Trait.TYPO_GIVEN, rates.typo())) {
            given = typo(given, dice.roll(who, Trait.TYPO_KIND));
        }
        if (dice.chance(who, Trait.TYPO_FAMILY, rates.typo())) {
            family = typo(family, dice.roll(who, Trait.TYPO_KIND) >>> 7);
        }
        LocalDate birthDate = child.birthDate();
        if (dice.chance(who, Trait.BIRTH_DATE_SLIP, rates.birthDate())) {
            birthDate = slipped(birthDate);
        }
        String known = "";
        if (dice.chance(who, Trait.ID_KNOWN, rates.idKnown())) {
            known = dice.chance(who, Trait.ID_SLIP, rates.mistypedId()) ? transposed(number) : number;
        }
        return new Rendition(
                given,
                family,
                dice.chance(who, Trait.BIRTH_DATE_BLANK, rates.missing()) ? null : birthDate,
                dice.chance(who, Trait.SEX_BLANK, rates.missing()) ? "" : child.female() ? "F" : "M",
                known,
                dice.chance(who, Trait.USES_FORMER_STREET, rates.formerAddress())
                        ? household.formerStreet()
                        : household.street());
    }

    /** Two letters changed over, one lost, one doubled, or one that stands beside it on the keyboard. */
    static String typo(String name, long kind) {
        if (name.length() < 4) {
            return name;
        }
        int at = 1 + (int) ((kind >>> 8 & 0xffff) % (name.length() - 2));
        char here = name.charAt(at);
        if (!Character.isLetter(here)) {
            return name;
        }
        String before = name.substring(0, at);
        String after = name.substring(at + 1);
        return switch ((int) (kind & 3)) {
            case 0 -> before + after.charAt(0) + here + after.substring(1);
            case 1 -> before + after;
            case 2 -> before + here + here + after;
            default -> before + beside(here) + after;
        };
    }

    private static char beside(char letter) {
        int at = "qwertyuiopasdfghjklzxcvbn".indexOf(Character.toLowerCase(letter));
        return at < 0 ? 'e' : "wertyuiopqsdfghjklaxcvbnm".charAt(at);
    }

    /** Day and month changed over; where that is no date or the same one, a year later. */
    static LocalDate slipped(LocalDate date) {
        try {
            LocalDate other = LocalDate.of(date.getYear(), date.getDayOfMonth(), date.getMonthValue());
            return other.equals(date) ? date.plusYears(1) : other;
        } catch (DateTimeException impossible) {
            return date.plusYears(1);
        }
    }

    /** The first two neighboring digits that differ, changed over. */
    static String transposed(String number) {
        for (int i = number.length() / 2; i + 1 < number.length(); i++) {
            if (number.charAt(i) != number.charAt(i + 1)) {
                return number.substring(0, i) + number.charAt(i + 1) + number.charAt(i) + number.substring(i + 2);
            }
        }
        return number;
    }

    /** Nothing of the child. */
    @Override
    public String toString() {
        return "Rendition";
    }
}
