// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ConsumerType;

/** How the pages of one reading follow each other. One thread, once. */
@ConsumerType
public interface Paging {

    /**
     * What a page gave.
     *
     * @param rows rows that were not read before
     * @param next what to ask next, or null at the end
     */
    record Step(List<Map<String, @Nullable Object>> rows, @Nullable Ask next) {

        /** Nothing more. */
        public static final Step END = new Step(List.of(), null);
    }

    /** The first page. */
    Ask first();

    /** Takes a page. One that is accepted without being 2xx has no rows. */
    Step take(JsonPage page);

    /** Whether all there is was read, so that what was not seen is not there; asked after the last page. */
    boolean complete();

    /** How many rows there are in all, or -1 where unknown. */
    default long total() {
        return -1;
    }
}
