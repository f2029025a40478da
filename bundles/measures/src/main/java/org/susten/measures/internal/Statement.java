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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A statement under construction, its values beside its text, never within. One thread. */
final class Statement {

    private static final Pattern NAME = Pattern.compile(":(begin|end|programs|assessments)\\b");

    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /** Adds text. */
    Statement text(String text) {
        sql.append(text);
        return this;
    }

    /** Adds a value: a text, a number, a day, or a list of texts. */
    Statement value(Object value) {
        // The driver leaves the type of a day open, and then a year before it is no day to the database.
        sql.append(value instanceof List ? "?::text[]" : value instanceof LocalDate ? "?::date" : "?");
        values.add(value);
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
        sql.append(other.sql);
        values.addAll(other.values);
        return this;
    }

    PreparedStatement prepare(Connection connection) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql.toString());
        for (int i = 0; i < values.size(); i++) {
            set(connection, statement, i + 1, values.get(i));
        }
        return statement;
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
