// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Rows for one table in PostgreSQL's binary COPY format, written when {@link #flush} is called. A few are written by a prepared INSERT
 * instead: COPY is planned each time, and takes two messages. For one thread.
 */
final class Copy {

    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** Of one arrival there are but a few rows. */
    private static final int FIRST = 1 << 12;

    private static final int CHUNK = 1 << 16;

    /** Up to so many rows go by INSERT. */
    private static final int FEW = 8;

    /** A value for INSERT. */
    private record Value(@Nullable Object value, int type) {}

    private final Connection connection;
    private final String sql;
    private final String insert;
    private final int fields;
    private final List<Value> values = new ArrayList<>();
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST);
    private int rows;

    /** Writes to columns, named as in {@code identity.key (key, record)}. */
    Copy(Connection connection, String columns) {
        this.connection = connection;
        this.sql = "copy " + columns + " from stdin (format binary)";
        this.fields = (int) columns.chars().filter(c -> c == ',').count() + 1;
        this.insert = "insert into " + columns + " values (?" + ", ?".repeat(fields - 1) + ")";
        buffer.put(SIGNATURE);
    }

    Copy row() {
        room(2).putShort((short) fields);
        rows++;
        if (rows > FEW) {
            values.clear();
        }
        return this;
    }

    Copy put(long value) {
        keep(value, Types.BIGINT);
        room(12).putInt(8).putLong(value);
        return this;
    }

    Copy put(@Nullable Long value) {
        return value == null ? putNull(Types.BIGINT) : put(value.longValue());
    }

    Copy put(int value) {
        keep(value, Types.INTEGER);
        room(8).putInt(4).putInt(value);
        return this;
    }

    Copy put(short value) {
        keep(value, Types.SMALLINT);
        room(6).putInt(2).putShort(value);
        return this;
    }

    Copy put(float value) {
        keep(value, Types.REAL);
        room(8).putInt(4).putFloat(value);
        return this;
    }

    Copy put(boolean value) {
        keep(value, Types.BOOLEAN);
        room(5).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A PostgreSQL {@code "char"}. */
    Copy put(char value) {
        keep(String.valueOf(value), Types.VARCHAR);
        room(5).putInt(1).put((byte) value);
        return this;
    }

    Copy put(UUID value) {
        keep(value, Types.OTHER);
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    Copy put(String value) {
        keep(value, Types.VARCHAR);
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    Copy put(byte @Nullable [] value) {
        if (value == null) {
            return putNull(Types.BINARY);
        }
        keep(value, Types.BINARY);
        return bytes(value);
    }

    private Copy bytes(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    /** {@code type}: the column's, as {@link Types} names it. */
    Copy putNull(int type) {
        keep(null, type);
        room(4).putInt(-1);
        return this;
    }

    private void keep(@Nullable Object value, int type) {
        if (rows <= FEW) {
            values.add(new Value(value, type));
        }
    }

    private ByteBuffer room(int more) {
        if (buffer.remaining() < more) {
            buffer.flip();
            buffer = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.limit() + more))
                    .put(buffer);
        }
        return buffer;
    }

    /** Rows not yet written. */
    int rows() {
        return rows;
    }

    /** Writes what has been put; call it once more at the end. */
    void flush() throws SQLException {
        if (rows == 0) {
            return;
        }
        if (rows <= FEW) {
            insert();
        } else {
            copy();
        }
        clear();
    }

    private void insert() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < values.size(); i++) {
                Value value = values.get(i);
                statement.setObject(i % fields + 1, value.value, value.type);
                if (i % fields == fields - 1) {
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
    }

    private void copy() throws SQLException {
        room(2).putShort((short) -1);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql, new ByteArrayInputStream(buffer.array(), 0, buffer.position()), CHUNK);
        } catch (IOException e) {
            throw new SQLException("the connection was lost while the person index was written", "08006", e);
        }
    }

    private void clear() {
        buffer.clear();
        if (buffer.capacity() > 32 * CHUNK) {
            buffer = ByteBuffer.allocate(FIRST);
        }
        Arrays.fill(buffer.array(), 0, SIGNATURE.length, (byte) 0);
        buffer.put(SIGNATURE);
        rows = 0;
        values.clear();
    }
}
