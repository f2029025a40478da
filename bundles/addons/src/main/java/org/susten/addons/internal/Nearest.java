// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The name that somebody meant who typed another. */
final class Nearest {

    private Nearest() {}

    /** That with the fewest letters to change, at most a third of it. */
    static Optional<String> to(String typed, Collection<String> names) {
        String plain = typed.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return names.stream()
                .filter(name -> changes(plain, name) <= Math.max(1, name.length() / 3))
                .min(Comparator.comparingInt(name -> changes(plain, name)));
    }

    private static int changes(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int corner = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int kept = corner + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                corner = row[j];
                row[j] = Math.min(kept, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
