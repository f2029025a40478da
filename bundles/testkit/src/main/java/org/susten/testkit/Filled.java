// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;
import org.susten.model.Supplement;

/**
 * What rows of a stream fill. A component that says the same in every entity is the connector's own word, such as the role of a stream
 * of students, and no column tells it; one that says this here and that, or nothing, there is told by a column.
 */
final class Filled {

    /** What each component said, as catalogues name them, for example {@code Person.givenName}; nothing is null. */
    private final Map<String, List<@Nullable Object>> said = new TreeMap<>();

    void add(Entity entity) {
        for (RecordComponent component : entity.getClass().getRecordComponents()) {
            // A supplement is what is left of its row: which, and about whom, is the connector's own word.
            if (entity instanceof Supplement
                    ? component.getName().equals("values")
                    : !component.getName().equals("id")) {
                said.computeIfAbsent(
                                entity.getClass().getSimpleName() + '.' + component.getName(),
                                name -> new ArrayList<>())
                        .add(value(component, entity));
            }
        }
    }

    /** Components that a column tells. */
    Set<String> told() {
        Set<String> told = new TreeSet<>();
        said.forEach((component, values) -> {
            if (isTold(values)) {
                told.add(component);
            }
        });
        return told;
    }

    /** Of one entity alone, only a code can be the connector's own word. */
    private static boolean isTold(List<@Nullable Object> values) {
        Object first = values.get(0);
        return values.size() > 1 ? new HashSet<>(values).size() > 1 : first != null && !isCode(first);
    }

    private static boolean isCode(Object value) {
        return value instanceof Enum<?>
                || value instanceof Boolean
                || value instanceof Collection<?> many && many.stream().allMatch(each -> each instanceof Enum<?>);
    }

    private static @Nullable Object value(RecordComponent component, Entity entity) {
        try {
            Object value = component.getAccessor().invoke(entity);
            boolean empty = value instanceof Collection<?> many && many.isEmpty()
                    || value instanceof Map<?, ?> pairs && pairs.isEmpty();
            return empty ? null : value;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of the model can be read", e);
        }
    }
}
