// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.susten.connector.tabular.value.Value;
import org.susten.model.Entity;
import org.susten.model.MissingElementException;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/**
 * How a row becomes one entity. Immutable; safe for any thread.
 *
 * @param shape the entity
 * @param stream the stream under which it is kept, which may be another than the row's
 * @param when the rows that become one
 * @param places the components that are set
 * @param values what they are set to, in the same order
 * @param labels how a component is called in quarantine, by its name
 */
public record EntityPlan(
        EntityShape shape,
        String stream,
        List<Predicate<SourceRecord>> when,
        int[] places,
        Value[] values,
        Map<String, String> labels) {

    /** The entity; null where the row does not become one. */
    @Nullable
    Entity of(SourceRecord row) {
        for (Predicate<SourceRecord> condition : when) {
            if (!condition.test(row)) {
                return null;
            }
        }
        @Nullable Object[] components = shape.blank();
        for (int i = 0; i < places.length; i++) {
            components[places[i]] = values[i].of(row);
        }
        try {
            return shape.make(components);
        } catch (MissingElementException missing) {
            String label = labels.getOrDefault(missing.element(), missing.element());
            throw new MappingException(
                    label,
                    "required",
                    label + " must not be blank: " + shape.name() + " needs its " + missing.element());
        }
    }
}
