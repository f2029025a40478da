// SPDX-License-Identifier: Apache-2.0
package org.susten.allowance;

/**
 * What each may have. Less than one is one: a door that does not start for a wrong number is worse than a narrow one.
 *
 * @param atOnce requests that are being answered at the same time
 * @param inTenSeconds requests in ten seconds; after a rest as many may come at once
 */
public record Bounds(int atOnce, int inTenSeconds) {

    /** Lets at least one request in. */
    public Bounds {
        atOnce = Math.max(1, atOnce);
        inTenSeconds = Math.max(1, inTenSeconds);
    }
}
