// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.util.Set;

/**
 * What a reading covered.
 *
 * @param complete true where every row the source has was read, so that an absent row is a closed row
 * @param organizations keys of the organizations covered, in the source's stream of organizations; empty means all
 */
public record Extent(boolean complete, Set<String> organizations) {

    /** Everything the source has. */
    public static final Extent SNAPSHOT = new Extent(true, Set.of());

    /** Changes only; absence means nothing. */
    public static final Extent CHANGES = new Extent(false, Set.of());

    /** Keeps its own copy. */
    public Extent {
        organizations = Set.copyOf(organizations);
    }
}
