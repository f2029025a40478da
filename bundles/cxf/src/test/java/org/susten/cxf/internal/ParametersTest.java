// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.susten.cxf.ProblemException;

class ParametersTest {

    /** Every kind of parameter that the hub's resources have. */
    @Path("/")
    public static final class Root {

        @GET
        @Path("runs/{id}")
        public String all(
                @PathParam("id") long id,
                @QueryParam("limit") @DefaultValue("50") int limit,
                @QueryParam("before") @Nullable Long before,
                @QueryParam("all") @DefaultValue("false") boolean all,
                @QueryParam("source") String source) {
            return "";
        }
    }

    private static @Nullable ParamConverter<?> converter(String name) {
        Parameter parameter = Arrays.stream(Root.class.getMethods()[0].getParameters())
                .filter(p -> Arrays.stream(p.getAnnotations())
                        .anyMatch(a -> a.toString().contains('"' + name + '"')))
                .findFirst()
                .orElseThrow();
        return new Parameters()
                .getConverter(parameter.getType(), parameter.getParameterizedType(), parameter.getAnnotations());
    }

    @Test
    void what_is_no_number_and_no_yes_or_no_is_refused_by_the_parameters_name() {
        assertThatThrownBy(() -> converter("limit").fromString("abc"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("the parameter limit must be a whole number")
                .satisfies(e -> assertThat(((ProblemException) e).getResponse().getStatus())
                        .isEqualTo(400));
        assertThatThrownBy(() -> converter("limit").fromString("99999999999")).hasMessageContaining("limit");
        assertThatThrownBy(() -> converter("before").fromString("1e3")).hasMessageContaining("before must be a whole");
        assertThatThrownBy(() -> converter("all").fromString("yes"))
                .isInstanceOf(ProblemException.class)
                .hasMessage("the parameter all must be true or false");
    }

    @Test
    void what_is_as_it_must_be_is_taken_and_parts_of_the_address_are_the_frameworks() {
        assertThat(converter("limit").fromString("7")).isEqualTo(7);
        assertThat(converter("before").fromString("-1")).isEqualTo(-1L);
        assertThat(converter("all").fromString("true")).isEqualTo(true);
        assertThat(converter("all").fromString("")).isNull();
        assertThat(converter("source")).isNull();
        assertThat(converter("id")).isNull();
    }
}
