// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.math.BigDecimal;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.susten.spi.Catalogue;
import org.susten.spi.Columns;
import org.susten.spi.ConnectorException;
import org.susten.spi.Finding;

/** The columns of a result and their values as text: days and times in ISO 8601, numbers without exponent. One thread. */
final class Cells {

    private enum Form {
        TEXT,
        NUMBER,
        DAY,
        MOMENT,
        INSTANT,
        TIME,
        LIST,
        NONE
    }

    private final ResultSet rows;
    private final Form[] forms;
    private final Columns columns;
    private final List<Finding> findings = new ArrayList<>();

    /** Columns are called as the mapping calls them, whatever case the database answers in. */
    Cells(ResultSet rows, Catalogue.Stream stream, List<String> more) throws SQLException {
        this.rows = rows;
        Map<String, String> expected = new HashMap<>();
        stream.fields().forEach(field -> expected.put(field.source().toLowerCase(Locale.ROOT), field.source()));
        more.forEach(name -> expected.put(name.toLowerCase(Locale.ROOT), name));
        ResultSetMetaData meta = rows.getMetaData();
        this.forms = new Form[meta.getColumnCount()];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < forms.length; i++) {
            String label = meta.getColumnLabel(i + 1);
            names.add(expected.getOrDefault(label.toLowerCase(Locale.ROOT), label));
            String kind = meta.getColumnTypeName(i + 1);
            forms[i] = form(meta.getColumnType(i + 1), kind);
            if (expected.containsKey(label.toLowerCase(Locale.ROOT))) {
                demandValue(stream, label, forms[i], meta.getColumnType(i + 1), kind);
            } else if (forms[i] == Form.NONE) {
                findings.add(new Finding(stream.name(), "column " + label + " holds bytes and is not read"));
            }
        }
        this.columns = Columns.of(names);
        List<String> unused =
                names.stream().filter(name -> !expected.containsValue(name)).toList();
        if (!unused.isEmpty()) {
            findings.add(new Finding(
                    stream.name(), "the query gives columns that nothing uses: " + String.join(", ", unused)));
        }
    }

    /** Of a column that became bytes or an object nothing would be left but a blank, or a text that nobody meant. */
    private static void demandValue(Catalogue.Stream stream, String label, Form form, int type, String kind) {
        if (form == Form.NONE
                || type == Types.STRUCT
                || kind.toLowerCase(Locale.ROOT).startsWith("json")) {
            throw new ConnectorException(
                    ConnectorException.Kind.CONFIG,
                    "the query of " + stream.name() + " gives " + kind + " in the column " + label
                            + ", of which the mapping wants a value; make one of it in the query");
        }
    }

    private static Form form(int type, String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals("timestamptz") || lower.equals("datetimeoffset") || lower.contains("with time zone")) {
            return Form.INSTANT;
        }
        return switch (type) {
            case Types.NUMERIC,
                    Types.DECIMAL,
                    Types.DOUBLE,
                    Types.FLOAT,
                    Types.REAL,
                    Types.BIGINT,
                    Types.INTEGER,
                    Types.SMALLINT,
                    Types.TINYINT -> Form.NUMBER;
            case Types.DATE -> Form.DAY;
            case Types.TIMESTAMP -> Form.MOMENT;
            case Types.TIME -> Form.TIME;
            case Types.ARRAY -> Form.LIST;
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> Form.NONE;
            default -> Form.TEXT;
        };
    }

    Columns columns() {
        return columns;
    }

    /** Whether a column holds text, which may look like anything. */
    boolean isText(int column) {
        return forms[column] == Form.TEXT;
    }

    List<Finding> findings() {
        return findings;
    }

    /** The values of the row at hand. */
    @Nullable
    Object[] values() throws SQLException {
        @Nullable Object[] values = new Object[forms.length];
        for (int i = 0; i < forms.length; i++) {
            values[i] = value(i + 1, forms[i]);
        }
        return values;
    }

    private @Nullable Object value(int column, Form form) throws SQLException {
        return switch (form) {
            case TEXT -> rows.getString(column);
            case NUMBER -> {
                BigDecimal number = rows.getBigDecimal(column);
                yield number == null ? null : number.toPlainString();
            }
            case DAY -> {
                java.sql.Date day = rows.getDate(column);
                yield day == null ? null : day.toLocalDate().toString();
            }
            case MOMENT -> {
                // Not a Timestamp: that has no hour which the hub's own clock leaps over.
                LocalDateTime moment = rows.getObject(column, LocalDateTime.class);
                yield moment == null ? null : moment.toString();
            }
            case INSTANT -> {
                OffsetDateTime instant = rows.getObject(column, OffsetDateTime.class);
                yield instant == null ? null : instant.toInstant().toString();
            }
            case TIME -> {
                java.sql.Time time = rows.getTime(column);
                yield time == null ? null : time.toLocalTime().toString();
            }
            case LIST -> list(rows.getArray(column));
            case NONE -> null;
        };
    }

    private static @Nullable Object list(@Nullable Array array) throws SQLException {
        if (array == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        if (array.getArray() instanceof Object[] elements) {
            for (Object element : elements) {
                if (element != null) {
                    texts.add(element.toString());
                }
            }
        }
        return texts;
    }
}
