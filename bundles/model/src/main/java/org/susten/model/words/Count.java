// SPDX-License-Identifier: Apache-2.0
package org.susten.model.words;

/** How many there are of something, in the words of a sentence. Stateless. */
public final class Count {

    private Count() {}

    /** {@code 1 row waits} or {@code 1200 rows wait}. */
    public static String of(long number, String one, String many) {
        return number + " " + (number == 1 ? one : many);
    }
}
