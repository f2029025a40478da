// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.product.Column;

/** Writes rows one by one; holds none. */
public interface RowFormat extends Closeable {

    /** Writes one row, its values as text in the columns' order. */
    void row(@Nullable String[] values) throws IOException;

    /** Opens the agreement's format. */
    static RowFormat open(String format, List<Column> columns, boolean people, OutputStream out) throws IOException {
        return format.equals("jsonl") ? new JsonLines(columns, out) : new Csv(columns, people, out);
    }

    /** RFC 4180 in UTF-8; nothing stands for absent, quotes around nothing for empty text. */
    final class Csv implements RowFormat {
        private final CsvWriter writer;
        private final List<Column> columns;
        private final boolean people;

        Csv(List<Column> columns, boolean people, OutputStream out) {
            this.columns = columns;
            this.people = people;
            writer = CsvWriter.builder()
                    .lineDelimiter(LineDelimiter.CRLF)
                    .quoteStrategy(QuoteStrategies.EMPTY)
                    .build(new OutputStreamWriter(out, StandardCharsets.UTF_8));
            writer.writeRecord(columns.stream().map(Column::name).toList());
        }

        @Override
        public void row(@Nullable String[] values) {
            if (people) {
                for (int i = 0; i < values.length; i++) {
                    String value = values[i];
                    if (value != null && columns.get(i).type() == Column.Type.TEXT) {
                        values[i] = Formulas.neutral(value);
                    }
                }
            }
            writer.writeRecord(values);
        }

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /** One JSON object per line; numbers and booleans as such, absent values as null. */
    final class JsonLines implements RowFormat {
        private final JsonGenerator json;
        private final List<Column> columns;
        private boolean empty = true;

        JsonLines(List<Column> columns, OutputStream out) throws IOException {
            this.columns = columns;
            json = new JsonFactory().createGenerator(out).setPrettyPrinter(new MinimalPrettyPrinter("\n"));
        }

        @Override
        public void row(@Nullable String[] values) throws IOException {
            empty = false;
            json.writeStartObject();
            for (int i = 0; i < values.length; i++) {
                json.writeFieldName(columns.get(i).name());
                value(columns.get(i).type(), values[i]);
            }
            json.writeEndObject();
        }

        private void value(Column.Type type, @Nullable String value) throws IOException {
            if (value == null) {
                json.writeNull();
                return;
            }
            switch (type) {
                case INTEGER -> json.writeNumber(Long.parseLong(value));
                case NUMBER -> json.writeNumber(new BigDecimal(value));
                case BOOLEAN -> json.writeBoolean(value.startsWith("t"));
                case TEXT, DAY -> json.writeString(value);
            }
        }

        @Override
        public void close() throws IOException {
            if (!empty) {
                json.writeRaw('\n');
            }
            json.close();
        }
    }
}
