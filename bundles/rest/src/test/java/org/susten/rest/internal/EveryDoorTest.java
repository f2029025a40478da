// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.susten.users.Role;

/** Every call of the API, found by its annotations, and every role of the hub. */
class EveryDoorTest {

    /** What a record calls a child by, or what of them it holds. */
    private static final Set<String> OF_A_CHILD =
            Set.of("person", "other", "values", "givenName", "familyName", "birthDate");

    /** People of partners, and counts. */
    private static final Set<String> HARMLESS = Set.of("TrainingView", "Table", "Contact", "Condition");

    /** One call. */
    record Door(String verb, String path, Method method) {

        @Override
        public String toString() {
            return verb + ' ' + path;
        }
    }

    static Stream<Door> every_door() throws Exception {
        return classes().flatMap(type -> Arrays.stream(type.getDeclaredMethods())
                .flatMap(method -> verb(method).stream().map(verb -> new Door(verb, path(type, method), method))));
    }

    private static Stream<Class<?>> classes() throws URISyntaxException, java.io.IOException {
        java.nio.file.Path folder = java.nio.file.Path.of(
                        Access.class.getResource("Access.class").toURI())
                .getParent();
        try (Stream<java.nio.file.Path> files = Files.list(folder)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith("Resource.class"))
                    .sorted()
                    .<Class<?>>map(name -> find(name.replace(".class", "")))
                    .toList()
                    .stream();
        }
    }

    private static Class<?> find(String name) {
        try {
            return Class.forName("org.susten.rest.internal." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static Optional<String> verb(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(HttpMethod::value)
                .findFirst();
    }

    /** With 7 for whatever may be asked for. */
    private static String path(Class<?> type, Method method) {
        Path own = method.getAnnotation(Path.class);
        return ("/api/v1/" + type.getAnnotation(Path.class).value() + (own == null ? "" : "/" + own.value()))
                .replaceAll("\\{[^}]*}", "7")
                .replaceAll("/+", "/")
                .replaceAll("(?<=.)/$", "");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("every_door")
    @DisplayName(
            "P-05 no call that tells of a child is open to readers and operators, nor to anybody whom a training is asked of")
    void what_tells_of_a_child_is_for_trained_stewards(Door door) {
        assertThat(Access.permits(EnumSet.of(Role.ADMIN), door.verb(), door.path()))
                .as("somebody may come through every door")
                .isTrue();
        boolean tells = Access.tellsOfChildren(door.path());
        if (tells) {
            for (Role role : EnumSet.of(Role.READER, Role.OPERATOR)) {
                assertThat(Access.permits(EnumSet.of(role), door.verb(), door.path()))
                        .as(role.word())
                        .isFalse();
            }
        }
        if (ofAChild(door.method().getGenericReturnType(), new HashSet<>())) {
            assertThat(tells).as("its answer holds something of a child").isTrue();
        }
    }

    private static boolean ofAChild(Type type, Set<Type> seen) {
        if (!seen.add(type)) {
            return false;
        }
        if (type instanceof ParameterizedType of) {
            return Arrays.stream(of.getActualTypeArguments()).anyMatch(argument -> ofAChild(argument, seen));
        }
        return type instanceof Class<?> plain
                && plain.isRecord()
                && !HARMLESS.contains(plain.getSimpleName())
                && Arrays.stream(plain.getRecordComponents())
                        .anyMatch(component -> named(component) || ofAChild(component.getGenericType(), seen));
    }

    private static boolean named(RecordComponent component) {
        return OF_A_CHILD.contains(component.getName());
    }
}
