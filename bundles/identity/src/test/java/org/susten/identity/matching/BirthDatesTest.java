// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BirthDatesTest {

    private static final int DIGITS = 8;

    private final Random dice = new Random(11);

    @Test
    void a_date_is_its_eight_digits() {
        assertThat(BirthDates.of(LocalDate.of(2012, 11, 30))).isEqualTo(0x20121130);
        assertThat(BirthDates.of(LocalDate.of(987, 1, 9))).isEqualTo(0x09870109);
    }

    @Test
    void a_month_or_day_of_one_digit_between_separators_is_read() {
        assertThat(BirthDates.parse("5/1/2015", "MM/dd/yyyy")).isEqualTo(0x20150501);
        assertThat(BirthDates.parse("12/1/2015", "MM/dd/yyyy")).isEqualTo(0x20151201);
        assertThat(BirthDates.parse("2015-5-11", "yyyy-MM-dd")).isEqualTo(0x20150511);
        assertThat(BirthDates.parse("1.5.2015 ", "dd.MM.yyyy")).isEqualTo(0x20150501);
    }

    @Test
    void what_lacks_a_digit_that_nobody_can_place_is_unknown() {
        assertThat(BirthDates.parse("2015115", "yyyyMMdd")).isZero();
        assertThat(BirthDates.parse("5/1/215", "MM/dd/yyyy")).isZero();
        assertThat(BirthDates.parse("5/1/15", "MM/dd/yyyy")).isZero();
        assertThat(BirthDates.parse("5/11", "MM/dd")).isZero();
        assertThat(BirthDates.parse("5//2015", "MM/dd/yyyy")).isZero();
    }

    @Test
    void dates_are_compared_by_the_digits_that_are_legible_in_both() {
        int[] met = new int[3];
        for (int i = 0; i < 20_000; i++) {
            int one = date();
            int other = slipped(one);
            int differing = differing(one, other);
            int level = BirthDates.level(one, other);
            if (level != Comparison.BIRTH_SWAPPED && differing < met.length) {
                met[differing]++;
                assertThat(level)
                        .as("%08x and %08x", one, other)
                        .isIn(
                                switch (differing) {
                                    case 0 -> new Object[] {Comparison.EXACT};
                                    case 1 -> new Object[] {Comparison.BIRTH_ONE};
                                    default -> new Object[] {Comparison.BIRTH_ONE, Comparison.BIRTH_TWO};
                                });
            } else if (level != Comparison.BIRTH_SWAPPED) {
                assertThat(level).as("%08x and %08x", one, other).isGreaterThan(Comparison.BIRTH_ONE);
            }
        }
        assertThat(Arrays.stream(met).min().orElseThrow()).isGreaterThan(1000);
    }

    private int date() {
        int date = BirthDates.of(1990 + dice.nextInt(30), 1 + dice.nextInt(12), 1 + dice.nextInt(28));
        return dice.nextInt(4) == 0 ? date | BirthDates.ILLEGIBLE << 4 * dice.nextInt(DIGITS) : date;
    }

    private int slipped(int date) {
        int other = date;
        for (int slips = dice.nextInt(4); slips > 0; slips--) {
            int shift = 4 * dice.nextInt(DIGITS);
            other = other & ~(0xF << shift) | (dice.nextInt(5) == 0 ? BirthDates.ILLEGIBLE : dice.nextInt(10)) << shift;
        }
        return other;
    }

    private static int differing(int one, int other) {
        String digits = String.format("%08x", one);
        String others = String.format("%08x", other);
        return (int) IntStream.range(0, DIGITS)
                .filter(i -> digits.charAt(i) != others.charAt(i))
                .filter(i -> digits.charAt(i) != 'f' && others.charAt(i) != 'f')
                .count();
    }
}
