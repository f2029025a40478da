// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.time.LocalDate;

/**
 * Dates of birth as eight digits {@code yyyymmdd}, four bits each, so that impossible and half-legible ones can still be compared.
 * Zero means unknown; an illegible digit is {@code 0xF}.
 */
public final class BirthDates {

    static final int ILLEGIBLE = 0xF;

    private static final int LOWEST_BITS = 0x1111_1111;

    private static final int MONTH = 35;
    private static final int YEARS = 10;

    private BirthDates() {}

    /** Packs a date. */
    public static int of(LocalDate date) {
        return of(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }

    static int of(int year, int month, int day) {
        return twoDigits(year / 100 % 100) << 24 | twoDigits(year % 100) << 16 | twoDigits(month) << 8 | twoDigits(day);
    }

    private static int twoDigits(int number) {
        return number / 10 << 4 | number % 10;
    }

    /**
     * Reads a date by a pattern of {@code y}, {@code M}, {@code d} and separators, such as {@code MM/dd/yyyy}. Letters that look like
     * digits count as those; what cannot be read is illegible. Between separators a month or day of one digit is as good as with a zero before
     * it, as spreadsheet programs write it.
     *
     * @return the packed date; 0 where the text does not have the pattern's length and separators, or no legible digit
     */
    public static int parse(String text, String pattern) {
        String value = text.strip();
        if (value.length() < pattern.length() && value.length() >= pattern.length() - 2) {
            value = padded(value, pattern);
        }
        if (value.length() != pattern.length()) {
            return 0;
        }
        int year = 0;
        int month = 0;
        int day = 0;
        int legible = 0;
        for (int i = 0; i < pattern.length(); i++) {
            int digit = digit(value.charAt(i));
            switch (pattern.charAt(i)) {
                case 'y' -> year = year << 4 | digit;
                case 'M' -> month = month << 4 | digit;
                case 'd' -> day = day << 4 | digit;
                default -> {
                    if (Character.isLetterOrDigit(value.charAt(i))) {
                        return 0;
                    }
                    continue;
                }
            }
            legible += digit == ILLEGIBLE ? 0 : 1;
        }
        return legible < 5 ? 0 : year << 16 | month << 8 | day;
    }

    private static String padded(String value, String pattern) {
        StringBuilder padded = new StringBuilder(pattern);
        int at = 0;
        for (int i = 0; i < pattern.length(); i++) {
            if (at == value.length()) {
                return value;
            }
            char what = pattern.charAt(i);
            boolean begins = i == 0 || pattern.charAt(i - 1) != what;
            boolean single = begins && (what == 'M' || what == 'd') && alone(value, at);
            padded.setCharAt(i, single ? '0' : value.charAt(at++));
        }
        return at == value.length() ? padded.toString() : value;
    }

    private static boolean alone(String value, int at) {
        return (at == 0 || !Character.isLetterOrDigit(value.charAt(at - 1)))
                && (at + 1 == value.length() || !Character.isLetterOrDigit(value.charAt(at + 1)));
    }

    private static int digit(char c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return switch (c) {
            case 'o', 'O', 'D', 'Q' -> 0;
            case 'l', 'I', 'i', '|' -> 1;
            case 'z', 'Z' -> 2;
            case 'S', 's' -> 5;
            case 'b', 'G' -> 6;
            case 'B' -> 8;
            case 'g', 'q' -> 9;
            default -> ILLEGIBLE;
        };
    }

    static int year(int date) {
        return date >>> 16;
    }

    static int month(int date) {
        return date >>> 8 & 0xff;
    }

    static int day(int date) {
        return date & 0xff;
    }

    /** Dates that mean nobody knows. */
    static boolean placeholder(int date) {
        return switch (date) {
            case 0, 0x19000101, 0x18991230, 0x18991231, 0x00010101, 0x11111111, 0x99991231, 0x99999999 -> true;
            default -> false;
        };
    }

    /** How alike two known dates are; one of the levels of {@link Comparison#BIRTH_DATE}. */
    static int level(int a, int b) {
        if (a == b) {
            return Comparison.EXACT;
        }
        if (year(a) == year(b) && month(a) == day(b) && day(a) == month(b)) {
            return Comparison.BIRTH_SWAPPED;
        }
        int differing = differing(a, b);
        if (differing == 1 || differing == 2 && transposed(a, b)) {
            return Comparison.BIRTH_ONE;
        }
        if (differing == 0) {
            return Comparison.EXACT;
        }
        int parts = (year(a) == year(b) ? 0 : 1) + (month(a) == month(b) ? 0 : 1) + (day(a) == day(b) ? 0 : 1);
        if (differing == 2 || parts == 1) {
            return Comparison.BIRTH_TWO;
        }
        if (near(days(a), days(b))) {
            return Comparison.BIRTH_NEAR;
        }
        return year(a) == year(b) ? Comparison.BIRTH_YEAR : Comparison.BIRTH_OTHER;
    }

    /** Within {@value #MONTH} days of each other, or of the same day some years away. */
    private static boolean near(int x, int y) {
        int apart = Math.abs(x - y);
        int years = (apart + MONTH) / 365;
        return years <= YEARS && Math.abs(apart - Math.round(years * 365.25f)) <= MONTH;
    }

    /** Days since some day, nearly; illegible digits count as zero. */
    private static int days(int date) {
        return (int) (decimal(year(date)) * 365.25f) + decimal(month(date)) * 153 / 5 + decimal(day(date));
    }

    private static int decimal(int digits) {
        int value = 0;
        for (int shift = 12; shift >= 0; shift -= 4) {
            int digit = digits >>> shift & 0xF;
            value = value * 10 + (digit == ILLEGIBLE ? 0 : digit);
        }
        return value;
    }

    /** How many digits differ that are legible in both; all eight at once. */
    private static int differing(int a, int b) {
        int x = a ^ b;
        int unequal = x | x >>> 1 | x >>> 2 | x >>> 3;
        int illegible = a & a >>> 1 & a >>> 2 & a >>> 3 | b & b >>> 1 & b >>> 2 & b >>> 3;
        return Integer.bitCount(unequal & ~illegible & LOWEST_BITS);
    }

    private static boolean transposed(int a, int b) {
        for (int shift = 0; shift < 28; shift += 4) {
            int x = a >>> shift & 0xFF;
            int y = b >>> shift & 0xFF;
            if (x != y && x >>> 4 == (y & 0xF) && (x & 0xF) == y >>> 4) {
                return (a & ~(0xFF << shift)) == (b & ~(0xFF << shift));
            }
        }
        return false;
    }
}
