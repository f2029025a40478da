// SPDX-License-Identifier: Apache-2.0
package org.susten.edfi;

import org.jspecify.annotations.Nullable;

/** Generations of the standard that know things by different keys. */
public enum Version {
    /** 1.x, and TEDS, which is made of it: state ids, enumerations instead of descriptors. */
    ONE,
    /** 2.x: sessions by term. */
    TWO,
    /** 3 to 5. */
    THREE;

    /** By the namespace, such as {@code http://ed-fi.org/0100} or {@code http://ed-fi.org/5.2.0}; null where that says nothing. */
    public static @Nullable Version of(String namespace) {
        int at = namespace.indexOf("ed-fi.org/");
        String rest = at < 0 ? "" : namespace.substring(at + 10);
        if (rest.startsWith("01")) {
            return ONE;
        }
        if (rest.startsWith("02") || rest.startsWith("2.")) {
            return TWO;
        }
        return rest.isEmpty() || !Character.isDigit(rest.charAt(0)) ? null : THREE;
    }

    /** As it stands in a row. */
    static Version ofWord(@Nullable String word) {
        return ONE.name().equals(word) ? ONE : TWO.name().equals(word) ? TWO : THREE;
    }
}
