// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.value.Kind;
import org.susten.connector.tabular.value.Value;

/**
 * A value with what is known of it before any row is read.
 *
 * @param value makes it
 * @param kind what it is
 * @param columns the columns it is made of; the first names it in messages
 * @param possible every text it can be, where that is known
 */
public record Compiled(Value value, Kind kind, List<String> columns, @Nullable List<String> possible) {

    public Compiled {
        columns = List.copyOf(columns);
    }

    /** How the value is called in messages and quarantine. */
    String label() {
        return columns.isEmpty() ? "constant" : String.join("+", columns);
    }

    Compiled then(Value.Step step, Kind next) {
        return new Compiled(value.then(step), next, columns, null);
    }
}
