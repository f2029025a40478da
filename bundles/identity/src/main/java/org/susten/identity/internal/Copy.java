// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/** Rows for one table in PostgreSQL's binary COPY format, written when {@link #flush} is called. For one thread. */
final class Copy {

    private static final byte[] SIGNATURE =
            "PGCOPY\n\u00ff\r\n\0\0\0\0\0\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1);

    /** Of one arrival there are but a few rows. */
    private static final int FIRST = 1 << 12;

    private static final int CHUNK = 1 << 16;

    private final Connection connection;
    private final String sql;
    private final int fields;
    private ByteBuffer buffer = ByteBuffer.allocate(FIRST);
    private int rows;

    /** Writes to columns, named as in {@code identity.key (key, record)}. */
    Copy(Connection connection, String columns) {
        this.connection = connection;
        this.sql = "copy " + columns + " from stdin (format binary)";
        this.fields = (int) columns.chars().filter(c -> c == ',').count() + 1;
        buffer.put(SIGNATURE);
    }

    Copy row() {
        room(2).putShort((short) fields);
        rows++;
        return this;
    }

    Copy put(long value) {
        room(12).putInt(8).putLong(value);
        return this;
    }

    Copy put(@Nullable Long value) {
        return value == null ? putNull() : put(value.longValue());
    }

    Copy put(int value) {
        room(8).putInt(4).putInt(value);
        return this;
    }

    Copy put(short value) {
        room(6).putInt(2).putShort(value);
        return this;
    }

    Copy put(float value) {
        room(8).putInt(4).putFloat(value);
        return this;
    }

    Copy put(boolean value) {
        room(5).putInt(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** A PostgreSQL {@code "char"}. */
    Copy put(char value) {
        room(5).putInt(1).put((byte) value);
        return this;
    }

    Copy put(UUID value) {
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    Copy put(String value) {
        return put(value.getBytes(StandardCharsets.UTF_8));
    }

    Copy put(byte @Nullable [] value) {
        if (value == null) {
            return putNull();
        }
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    Copy putNull() {
        room(4).putInt(-1);
        return this;
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
        room(2).putShort((short) -1);
        try {
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn(sql, new ByteArrayInputStream(buffer.array(), 0, buffer.position()), CHUNK);
        } catch (IOException e) {
            throw new SQLException("the connection was lost while the person index was written", "08006", e);
        }
        buffer.clear();
        if (buffer.capacity() > 32 * CHUNK) {
            buffer = ByteBuffer.allocate(FIRST);
        }
        Arrays.fill(buffer.array(), 0, SIGNATURE.length, (byte) 0);
        buffer.put(SIGNATURE);
        rows = 0;
    }
}
