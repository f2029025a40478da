// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Arrays;

/**
 * Names and streets by number, and which words they are of, for as long as records are remembered; and numbering systems. Full one
 * day: then further values have no number. For one thread.
 */
final class Lexicon {

    /** A value without a number. */
    static final int UNKNOWN = -1;

    /** Numbers fit 21 bits; this many take some 40 MB. */
    private static final int MOST = 1_000_000;

    private static final int SYSTEMS = 15;

    private final Dictionary values = new Dictionary(1 << 12);
    private final int[] systems = new int[SYSTEMS];
    private int[] firstWords = new int[1 << 12];
    private int[] lastWords = new int[1 << 12];
    private int known;

    /** The number of a value of another dictionary; 0 for none. */
    int number(Dictionary from, int value) {
        if (value == 0) {
            return 0;
        }
        byte[] bytes = from.bytes();
        int number = values.find(bytes, from.start(value), from.end(value));
        if (number != 0) {
            return number;
        }
        return values.size() >= MOST ? UNKNOWN : add(bytes, from.start(value), from.end(value));
    }

    private int add(byte[] bytes, int from, int to) {
        int number = values.number(bytes, from, to);
        if (number > known) {
            known = number;
            words(number, bytes, from, to);
        }
        return number;
    }

    /** As {@link Table} takes a name apart. */
    private void words(int number, byte[] bytes, int from, int to) {
        int first = from;
        while (first < to && bytes[first] != ' ') {
            first++;
        }
        int last = to - 1;
        while (last > from && bytes[last] != ' ') {
            last--;
        }
        int firstWord = first == to ? number : add(bytes, from, first);
        int lastWord = last <= from ? 0 : add(bytes, last + 1, to);
        if (values.size() >= firstWords.length) {
            firstWords = Arrays.copyOf(firstWords, values.size() * 2);
            lastWords = Arrays.copyOf(lastWords, values.size() * 2);
        }
        firstWords[number] = firstWord;
        lastWords[number] = lastWord;
    }

    /** The first word of a name, itself where it is one word. */
    int firstWord(int name) {
        return name == 0 ? 0 : firstWords[name];
    }

    /** The last word of a name of several, else 0. */
    int lastWord(int name) {
        return name == 0 ? 0 : lastWords[name];
    }

    /** From 1 to {@value #SYSTEMS}; 0 where there are more. */
    int system(int id) {
        for (int i = 0; i < SYSTEMS; i++) {
            if (systems[i] == id || systems[i] == 0) {
                systems[i] = id;
                return i + 1;
            }
        }
        return 0;
    }

    Dictionary values() {
        return values;
    }
}
