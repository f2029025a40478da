// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

/** The keys under which sources keep people and things: scattered, unique, the same for the same seed. Immutable. */
final class Ids {

    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final Permutation wide;
    private final Permutation numbers;
    private final Permutation stateNumbers;

    Ids(long seed) {
        this.wide = new Permutation(1L << 40, seed + 1);
        this.numbers = new Permutation(9_000_000, seed + 2);
        this.stateNumbers = new Permutation(9_000_000_000L, seed + 3);
    }

    String student(int child) {
        return scattered('s', child);
    }

    String guardian(int adult) {
        return scattered('g', adult);
    }

    String teacher(int teacher) {
        return scattered('t', teacher);
    }

    String schoolClass(int number) {
        return scattered('c', number);
    }

    String enrollment(long number) {
        return scattered('e', number);
    }

    /** The district's number of a student, seven digits. */
    String studentNumber(int child) {
        return Long.toString(1_000_000 + numbers.of(child));
    }

    /** The state's number of a child, ten digits. */
    String stateNumber(int child) {
        return Long.toString(1_000_000_000L + stateNumbers.of(child));
    }

    private String scattered(char kind, long number) {
        long value = wide.of(number | ((long) (kind - 'a') << 35));
        char[] text = new char[12];
        text[0] = kind;
        text[1] = '-';
        for (int i = 11; i > 1; i--) {
            text[i] = HEX[(int) (value & 15)];
            value >>>= 4;
        }
        return new String(text);
    }
}
