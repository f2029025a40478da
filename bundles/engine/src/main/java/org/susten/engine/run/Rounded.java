// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.regex.Pattern;

/**
 * Ids that a spreadsheet program took for numbers and rounded, so that many may have become one: {@code 1.23457E+12} where it saved
 * what it showed, zeros from the sixteenth digit on where it saved what it kept.
 */
public final class Rounded {

    static final String CAUSE =
            "a spreadsheet program has rounded such ids, and many may have become one: export again with"
                    + " the columns of ids as text, and send the export as it comes, not opened and saved in a spreadsheet";

    /**
     * As spreadsheets write it, sign and two digits; as other programs do that read what they wrote, without a sign, it has decimals. A code
     * such as 1E5 is somebody's own.
     */
    private static final Pattern SCIENTIFIC = Pattern.compile(
            "(?<![\\p{Alnum}.,])[1-9](?:(?:[.,]\\d+)?[eE]\\+\\d{2,3}|[.,]\\d+[eE]\\d{1,2})(?!\\p{Alnum})");

    private static final Pattern FIFTEEN = Pattern.compile("(?<!\\p{Alnum})[1-9]\\d{14}0+(?!\\p{Alnum})");

    private Rounded() {}

    /** Nobody writes an id like this: the key, or a part of it, is in scientific notation. */
    static boolean scientific(String key) {
        return (key.indexOf('+') > 0 || key.indexOf('.') > 0 || key.indexOf(',') > 0)
                && SCIENTIFIC.matcher(key).find();
    }

    /** May be rounded, or a long id that ends in zeros: only together with others of the same key it is the former. */
    static boolean cut(String key) {
        return key.length() > 15
                && key.charAt(key.length() - 1) == '0'
                && FIFTEEN.matcher(key).find();
    }
}
