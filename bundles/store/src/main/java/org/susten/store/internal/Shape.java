// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.susten.model.Entity;

/**
 * How one entity of the model lies in the store.
 *
 * @param index its place among all shapes: parents come before their children
 * @param entity its name in the model
 * @param table its table
 * @param columns its components but the id
 * @param named whether other entities name it as their parent
 * @param salt tells its rows from another entity's with the same id
 */
record Shape(int index, String entity, String table, List<Column> columns, boolean named, long salt) {

    /** 2^64 divided by the golden ratio: its multiples lie far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final List<Class<?>> ENTITIES = List.of(Entity.class.getPermittedSubclasses());
    private static final List<Shape> ALL = IntStream.range(0, ENTITIES.size())
            .mapToObj(index -> of(index, ENTITIES.get(index)))
            .toList();
    private static final Map<Class<?>, Shape> BY_CLASS =
            ALL.stream().collect(Collectors.toUnmodifiableMap(shape -> ENTITIES.get(shape.index), Function.identity()));
    private static final Map<String, Shape> BY_TABLE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Shape::table, Function.identity()));

    /** Every entity, parents before their children. */
    static List<Shape> all() {
        return ALL;
    }

    static Shape of(Class<? extends Entity> entity) {
        Shape shape = BY_CLASS.get(entity);
        if (shape == null) {
            throw new IllegalArgumentException(entity.getName() + " is no entity of the model");
        }
        return shape;
    }

    static Shape ofTable(String table) {
        Shape shape = BY_TABLE.get(table);
        if (shape == null) {
            throw new IllegalArgumentException(table + " is no table of the store");
        }
        return shape;
    }

    private static Shape of(int index, Class<?> entity) {
        List<Column> columns = Arrays.stream(entity.getRecordComponents())
                .filter(component -> !component.getName().equals("id"))
                .map((RecordComponent component) -> Column.of(component))
                .toList();
        return new Shape(
                index,
                entity.getSimpleName(),
                Column.snake(entity.getSimpleName()),
                columns,
                References.named(entity),
                SPREAD * index);
    }

    /** References that must be there before a row counts. */
    List<Column> references() {
        return columns.stream().filter(Column::reference).toList();
    }

    /** Whether each of its rows is a person, or is of one. */
    boolean ofPersons() {
        return table.equals("person") || has("person");
    }

    boolean has(String column) {
        return columns.stream().anyMatch(each -> each.name().equals(column));
    }

    /** The names of its columns, each behind a prefix such as {@code s.}, parted by commas. */
    String names(String prefix) {
        return columns.stream().map(column -> prefix + column.quoted()).collect(Collectors.joining(", "));
    }

    /** Names and types of its columns, for a table like it. */
    String definitions() {
        return Stream.concat(
                        Stream.of(
                                "row uuid not null",
                                "hash uuid not null",
                                "ordinal bigint not null",
                                "stream integer not null",
                                "source integer",
                                "origin uuid",
                                "key text not null"),
                        columns.stream().map(column -> column.quoted() + ' ' + column.type()))
                .collect(Collectors.joining(", "));
    }
}
