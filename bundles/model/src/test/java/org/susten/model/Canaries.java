// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fills the model's records with values that must not be printed. */
final class Canaries {

    static final String WORD = "Zaphodine";
    static final LocalDate DAY = LocalDate.of(1913, 11, 13);
    static final BigDecimal NUMBER = new BigDecimal("770.077");
    static final int COUNT = 77077;

    private Canaries() {}

    /** An entity in which every component holds something. */
    static <R extends Record> R filled(Class<R> type) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> value(component.getGenericType()))
                .toArray();
        try {
            return type.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(type + " cannot be filled", e);
        }
    }

    /** Whether a text holds one of the values. */
    static boolean sings(String text) {
        return text.contains(WORD)
                || text.contains(DAY.toString())
                || text.contains(NUMBER.toPlainString())
                || text.contains(String.valueOf(COUNT));
    }

    private static Object value(Type type) {
        if (type instanceof ParameterizedType generic) {
            Object inner = value(generic.getActualTypeArguments()[0]);
            Type raw = generic.getRawType();
            return raw == List.class ? List.of(inner) : raw == Set.class ? Set.of(inner) : Map.of(WORD, WORD);
        }
        Class<?> kind = (Class<?>) type;
        if (kind == SourceId.class) {
            return new SourceId("system", "site", "stream", WORD);
        }
        if (kind.isEnum()) {
            return kind.getEnumConstants()[0];
        }
        if (kind.isRecord()) {
            return filled(kind.asSubclass(Record.class));
        }
        Map<Class<?>, Object> plain = Map.of(
                String.class, WORD,
                LocalDate.class, DAY,
                BigDecimal.class, NUMBER,
                Integer.class, COUNT,
                int.class, COUNT,
                Long.class, (long) COUNT,
                long.class, (long) COUNT,
                Boolean.class, true,
                boolean.class, true);
        Object value = plain.get(kind);
        if (value == null) {
            throw new AssertionError("the model has components of a new type " + kind);
        }
        return value;
    }
}
