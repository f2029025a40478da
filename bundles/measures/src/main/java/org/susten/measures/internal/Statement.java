// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A statement under construction, its values beside its text, never within. One thread. */
final class Statement {

    private static final Pattern NAME = Pattern.compile(":(begin|end|programs|assessments)\\b");

    /** A value and what PostgreSQL is told of its type. */
    private record Value(Object value, String cast) {}

    /** Text and values in turn. */
    private final List<Object> parts = new ArrayList<>();

    /** Adds text. */
    Statement text(String text) {
        parts.add(text);
        return this;
    }

    /** Adds a value: a text, a number, a day, or a list of texts. */
    Statement value(Object value) {
        // The driver leaves the type of a day open, and then a year before it is no day to the database.
        parts.add(new Value(value, value instanceof List ? "::text[]" : value instanceof LocalDate ? "::date" : ""));
        return this;
    }

    /** Adds text in which {@code :name} stands for a value. */
    Statement named(String text, Map<String, Object> named) {
        Matcher matcher = NAME.matcher(text);
        int from = 0;
        while (matcher.find()) {
            text(text.substring(from, matcher.start()));
            value(Objects.requireNonNull(named.get(matcher.group(1))));
            from = matcher.end();
        }
        return text(text.substring(from));
    }

    /** Adds another statement. */
    Statement add(Statement other) {
        parts.addAll(other.parts);
        return this;
    }

    /** The statement with its values written out, each as PostgreSQL quotes it: for one that becomes part of another. */
    String literally() {
        return written(value -> literal(value.value()));
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(written(value -> "?"));
        int index = 0;
        for (Object part : parts) {
            if (part instanceof Value value) {
                set(connection, statement, ++index, value.value());
            }
        }
        return statement;
    }

    private String written(Function<Value, String> values) {
        return parts.stream()
                .map(part -> part instanceof Value value ? values.apply(value) + value.cast() : part.toString())
                .collect(Collectors.joining());
    }

    private static String literal(Object value) {
        if (value instanceof List<?> texts) {
            return texts.stream().map(Statement::literal).collect(Collectors.joining(", ", "array[", "]"));
        }
        return value instanceof BigDecimal number
                ? number.toPlainString()
                : "'" + String.valueOf(value).replace("'", "''") + "'";
    }

    private static void set(Connection connection, PreparedStatement statement, int index, Object value)
            throws SQLException {
        if (value instanceof LocalDate day) {
            statement.setDate(index, Date.valueOf(day));
        } else if (value instanceof BigDecimal number) {
            statement.setBigDecimal(index, number);
        } else if (value instanceof List<?> texts) {
            statement.setArray(index, connection.createArrayOf("text", texts.toArray()));
        } else {
            statement.setString(index, String.valueOf(value));
        }
    }
}
