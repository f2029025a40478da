// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;

/** Which components of an entity say something, beside its id. */
final class Filled {

    private Filled() {}

    /** As catalogues name them, for example {@code Person.givenName}. */
    static Set<String> of(Entity entity) {
        return Arrays.stream(entity.getClass().getRecordComponents())
                .filter(component -> !component.getName().equals("id") && says(value(component, entity)))
                .map(component -> entity.getClass().getSimpleName() + '.' + component.getName())
                .collect(Collectors.toSet());
    }

    private static boolean says(@Nullable Object value) {
        return value instanceof Collection<?> many
                ? !many.isEmpty()
                : value instanceof Map<?, ?> pairs ? !pairs.isEmpty() : value != null;
    }

    private static @Nullable Object value(RecordComponent component, Entity entity) {
        try {
            return component.getAccessor().invoke(entity);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("records of the model can be read", e);
        }
    }
}
