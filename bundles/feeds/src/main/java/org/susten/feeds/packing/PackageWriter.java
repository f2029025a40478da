// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.feeds.Deliveries.WithheldColumn;
import org.susten.feeds.Products.Entry;
import org.susten.feeds.Products.Quality;
import org.susten.feeds.product.Column;
import org.susten.feeds.product.Governed;
import org.susten.governance.Agreements.Admission;

/** Writes the files of one package: data, dictionary, manifest. The same rows give the same bytes. */
public final class PackageWriter {

    private static final int FETCH = 5_000;

    private static final Column CHANGE = Column.derived(
            "change",
            "added, changed, closed (the row is no more) or withdrawn (you may no longer hold the row)",
            Column.Type.TEXT,
            List.of(),
            "p.change");

    private final Governed governed;
    private final Spool.Draft draft;
    private final List<Manifest.File> files = new ArrayList<>();
    /** Of the data file; of a roster it is not counted. */
    private @Nullable Quality completeness;

    public PackageWriter(Governed governed, Spool.Draft draft) {
        this.governed = governed;
        this.draft = draft;
    }

    /** Columns of the data file: of a feed of changes the change comes first. */
    private List<Column> columns(boolean delta) {
        List<Column> columns = new ArrayList<>();
        if (delta) {
            columns.add(CHANGE);
        }
        columns.addAll(governed.columns());
        return columns;
    }

    /** Streams the rows; memory does not grow with them. Returns how many. */
    public long data(Connection transaction, String sql, boolean delta, Instant created) throws SQLException {
        String format = governed.feed().format();
        String name = governed.dataset().name() + '.' + format;
        List<Column> columns = columns(delta);
        Completeness quality =
                new Completeness(columns.stream().map(Column::name).toList());
        long rows = 0;
        try (Written file = draft.create(name)) {
            try (RowFormat out = format.equals("xlsx")
                            ? new Spreadsheet(governed.agreement(), columns, draft.folder(), created, file)
                            : RowFormat.open(format, columns, governed.feed().people(), file);
                    Statement statement = transaction.createStatement()) {
                statement.setFetchSize(FETCH);
                try (ResultSet row = statement.executeQuery(sql)) {
                    while (row.next()) {
                        @Nullable String[] values = values(row, columns);
                        quality.count(values, delta);
                        out.row(values);
                        rows++;
                    }
                }
            }
            files.add(new Manifest.File(file.name(), format, rows, file.bytes(), file.sha256Hex()));
            completeness = quality.quality();
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
        return rows;
    }

    /** A data file that is there already. */
    public void add(Manifest.File file) {
        files.add(file);
    }

    /** A data file that is there already, and how complete it is. */
    public void add(Manifest.File file, Quality quality) {
        files.add(file);
        completeness = quality;
    }

    /** Writes a roster's zip. Returns how many rows it holds. */
    public long roster(Connection transaction, String sql, Edition edition) throws SQLException {
        String version =
                governed.feed().version() == null ? "1.2" : governed.feed().version();
        String name = governed.feed().id() + ".zip";
        try {
            Written file = draft.create(name);
            long rows;
            try (file) {
                rows = new RosterPackage(transaction, version, governed.files(), edition.delta(), edition.created())
                        .write(sql, file);
            }
            files.add(new Manifest.File(file.name(), "oneroster-" + version, rows, file.bytes(), file.sha256Hex()));
            return rows;
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
    }

    private static @Nullable String[] values(ResultSet row, List<Column> columns) throws SQLException {
        @Nullable String[] values = new @Nullable String[columns.size()];
        for (int i = 0; i < values.length; i++) {
            String value = row.getString(i + 1);
            values[i] = value != null && columns.get(i).type() == Column.Type.BOOLEAN
                    ? value.startsWith("t") ? "true" : "false"
                    : value;
        }
        return values;
    }

    /** What each column means, what it is in CEDS, how it is to be handled and which clause grants it. */
    public void dictionary(boolean delta) {
        List<Column> columns = new ArrayList<>();
        for (String heading : List.of("column", "type", "meaning", "element", "ceds", "sensitivity", "clause")) {
            columns.add(Column.derived(heading, heading, Column.Type.TEXT, List.of(), heading));
        }
        try (Written file = draft.create("dictionary.csv")) {
            long rows = 0;
            try (RowFormat out = RowFormat.open("csv", columns, governed.feed().people(), file)) {
                if (delta) {
                    out.row(line(CHANGE, ""));
                    rows++;
                }
                for (Governed.Granted granted : governed.explained()) {
                    out.row(line(granted.column(), granted.clause()));
                    rows++;
                }
            }
            files.add(new Manifest.File(file.name(), "csv", rows, file.bytes(), file.sha256Hex()));
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
    }

    private static @Nullable String[] line(Column column, String clause) {
        Entry entry = Dictionary.entry(column, clause);
        @Nullable
        String[] line = {
            entry.column(),
            entry.type(),
            entry.meaning(),
            entry.element(),
            entry.ceds(),
            entry.sensitivity(),
            entry.clause()
        };
        // What a column does not have is absent, not empty.
        for (int i = 0; i < line.length; i++) {
            line[i] = "".equals(line[i]) ? null : line[i];
        }
        return line;
    }

    /** The manifest, last; returns its checksum, which stands for the whole package. */
    public String manifest(Edition edition, Admission admission, long persons) {
        Manifest manifest = new Manifest(
                edition.id(),
                governed.feed().id(),
                governed.dataset().name(),
                governed.dataset().meaning(),
                edition.mode(),
                edition.since(),
                edition.commit(),
                edition.created().toString(),
                List.copyOf(files),
                persons,
                edition.held(),
                Manifest.Terms.of(governed.agreement()),
                admission.withheld().stream()
                        .map(w -> new Manifest.WithheldPersons(w.clause(), w.reason(), w.persons()))
                        .toList(),
                governed.withheld().stream()
                        .map(w -> new WithheldColumn(w.column().name(), w.element(), w.clause(), w.reason()))
                        .toList(),
                completeness,
                draft.key().map(PartnerKey::words).orElse(null));
        try {
            Written written = draft.create(Manifest.NAME);
            try (written) {
                written.write(manifest.bytes());
            }
            return written.sha256Hex();
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
    }
}
