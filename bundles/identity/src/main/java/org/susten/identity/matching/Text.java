// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;

/** How values are written before they are compared: lower case, no marks, no apostrophes, single spaces for punctuation. */
final class Text {

    private Text() {}

    /** Letters and digits in words. */
    static String words(String value) {
        StringBuilder out = new StringBuilder(value.length());
        if (!plain(value, out)) {
            out.setLength(0);
            String bare = Normalizer.normalize(value, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
            bare.codePoints().forEach(c -> append(out, c));
        }
        int end = out.length();
        return end > 0 && out.charAt(end - 1) == ' ' ? out.substring(0, end - 1) : out.toString();
    }

    private static boolean plain(String value, StringBuilder out) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= 128) {
                return false;
            }
            append(out, c >= 'A' && c <= 'Z' ? c + 32 : c);
        }
        return true;
    }

    private static void append(StringBuilder out, int c) {
        if (Character.isLetterOrDigit(c)) {
            out.appendCodePoint(special(c));
        } else if (c != '\''
                && c != '`'
                && c != '\u2019'
                && c != '.'
                && Character.getType(c) != Character.NON_SPACING_MARK) {
            if (out.length() > 0 && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            }
        }
    }

    /** Letters that have no decomposition. */
    private static int special(int c) {
        return switch (c) {
            case 'ø' -> 'o';
            case 'ł' -> 'l';
            case 'đ', 'ð' -> 'd';
            case 'ı' -> 'i';
            default -> c;
        };
    }

    /** Letters and digits without anything between. */
    static String solid(String value) {
        return words(value).replace(" ", "");
    }

    static String digits(String value) {
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= '0' && c <= '9') {
                out.append(c);
            }
        }
        return out.toString();
    }

    static byte[] bytes(String value) {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
