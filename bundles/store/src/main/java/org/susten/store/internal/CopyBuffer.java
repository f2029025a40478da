// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/** Rows in PostgreSQL's binary COPY format. One thread. */
final class CopyBuffer {

    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final byte[] SIGNATURE = "PGCOPY\n\u00ff\r\n\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final int NO_FLAGS_NO_EXTENSION = 8;
    private static final int HEADER = SIGNATURE.length + NO_FLAGS_NO_EXTENSION;
    private static final int FIRST = 1 << 10;
    private static final int EXCESS = 8 << 20;

    private byte[] bytes = new byte[FIRST];
    private int size;
    private int rows;

    CopyBuffer() {
        clear();
    }

    /** Forgets all rows and any excess of memory. */
    void clear() {
        if (bytes.length > EXCESS) {
            bytes = new byte[FIRST];
        }
        System.arraycopy(SIGNATURE, 0, bytes, 0, SIGNATURE.length);
        Arrays.fill(bytes, SIGNATURE.length, HEADER, (byte) 0);
        size = HEADER;
        rows = 0;
    }

    int rows() {
        return rows;
    }

    int size() {
        return size;
    }

    /** What COPY reads, up to {@link #size}; call {@link #end} first. */
    byte[] bytes() {
        return bytes;
    }

    void row(int fields) {
        room(2);
        SHORT.set(bytes, size, (short) fields);
        size += 2;
        rows++;
    }

    /** Takes the last row back, which began at {@code size}. */
    void undoRow(int size) {
        undo(size, rows - 1);
    }

    /** Goes back to where the buffer had that size and so many rows. */
    void undo(int size, int rows) {
        this.size = size;
        this.rows = rows;
    }

    void end() {
        room(2);
        SHORT.set(bytes, size, (short) -1);
        size += 2;
    }

    void putNull() {
        room(4);
        INT.set(bytes, size, -1);
        size += 4;
    }

    void putInt(int value) {
        room(8);
        INT.set(bytes, size, 4);
        INT.set(bytes, size + 4, value);
        size += 8;
    }

    void putLong(long value) {
        room(12);
        INT.set(bytes, size, 8);
        LONG.set(bytes, size + 4, value);
        size += 12;
    }

    void putBoolean(boolean value) {
        room(5);
        INT.set(bytes, size, 1);
        bytes[size + 4] = (byte) (value ? 1 : 0);
        size += 5;
    }

    void putUuid(long high, long low) {
        room(20);
        INT.set(bytes, size, 16);
        LONG.set(bytes, size + 4, high);
        LONG.set(bytes, size + 12, low);
        size += 20;
    }

    /** Writes over a uuid that was put at {@code at}. */
    void replaceUuid(int at, long high, long low) {
        LONG.set(bytes, at + 4, high);
        LONG.set(bytes, at + 12, low);
    }

    void putBytes(byte[] value) {
        room(4 + value.length);
        INT.set(bytes, size, value.length);
        System.arraycopy(value, 0, bytes, size + 4, value.length);
        size += 4 + value.length;
    }

    /** Text; PostgreSQL has no NUL in texts, so it becomes the replacement character. */
    void putText(String value) {
        putBytes((value.indexOf('\0') < 0 ? value : value.replace('\0', '\ufffd')).getBytes(StandardCharsets.UTF_8));
    }

    /** The binary form of {@code jsonb}: version 1, then the text. */
    void putJson(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        room(5 + text.length);
        INT.set(bytes, size, text.length + 1);
        bytes[size + 4] = 1;
        System.arraycopy(text, 0, bytes, size + 5, text.length);
        size += 5 + text.length;
    }

    /** Feeds the bytes from {@code from} up to {@code until} to a digest. */
    void digest(int from, int until, MessageDigest digest) {
        digest.update(bytes, from, until - from);
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
