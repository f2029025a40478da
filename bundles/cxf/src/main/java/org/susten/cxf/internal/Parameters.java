// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.susten.cxf.ProblemException;

/**
 * Parameters behind the question mark that are not what they must be: the framework would say of a number that the address is not
 * there, and take every word but true for false.
 */
final class Parameters implements ParamConverterProvider {

    private static final Map<Class<?>, Function<String, Object>> NUMBERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf);

    @Override
    public <T> @Nullable ParamConverter<T> getConverter(
            Class<T> type, Type generic, Annotation @Nullable [] annotations) {
        for (Annotation annotation : annotations == null ? new Annotation[0] : annotations) {
            if (annotation instanceof QueryParam parameter) {
                Function<String, Object> number = NUMBERS.get(type);
                if (number != null) {
                    return new Checked<>(parameter.value(), "a whole number", number);
                }
                if (type == boolean.class || type == Boolean.class) {
                    return new Checked<>(parameter.value(), "true or false", Parameters::truth);
                }
            }
        }
        return null;
    }

    private static Object truth(String text) {
        if (!Set.of("true", "false").contains(text)) {
            throw new IllegalArgumentException();
        }
        return Boolean.valueOf(text);
    }

    /** A blank value is left to the framework, for which it is as good as none. */
    private record Checked<T>(String name, String expected, Function<String, Object> read)
            implements ParamConverter<T> {

        @Override
        @SuppressWarnings("unchecked")
        public @Nullable T fromString(@Nullable String text) {
            if (text == null || text.isBlank()) {
                return null;
            }
            try {
                return (T) read.apply(text);
            } catch (IllegalArgumentException e) {
                throw new ProblemException(400, "the parameter " + name + " must be " + expected);
            }
        }

        @Override
        public String toString(T value) {
            return String.valueOf(value);
        }
    }
}
