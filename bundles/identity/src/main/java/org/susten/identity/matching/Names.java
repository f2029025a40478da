// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import java.util.Set;

/** Words that are no names, and suffixes. */
final class Names {

    private static final Set<String> NOBODY = Set.of(
            "unknown",
            "unk",
            "none",
            "null",
            "na",
            "n a",
            "tbd",
            "test",
            "pending",
            "not given",
            "no name",
            "noname",
            "nfn",
            "nmn",
            "nln",
            "fnu",
            "lnu",
            "x",
            "xx",
            "xxx",
            "refused",
            "missing",
            "not applicable",
            "no first name",
            "no last name");

    private static final Set<String> NEWBORN = Set.of(
            "baby",
            "baby boy",
            "baby girl",
            "babyboy",
            "babygirl",
            "boy",
            "girl",
            "infant",
            "newborn",
            "male",
            "female",
            "bb",
            "bg",
            "baby a",
            "baby b",
            "twin",
            "twin a",
            "twin b",
            "twin 1",
            "twin 2",
            "baby boy a",
            "baby boy b",
            "baby girl a",
            "baby girl b",
            "infant boy",
            "infant girl",
            "male infant",
            "female infant");

    private Names() {}

    /** A given name in words; empty where it names nobody. */
    static String given(String value) {
        String words = known(Text.words(value));
        return NEWBORN.contains(words) ? "" : words;
    }

    static String known(String words) {
        return NOBODY.contains(words) ? "" : words;
    }

    /** The suffix a word is; empty where it is none. */
    static String suffix(String word) {
        return switch (word) {
            case "jr", "junior", "ii", "2nd" -> "jr";
            case "sr", "senior" -> "sr";
            case "iii", "3rd" -> "iii";
            case "iv", "4th" -> "iv";
            default -> "";
        };
    }

    static boolean allSame(String value) {
        for (int i = 1; i < value.length(); i++) {
            if (value.charAt(i) != value.charAt(0)) {
                return false;
            }
        }
        return true;
    }
}
