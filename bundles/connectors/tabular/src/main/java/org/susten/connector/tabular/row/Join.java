// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Columns that come from other files, found by a key. Immutable.
 *
 * @param files glob of those files
 * @param format how they are read
 * @param key their columns that must be the same
 * @param on places of the row's own columns that must be the same, in the same order
 * @param columns their columns that are wanted
 * @param targets places that these take, in the same order
 */
public record Join(String files, TableFormat format, List<String> key, int[] on, List<String> columns, int[] targets) {

    String key(Row row) {
        StringBuilder joined = new StringBuilder();
        for (int place : on) {
            append(joined, row.values()[place]);
        }
        return joined.toString();
    }

    static void append(StringBuilder joined, @Nullable Object value) {
        joined.append(value == null ? "" : value.toString().strip()).append('\u0001');
    }
}
