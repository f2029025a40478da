// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.postgresql.PGConnection;
import org.susten.feeds.product.Column;

/**
 * Writes CSV as the database writes it, which is several times faster than row by row: RFC 4180, nothing for absent, {@code ""} for empty
 * text. Lines end in LF there; here they end in CRLF, but not within quotes. The first column is a rank: what is written is the id of that
 * rank, and who has it is noted.
 */
public final class CsvCopy extends OutputStream {

    private static final int BUFFER = 1 << 16;
    private static final byte[] HEAD = Column.ID.name().getBytes(StandardCharsets.UTF_8);
    private static final byte[] COMMA = {','};

    private final OutputStream out;
    private final RankedIds ids;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;
    private boolean quoted;
    private boolean first = true;
    private boolean head = true;
    private int rank;
    private int last;
    private long[] persons = new long[1024];
    private int known;
    /** How many rows have a value, by column. */
    private final long[] values;

    private int column;
    private boolean absent = true;

    private CsvCopy(int columns, RankedIds ids, OutputStream out) {
        this.values = new long[columns];
        this.ids = ids;
        this.out = out;
    }

    /** How many rows, of whom they speak (each person once, where its rows stand together), and how many have a value by column. */
    public record Copied(long rows, long[] persons, long[] values) {}

    /** Writes the heads and the rows of a statement whose first column is a rank among ids. The stream stays open. */
    public static Copied write(Connection transaction, String select, int columns, RankedIds ids, OutputStream out)
            throws SQLException, IOException {
        CsvCopy csv = new CsvCopy(columns, ids, out);
        long rows = transaction
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyOut("copy (" + select + ") to stdout (format csv, header, encoding 'UTF8')", csv);
        csv.flush();
        csv.values[0] = rows;
        return new Copied(rows, Arrays.copyOf(csv.persons, csv.known), csv.values);
    }

    @Override
    public void write(int b) throws IOException {
        if (first) {
            rank(b);
            return;
        }
        if (filled > BUFFER - 2) {
            flush();
        }
        if (quoted || b != ',' && b != '\n') {
            quoted ^= b == '"';
            absent = false;
        } else {
            ended();
            if (b == '\n') {
                buffer[filled++] = '\r';
                first = true;
                head = false;
            }
        }
        buffer[filled++] = (byte) b;
    }

    private void ended() {
        if (!absent && !head) {
            values[column]++;
        }
        absent = true;
        column++;
    }

    private void rank(int b) throws IOException {
        if (b != ',') {
            rank = rank * 10 + b - '0';
            return;
        }
        if (head) {
            copy(HEAD, 0, HEAD.length);
        } else {
            copy(ids.bytes(), ids.begin(rank), ids.begin(rank + 1) - ids.begin(rank));
            if (rank != last) {
                note(ids.person(rank));
            }
            last = rank;
        }
        copy(COMMA, 0, 1);
        rank = 0;
        column = 1;
        first = false;
        absent = true;
    }

    private void note(long person) {
        if (known == persons.length) {
            persons = Arrays.copyOf(persons, known * 2);
        }
        persons[known++] = person;
    }

    /** Runs of bytes that are neither separators nor quotes are copied at once. */
    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int end = from + length;
        int i = from;
        while (i < end) {
            int plain = i;
            while (!first && plain < end && isPlain(bytes[plain])) {
                plain++;
            }
            if (plain == i) {
                write(bytes[i++]);
            } else {
                copy(bytes, i, plain - i);
                i = plain;
            }
        }
    }

    private static boolean isPlain(byte b) {
        return b != ',' && b != '"' && b != '\n';
    }

    private void copy(byte[] bytes, int from, int length) throws IOException {
        absent = false;
        if (length > BUFFER - filled) {
            flush();
        }
        if (length > BUFFER) {
            out.write(bytes, from, length);
        } else {
            System.arraycopy(bytes, from, buffer, filled, length);
            filled += length;
        }
    }

    @Override
    public void flush() throws IOException {
        out.write(buffer, 0, filled);
        filled = 0;
    }
}
