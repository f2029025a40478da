// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.value;

import org.jspecify.annotations.Nullable;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** Makes a value of a row; null where there is none. Compiled from a mapping once, then called per row by any thread. */
@FunctionalInterface
public interface Value {

    /**
     * The value of that row.
     *
     * @throws MappingException where the row does not hold what the mapping expects
     */
    @Nullable
    Object of(SourceRecord row);

    /** Turns a value that is there into another; null where nothing is left. */
    @FunctionalInterface
    interface Step {
        @Nullable
        Object of(Object value);
    }

    /** This value, then a step; an absent value stays absent. */
    default Value then(Step step) {
        return row -> {
            Object value = of(row);
            return value == null ? null : step.of(value);
        };
    }
}
