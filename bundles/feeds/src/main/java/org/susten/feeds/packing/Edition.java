// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.product.Governed;

/**
 * Which delivery of a feed a package is.
 *
 * @param mode {@link Governed#FULL} or {@link Governed#DELTA}
 * @param since the commit that the partner was told of before
 * @param commit the commit that it tells of
 * @param created when it was begun
 * @param held of a feed of changes: how many rows its partner has once it has taken this package; null otherwise
 */
public record Edition(String id, String mode, long since, long commit, Instant created, @Nullable Long held) {

    boolean full() {
        return mode.equals(Governed.FULL);
    }

    boolean delta() {
        return mode.equals(Governed.DELTA);
    }
}
