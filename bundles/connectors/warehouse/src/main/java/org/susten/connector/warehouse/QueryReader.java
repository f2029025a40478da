// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.susten.kit.RowMaker;
import org.susten.spi.Catalogue;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.MappingException;
import org.susten.spi.Progress;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The rows of one query, fetched in portions, so that a result of any size needs the same memory. One thread. */
final class QueryReader implements SourceReader {

    private final Query query;
    private final Connection connection;
    private final boolean snapshot;
    private final List<Finding> findings = new ArrayList<>();

    private @Nullable PreparedStatement statement;
    private @Nullable ResultSet rows;
    private @Nullable Cells cells;
    private @Nullable RowMaker maker;
    private int markColumn = -1;

    private Mark at;
    private @Nullable Object @Nullable [] ahead;
    private boolean over;
    private long unmarked;
    private volatile long characters;

    private QueryReader(Query query, Connection connection, Mark since, boolean snapshot) {
        this.query = query;
        this.connection = connection;
        this.at = since;
        this.snapshot = snapshot && since.equals(Mark.START);
    }

    /** Asks for a stream's rows after a place; closes the connection where that fails. */
    static QueryReader open(
            Query query,
            Catalogue.Stream stream,
            RowMaker.Factory maker,
            Connection connection,
            Mark since,
            int fetch,
            int timeout) {
        QueryReader reader = new QueryReader(query, connection, since, stream.mode() == Catalogue.Mode.SNAPSHOT);
        try {
            reader.ask(stream, maker, fetch, timeout);
            return reader;
        } catch (SQLException e) {
            reader.close();
            throw Failures.of(e, "the query of " + stream.name() + " failed");
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private void ask(Catalogue.Stream stream, RowMaker.Factory factory, int fetch, int timeout) throws SQLException {
        boolean since = at.isUsable();
        boolean again = since && (!query.overlap().isZero() || at.last() && ties(timeout) != at.count());
        PreparedStatement asked =
                connection.prepareStatement(query.rows(since), ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_READ_ONLY);
        statement = asked;
        asked.setFetchSize(fetch);
        asked.setQueryTimeout(timeout);
        if (since) {
            at.bind(asked, query.overlap());
        }
        ResultSet result = asked.executeQuery();
        rows = result;
        List<String> more = new ArrayList<>(query.key());
        if (!query.watermark().isEmpty()) {
            more.add(query.watermark());
        }
        Cells read = new Cells(result, stream, more);
        cells = read;
        findings.addAll(read.findings());
        maker = factory.of(stream.name(), read.columns());
        markColumn = query.watermark().isEmpty() ? -1 : read.columns().indexOf(query.watermark());
        if (again) {
            at = Mark.START;
            advance();
        } else {
            passOver(at);
        }
    }

    private long ties(int timeout) throws SQLException {
        try (PreparedStatement count = connection.prepareStatement(query.ties())) {
            count.setQueryTimeout(timeout);
            at.bind(count, Duration.ZERO);
            try (ResultSet result = count.executeQuery()) {
                return result.next() ? result.getLong(1) : 0;
            }
        }
    }

    /** Goes past the rows that the place counts. */
    private void passOver(Mark since) throws SQLException {
        advance();
        for (long left = since.count(); left > 0 && ahead != null && mark(ahead).equals(since.value()); left--) {
            advance();
        }
    }

    private void advance() throws SQLException {
        ResultSet result = rows;
        Cells read = cells;
        if (result != null && read != null && result.next()) {
            @Nullable Object[] values = read.values();
            for (Object value : values) {
                characters += value == null ? 1 : value.toString().length();
            }
            ahead = values;
        } else {
            ahead = null;
            over = true;
        }
    }

    private String mark(@Nullable Object[] values) {
        Object value = markColumn < 0 ? null : values[markColumn];
        Cells read = cells;
        boolean text = read != null && markColumn >= 0 && read.isText(markColumn);
        return value == null ? "" : text ? Mark.TEXT + value : value.toString();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    @Override
    public SourceRecord next() {
        @Nullable Object[] values = ahead;
        RowMaker made = maker;
        Cells read = cells;
        if (values == null || made == null || read == null) {
            throw new NoSuchElementException();
        }
        try {
            advance();
        } catch (SQLException e) {
            throw Failures.of(e, "the query of " + query.stream() + " broke off");
        }
        String mark = mark(values);
        if (markColumn >= 0 && mark.isEmpty()) {
            return unmarked(read, values);
        }
        at = new Mark(mark, mark.equals(at.value()) ? at.count() + 1 : 1, markColumn >= 0 && over);
        return made.make(at.cursor(), values);
    }

    /** Without a watermark nobody would notice that it changed. */
    private SourceRecord unmarked(Cells read, @Nullable Object[] values) {
        unmarked++;
        return SourceRecord.unreadable(
                query.stream(),
                new org.susten.spi.Cursor(at.cursor().value() + '~' + unmarked),
                read.columns(),
                Arrays.copyOf(values, values.length),
                new MappingException(
                        query.watermark(),
                        "required",
                        "column " + query.watermark() + " is the watermark and must not be null"));
    }

    @Override
    public Extent extent() {
        return snapshot && over ? Extent.SNAPSHOT : Extent.CHANGES;
    }

    @Override
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    @Override
    public Progress progress() {
        return new Progress(characters, -1);
    }

    @Override
    public void close() {
        ahead = null;
        try {
            if (rows != null) {
                rows.close();
            }
            if (statement != null) {
                statement.close();
            }
            connection.rollback();
        } catch (SQLException e) {
            // The pool throws a broken connection away; what was read is read.
            findings.add(new Finding(query.stream(), "the connection broke before it was given back"));
        } finally {
            giveBack();
        }
    }

    private void giveBack() {
        try {
            connection.close();
        } catch (SQLException e) {
            findings.add(new Finding(query.stream(), "the connection broke when it was given back"));
        }
    }
}
