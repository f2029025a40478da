// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.id;
import static org.susten.store.internal.Hub.rows;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.model.Address;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.SourceId;
import org.susten.store.Stage;

/** Every component of every entity is stored as it was said. */
class RoundTripTest {

    private static final String TEXT = "Zoë \"O'Neil\"\t\\ 漢字 𝄞\n";

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void full_rows_are_stored_whole() throws Exception {
        Entity[] all = new Entity[Shape.all().size()];
        for (Shape shape : Shape.all()) {
            all[shape.index()] = sample(shape, false);
        }
        Stage stage = hub.stage(rows(all));
        stage.compare(complete("any"));
        hub.commit(stage);

        for (Shape shape : Shape.all()) {
            for (Column column : shape.columns()) {
                Object said = column.value().apply(all[shape.index()]);
                assertThat(hub.query("select %s from store.%s_v1".formatted(column.quoted(), shape.table())))
                        .as(shape.entity() + '.' + column.name())
                        .containsExactly(expected(said));
            }
        }
        assertThat(hub.run(rows(all), complete("any")))
                .allSatisfy(change -> assertThat(change.unchanged()).isEqualTo(1));
    }

    @Test
    void rows_with_nothing_optional_are_stored_with_nulls() throws Exception {
        Entity[] all = new Entity[Shape.all().size()];
        for (Shape shape : Shape.all()) {
            all[shape.index()] = sample(shape, true);
        }
        Stage stage = hub.stage(rows(all));
        stage.compare(complete("any"));
        hub.commit(stage);

        for (Shape shape : Shape.all()) {
            for (Column column : shape.columns()) {
                if (column.value().apply(all[shape.index()]) == null) {
                    assertThat(hub.query("select " + column.quoted() + " from store." + shape.table() + "_v1"))
                            .containsExactly("null");
                }
            }
        }
    }

    private String expected(Object said) {
        if (said instanceof Enum<?> option) {
            return Codes.of(option);
        } else if (said instanceof SourceId reference) {
            return hub.records.row(reference).toString();
        } else if (said instanceof Boolean truth) {
            return truth ? "t" : "f";
        } else if (said instanceof String || said instanceof Number || said instanceof LocalDate) {
            return said.toString();
        }
        return hub.query("select '" + Json.of(said, hub.records::row).replace("'", "''") + "'::jsonb")
                .get(0);
    }

    private static Entity sample(Shape shape, boolean sparse) throws Exception {
        Class<?> type = Entity.class.getPermittedSubclasses()[shape.index()];
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(component -> sparse && optional(component)
                        ? null
                        : value(component.getGenericType(), component.getName(), shape.table()))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class[]::new);
        return (Entity) type.getDeclaredConstructor(types).newInstance(values);
    }

    private static boolean optional(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(org.jspecify.annotations.Nullable.class);
    }

    private static Object value(Type type, String name, String table) {
        if (type == SourceId.class) {
            return name.equals("id") ? id("any", table) : id("any", name);
        } else if (type == String.class) {
            return TEXT;
        } else if (type == LocalDate.class) {
            return LocalDate.of(1999, 12, 31);
        } else if (type == Boolean.class) {
            return true;
        } else if (type == Integer.class) {
            return -7;
        } else if (type == BigDecimal.class) {
            return new BigDecimal("-12345.6700");
        } else if (type == Address.class) {
            return new Address("home", TEXT, null, "Riverside", "OH", "44301", null, "US");
        } else if (type == Identifier.class) {
            return new Identifier("stateStudentId", "0017");
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return Map.of("title", TEXT, "a", "b");
        } else if (type instanceof ParameterizedType generic) {
            Object element = value(generic.getActualTypeArguments()[0], name, table);
            return generic.getRawType() == Set.class ? Set.of(element) : List.of(element);
        }
        return ((Class<?>) type).getEnumConstants()[0];
    }
}
