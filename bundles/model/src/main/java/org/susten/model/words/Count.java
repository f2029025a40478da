// SPDX-License-Identifier: Apache-2.0
package org.susten.model.words;

import java.util.Locale;

/** How many there are of something, in the words of a sentence. Stateless. */
public final class Count {

    private Count() {}

    /** {@code 1 row waits} or {@code 1,200 rows wait}. */
    public static String of(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }
}
