// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.util.Optional;
import org.susten.cxf.ProblemException;

/** How many of a list are given at once. */
final class Most {

    private Most() {}

    /** What is asked for; more than there can be at once would be taken for all there is. */
    static int of(int limit, int most) {
        against(limit, most).ifPresent(why -> {
            throw new ProblemException(400, why);
        });
        return limit;
    }

    /** Why so many are not given; absent where they are. */
    static Optional<String> against(int limit, int most) {
        return limit < 1 || limit > most ? Optional.of("limit is a number from 1 to " + most) : Optional.empty();
    }
}
