// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

/** Keeps text from being a formula in a spreadsheet (CWE-1236). */
public final class Formulas {

    /** Signs that begin a formula, or may after a program has trimmed or normalized, in their usual and full-width forms. */
    private static final String BEGINNINGS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20\u2212\uFE63\uFE62\uFE66\uFE6B";

    private Formulas() {}

    /** The text, led by an apostrophe where a spreadsheet might run it; spreadsheets show it without. */
    static String neutral(String text) {
        int i = 0;
        while (i < text.length() && blank(text.charAt(i))) {
            i++;
        }
        boolean begins = !text.isEmpty() && BEGINNINGS.indexOf(text.charAt(0)) >= 0
                || i < text.length() && BEGINNINGS.indexOf(text.charAt(i)) >= 0;
        return begins ? "'" + text : text;
    }

    private static boolean blank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c < ' ' || c == '\u200B';
    }
}
