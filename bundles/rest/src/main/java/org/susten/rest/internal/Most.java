// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import org.susten.cxf.ProblemException;

/** How many of a list are given at once. */
final class Most {

    private Most() {}

    /** What is asked for; more than there can be at once would be taken for all there is. */
    static int of(int limit, int most) {
        if (limit < 1 || limit > most) {
            throw new ProblemException(400, "limit is a number from 1 to " + most);
        }
        return limit;
    }
}
