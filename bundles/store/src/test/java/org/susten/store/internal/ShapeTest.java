// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;

/** The tables and the model say the same. */
class ShapeTest {

    private static final List<String> COMMON = List.of(
            "row uuid",
            "hash uuid",
            "since bigint",
            "stream integer",
            "closed bigint",
            "source integer",
            "origin uuid",
            "key text");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @Test
    void every_entity_has_a_table_with_a_column_for_each_component() {
        for (Shape shape : Shape.all()) {
            List<String> components = shape.columns().stream()
                    .map(column -> column.name() + ' ' + column.type())
                    .toList();
            assertThat(columns(shape.table()))
                    .as(shape.entity())
                    .containsExactlyElementsOf(
                            Stream.concat(COMMON.stream(), components.stream()).toList());
        }
    }

    @Test
    void every_entity_has_a_published_view_of_its_components() {
        for (Shape shape : Shape.all()) {
            Stream<String> components = shape.columns().stream().map(column -> column.name() + ' ' + column.type());
            assertThat(columns(shape.table() + "_v1"))
                    .as(shape.entity())
                    .containsExactlyElementsOf(Stream.concat(
                                    Stream.of("row uuid", "stream integer", "key text", "since bigint"), components)
                            .toList());
        }
    }

    @Test
    void parents_come_before_their_children() {
        assertThat(Shape.all()).allSatisfy(shape -> assertThat(shape.references())
                .allSatisfy(
                        column -> assertThat(Shape.of(column.parent()).index()).isLessThan(shape.index())));
    }

    private List<String> columns(String relation) {
        return hub
                .query(
                        """
                        select attname, format_type(atttypid, null) from pg_attribute
                        where attrelid = ('store.' || '%s')::regclass and attnum > 0 and not attisdropped order by attnum
                        """
                                .formatted(relation))
                .stream()
                .map(column -> column.replace('|', ' '))
                .toList();
    }
}
