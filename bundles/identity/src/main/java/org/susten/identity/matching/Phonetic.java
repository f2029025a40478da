// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

/** American Soundex of the first word, packed: first letter, then three digits. */
final class Phonetic {

    /** Codes of a to z; 0 for vowels, 7 for h and w, which do not part equal codes. */
    private static final byte[] CODES = {0, 1, 2, 3, 0, 1, 2, 7, 0, 2, 2, 4, 5, 5, 0, 1, 2, 6, 2, 3, 0, 1, 7, 2, 0, 2};

    private Phonetic() {}

    /** The code of the first word; 0 where there is no letter. */
    static int code(byte[] bytes, int from, int to) {
        int code = 0;
        int length = 0;
        int last = 0;
        for (int i = from; i < to && length < 4; i++) {
            int c = bytes[i] & 0xff;
            if (c == ' ') {
                if (i - from > 3) {
                    break;
                }
                continue;
            }
            int digit = c >= 'a' && c <= 'z' ? CODES[c - 'a'] : 0;
            if (length == 0) {
                code = c;
                length = 1;
                last = digit;
            } else if (digit != 7) {
                if (digit != 0 && digit != last) {
                    code = code << 4 | digit;
                    length++;
                }
                last = digit;
            }
        }
        return length == 0 ? 0 : code << 4 * (4 - length);
    }
}
