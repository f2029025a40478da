// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules that hold for every entity and every code set, those to come included. */
class ModelTest {

    static Stream<Class<?>> entities() {
        return Arrays.stream(Entity.class.getPermittedSubclasses());
    }

    static List<Class<? extends Enum<?>>> codeSets() {
        return List.of(
                AttendanceCategory.class,
                ConsentKind.class,
                EligibilityKind.class,
                GradeLevel.class,
                OrganizationType.class,
                PersonRole.class,
                PostsecondaryStatus.class,
                ProgramType.class,
                Race.class,
                Sex.class);
    }

    private static <R extends Record> R filled(Class<?> entity, Class<R> as) {
        return as.cast(Canaries.filled(entity.asSubclass(Record.class)));
    }

    @ParameterizedTest
    @MethodSource("entities")
    @DisplayName("P-03 an entity prints no data")
    void an_entity_prints_no_data(Class<?> entity) {
        Record filled = filled(entity, Record.class);
        assertThat(Canaries.sings(filled.toString())).as(entity.getSimpleName()).isFalse();
        assertThat(filled.toString()).startsWith(entity.getSimpleName());
    }

    @ParameterizedTest
    @MethodSource("entities")
    @DisplayName("P-03 a builder prints no data")
    void a_builder_prints_no_data(Class<?> entity) throws ReflectiveOperationException {
        Class<?> builder = Class.forName(entity.getName() + "Builder");
        Record filled = filled(entity, Record.class);
        Object full = builder.getMethod("builder", entity).invoke(null, filled);
        assertThat(Canaries.sings(full.toString())).as(builder.getSimpleName()).isFalse();
        assertThat(builder.getMethod("build").invoke(full)).isEqualTo(filled);
    }

    @Test
    @DisplayName("P-03 what entities are made of prints no data")
    void parts_of_entities_print_no_data() {
        for (Class<? extends Record> part : List.of(SourceId.class, Identifier.class, Address.class)) {
            Record filled = part == SourceId.class
                    ? new SourceId("system", "site", "stream", Canaries.WORD)
                    : part == Identifier.class
                            ? new Identifier("stateStudentId", Canaries.WORD)
                            : Canaries.filled(part);
            assertThat(Canaries.sings(filled.toString()))
                    .as(part.getSimpleName())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("entities")
    void each_component_says_how_carefully_it_is_to_be_handled(Class<?> entity) {
        for (RecordComponent component : entity.getRecordComponents()) {
            Element element = component.getAnnotation(Element.class);
            assertThat(element)
                    .as(entity.getSimpleName() + '.' + component.getName())
                    .isNotNull();
            assertThat(element.ceds())
                    .as("CEDS id of " + entity.getSimpleName() + '.' + component.getName())
                    .matches("|\\d{6}");
        }
    }

    @ParameterizedTest
    @MethodSource("entities")
    void references_to_children_are_never_public(Class<?> entity) {
        for (RecordComponent component : entity.getRecordComponents()) {
            if (List.of("person", "student", "guardian").contains(component.getName())) {
                assertThat(component.getAnnotation(Element.class).sensitivity())
                        .as(entity.getSimpleName() + '.' + component.getName())
                        .isGreaterThan(Sensitivity.PUBLIC);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("entities")
    void an_entity_keeps_its_own_copies(Class<?> entity) throws ReflectiveOperationException {
        Record filled = filled(entity, Record.class);
        for (RecordComponent component : entity.getRecordComponents()) {
            Object value = component.getAccessor().invoke(filled);
            if (value instanceof Collection<?> collection) {
                assertThatThrownBy(collection::clear).isInstanceOf(UnsupportedOperationException.class);
            }
            if (value instanceof Map<?, ?> map) {
                assertThatThrownBy(map::clear).isInstanceOf(UnsupportedOperationException.class);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("entities")
    void an_entity_without_its_id_is_refused_by_name(Class<?> entity) throws ReflectiveOperationException {
        Object empty =
                Class.forName(entity.getName() + "Builder").getMethod("builder").invoke(null);
        assertThatThrownBy(() -> empty.getClass().getMethod("build").invoke(empty))
                .cause()
                .isInstanceOfSatisfying(MissingElementException.class, e -> assertThat(e.element())
                        .isEqualTo("id"));
    }

    @Test
    void a_source_id_without_a_part_is_refused() {
        assertThatThrownBy(() -> new SourceId("system", "site", "stream", " "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @MethodSource("codeSets")
    void codes_are_unique_and_found_in_any_case(Class<? extends Enum<?>> set) throws ReflectiveOperationException {
        Method code = set.getMethod("code");
        Method of = set.getMethod("of", String.class);
        for (Enum<?> value : set.getEnumConstants()) {
            String text = (String) code.invoke(value);
            assertThat(text).isNotBlank();
            assertThat(of.invoke(null, " " + text.toUpperCase(Locale.ROOT) + ' '))
                    .isEqualTo(Optional.of(value));
        }
        assertThat(of.invoke(null, "no such code")).isEqualTo(Optional.empty());
        assertThat(Arrays.stream(set.getEnumConstants()).map(ModelTest::code).toList())
                .doesNotHaveDuplicates();
    }

    private static String code(Enum<?> value) {
        try {
            return ((String) value.getClass().getMethod("code").invoke(value)).toLowerCase(Locale.ROOT);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
