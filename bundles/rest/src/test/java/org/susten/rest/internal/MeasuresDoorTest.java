// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.users.Role;

/** What somebody who may only read can ask the door of measures for. */
class MeasuresDoorTest {

    @Test
    @DisplayName(
            "P-20 a reader reaches the list and the latest released table of each measure, and can narrow or vary neither")
    void a_reader_can_vary_nothing() {
        List<String> reached = new ArrayList<>();
        for (Method method : MeasuresResource.class.getDeclaredMethods()) {
            String path = "/api/v1/measures"
                    + Optional.ofNullable(method.getAnnotation(Path.class))
                            .map(at -> "/" + at.value().replace("{id}", "chronic-absence"))
                            .orElse("");
            for (Role role : EnumSet.of(Role.READER, Role.OPERATOR)) {
                if (method.isAnnotationPresent(GET.class) && Access.permits(Set.of(role), "GET", path)) {
                    reached.add(role + " " + method.getName());
                    for (Parameter parameter : method.getParameters()) {
                        assertThat(parameter.isAnnotationPresent(PathParam.class)
                                        || parameter.isAnnotationPresent(Context.class))
                                .as("a parameter of " + method.getName() + " that a reader could vary")
                                .isTrue();
                    }
                }
                for (String changing : List.of("POST", "PUT", "DELETE", "PATCH")) {
                    assertThat(Access.permits(Set.of(role), changing, path)).isFalse();
                }
            }
        }
        assertThat(reached)
                .containsExactlyInAnyOrder(
                        "READER all",
                        "READER listed",
                        "READER released",
                        "READER shown",
                        "OPERATOR all",
                        "OPERATOR listed",
                        "OPERATOR released",
                        "OPERATOR shown");
    }
}
