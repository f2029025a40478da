// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ByteConverter;
import org.susten.model.Entity;
import org.susten.model.SourceId;

/**
 * One component of an entity and the column that holds it.
 *
 * @param name the column's name
 * @param type the column's type
 * @param value reads the component
 * @param form how it is written
 * @param parent the entity a reference needs to be there, or null where it is none or may be missing
 */
record Column(
        String name,
        String type,
        Function<Object, @Nullable Object> value,
        Form form,
        @Nullable Class<? extends Entity> parent) {

    private static final int POSTGRES_EPOCH = (int) LocalDate.of(2000, 1, 1).toEpochDay();

    /** Writes a value that is there. */
    @FunctionalInterface
    interface Form {
        void write(Object value, CopyBuffer out, RowIds ids);
    }

    static Column of(RecordComponent component) {
        Class<?> type = component.getType();
        String name = snake(component.getName());
        Function<Object, @Nullable Object> value = accessor(component);
        if (type == String.class) {
            return new Column(name, "text", value, (it, out, ids) -> out.putText((String) it), null);
        } else if (type == LocalDate.class) {
            return new Column(name, "date", value, Column::writeDate, null);
        } else if (type == Boolean.class) {
            return new Column(name, "boolean", value, (it, out, ids) -> out.putBoolean((Boolean) it), null);
        } else if (type == Integer.class) {
            return new Column(name, "integer", value, (it, out, ids) -> out.putInt((Integer) it), null);
        } else if (type == BigDecimal.class) {
            return new Column(name, "numeric", value, Column::writeNumber, null);
        } else if (type.isEnum()) {
            return new Column(name, "text", value, (it, out, ids) -> out.putBytes(Codes.bytes((Enum<?>) it)), null);
        } else if (type == SourceId.class) {
            return new Column(name, "uuid", value, Column::writeReference, References.parent(component));
        }
        return new Column(name, "jsonb", value, (it, out, ids) -> out.putJson(Json.of(it, ids::row)), null);
    }

    /** The name as SQL writes it; some are reserved words. */
    String quoted() {
        return '"' + name + '"';
    }

    boolean reference() {
        return parent != null;
    }

    private static void writeDate(Object value, CopyBuffer out, RowIds ids) {
        out.putInt((int) (((LocalDate) value).toEpochDay() - POSTGRES_EPOCH));
    }

    private static void writeNumber(Object value, CopyBuffer out, RowIds ids) {
        out.putBytes(ByteConverter.numeric((BigDecimal) value));
    }

    private static void writeReference(Object value, CopyBuffer out, RowIds ids) {
        int slot = ids.slot((SourceId) value);
        out.putUuid(ids.high(slot), ids.low(slot));
    }

    static String snake(String name) {
        return name.replaceAll("(?<=.)([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A compiled accessor: reflection costs too much for millions of rows. */
    @SuppressWarnings("unchecked")
    private static Function<Object, @Nullable Object> accessor(RecordComponent component) {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodHandle read = lookup.unreflect(component.getAccessor());
            return (Function<Object, @Nullable Object>) LambdaMetafactory.metafactory(
                            lookup,
                            "apply",
                            MethodType.methodType(Function.class),
                            MethodType.methodType(Object.class, Object.class),
                            read,
                            read.type())
                    .getTarget()
                    .invoke();
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
