// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A roster as the zip of OneRoster CSV; the same rows give the same bytes. */
public final class RosterPackage {

    private static final int FETCH = 5_000;
    private static final Pattern PLAIN = Pattern.compile("[^{}:,]+");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Connection transaction;
    private final String version;
    private final Set<String> files;
    private final boolean delta;
    private final String modified;

    /**
     * A package.
     *
     * @param delta whether it says what changed, and not everything
     * @param made when: the date of last change of all that a delta says
     */
    RosterPackage(Connection transaction, String version, Set<String> files, boolean delta, Instant made) {
        this.transaction = transaction;
        this.version = version;
        this.files = files;
        this.delta = delta;
        this.modified = MILLIS.format(made);
    }

    /** Writes the rows of a query {@code (change, kind, id, data)}. Returns how many. */
    long write(String rows, OutputStream out) throws IOException, SQLException {
        long written = 0;
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        Set<String> filled = filled(rows);
        manifest(zip, filled);
        for (String file : RosterHeaders.files(version)) {
            if (filled.contains(file)) {
                written += file(zip, file, rows);
            }
        }
        zip.finish();
        return written;
    }

    /** The standard has no file without rows: it is absent. */
    private Set<String> filled(String rows) throws SQLException {
        Set<String> filled = new TreeSet<>();
        try (PreparedStatement statement = transaction.prepareStatement(
                        "select kind from (" + rows + ") q(change, kind, id, data) group by kind");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                if (holds(row.getString(1))) {
                    filled.add(row.getString(1));
                }
            }
        }
        return filled;
    }

    private boolean holds(String file) {
        return files.contains(
                switch (file) {
                    case "categories" -> "lineItems";
                    case "roles" -> "users";
                    default -> file;
                });
    }

    private void manifest(ZipOutputStream zip, Set<String> filled) throws IOException {
        try (CsvWriter csv = entry(zip, "manifest")) {
            csv.writeRecord("propertyName", "value");
            csv.writeRecord("manifest.version", "1.0");
            csv.writeRecord("oneroster.version", version);
            for (String file : RosterHeaders.files(version)) {
                csv.writeRecord("file." + file, filled.contains(file) ? delta ? "delta" : "bulk" : "absent");
            }
            csv.writeRecord("source.systemName", "Susten");
            csv.writeRecord("source.systemCode", "susten");
        }
    }

    private long file(ZipOutputStream zip, String file, String rows) throws IOException, SQLException {
        List<String> columns = RosterHeaders.of(version, file);
        long written = 0;
        try (CsvWriter csv = entry(zip, file);
                PreparedStatement statement = transaction.prepareStatement("select change, id, data from (" + rows
                        + ") q(change, kind, id, data) where kind = ? order by id collate \"C\"")) {
            csv.writeRecord(columns);
            statement.setString(1, file);
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    String data = row.getString(3);
                    csv.writeRecord(values(file, columns, row.getString(2), data == null ? null : JSON.readTree(data)));
                    written++;
                }
            }
        }
        return written;
    }

    /** A row that is gone has its id, and of what it was nothing. */
    private List<@Nullable String> values(String file, List<String> columns, String id, @Nullable JsonNode data) {
        List<@Nullable String> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            values.add(
                    switch (column) {
                        case "sourcedId" -> id;
                        case "status" -> delta ? data == null ? "tobedeleted" : "active" : null;
                        case "dateLastModified" -> delta ? modified : null;
                        default ->
                            data == null
                                    ? RosterBlanks.of(file, column, id, modified)
                                    : text(column, data.get(RosterHeaders.held(column)));
                    });
        }
        return values;
    }

    private @Nullable String text(String column, @Nullable JsonNode value) {
        if (value == null) {
            return null;
        }
        if (value.isArray()) {
            return list(value);
        }
        String text = value.asText();
        // 1.1 knows two sexes only: what it has no word for is not said.
        return column.equals("sex") && !RosterHeaders.newer(version) && !text.equals("male") && !text.equals("female")
                ? null
                : text;
    }

    /** The standard has no way to write a comma inside of an item, nor a colon or a brace inside of an identifier. */
    private static @Nullable String list(JsonNode value) {
        List<String> items = new ArrayList<>();
        for (JsonNode item : value) {
            if (item.isObject()) {
                String type = item.path("type").asText();
                String identifier = item.path("identifier").asText();
                if (PLAIN.matcher(type).matches() && PLAIN.matcher(identifier).matches()) {
                    items.add('{' + type + ':' + identifier + '}');
                }
            } else if (!item.asText().replace(",", "").isBlank()) {
                items.add(item.asText().replace(",", "").strip());
            }
        }
        return items.isEmpty() ? null : String.join(",", items);
    }

    private static CsvWriter entry(ZipOutputStream zip, String file) throws IOException {
        ZipEntry entry = new ZipEntry(file + ".csv");
        entry.setTimeLocal(EPOCH);
        zip.putNextEntry(entry);
        return CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(new EntryWriter(zip));
    }

    /** Closes the entry and not the archive. */
    private static final class EntryWriter extends Writer {
        private final ZipOutputStream zip;
        private final OutputStreamWriter text;

        EntryWriter(ZipOutputStream zip) {
            this.zip = zip;
            this.text = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        }

        @Override
        public void write(char[] chars, int from, int length) throws IOException {
            text.write(chars, from, length);
        }

        @Override
        public void flush() throws IOException {
            text.flush();
        }

        @Override
        public void close() throws IOException {
            text.flush();
            zip.closeEntry();
        }
    }
}
