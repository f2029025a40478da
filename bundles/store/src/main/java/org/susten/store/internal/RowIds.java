// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.susten.model.SourceId;

/**
 * Row ids: the first 128 bits of SHA-256 over a source id. Parents are named by many rows, so the latest ids are remembered in
 * slots, up to 8 MiB of them where there is room: stream, key and row id lie side by side, because what looking them up costs is
 * waiting for memory. One thread.
 */
final class RowIds {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int FIRST = 1 << 11;
    private static final int LAST = 1 << 17;
    private static final int GROWTH = 8;

    /** Longs of a slot: what it holds, then the key, then the row id. */
    private static final int WIDTH = 8;

    /** Bytes of the longest key that is remembered: a GUID has 36. */
    private static final int KEY = 40;

    private static final int HIGH = 6;
    private static final int LOW = 7;

    /** Where the slots begin, so that each lies in one cache line of 64 bytes. */
    private static final int BEGIN = 6;

    /** Of what a slot holds, the shapes it was named as. */
    private static final int NOTED_BITS = 32;

    private static final int LENGTH_BITS = 8;
    private static final int LAST_STREAM = (1 << 24) - 1;

    private final Streams streams;
    private final MessageDigest sha256 = sha256();
    private byte[] source = new byte[256];
    private final byte[] digest = new byte[32];
    private final ByteBuffer words = ByteBuffer.wrap(digest);
    private final byte[] text = new byte[KEY];
    private final Room.Share room;
    private int size = FIRST;
    private long[] slots = new long[longs(FIRST)];

    /** Ids that were computed since there were as many slots as now. */
    private int computed;

    private final Streams.@Nullable Stream[] recent = new Streams.@Nullable Stream[8];
    private int next;

    RowIds(Streams streams, Room.Share room) {
        this.streams = streams;
        this.room = room;
        room.need(bytes(FIRST));
    }

    /** Of so many slots, and one for an id that passes. */
    private static int longs(int slots) {
        return BEGIN + (slots + 1) * WIDTH;
    }

    private static long bytes(int slots) {
        return (long) longs(slots) * Long.BYTES;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The row id of a source id that needs no store: how {@code Records.row} answers. */
    static UUID of(SourceId id) {
        MessageDigest sha256 = sha256();
        sha256.update(prefix(id.system(), id.site(), id.stream()));
        ByteBuffer words = ByteBuffer.wrap(sha256.digest(id.key().getBytes(StandardCharsets.UTF_8)));
        return new UUID(words.getLong(), words.getLong());
    }

    /** What is hashed before the key. */
    static byte[] prefix(String system, String site, String stream) {
        return (system + '\0' + site + '\0' + stream + '\0').getBytes(StandardCharsets.UTF_8);
    }

    UUID row(SourceId id) {
        int slot = slot(id);
        return new UUID(high(slot), low(slot));
    }

    /** The stream of an id; those of the latest ids are at hand. */
    Streams.Stream stream(SourceId id) {
        for (Streams.Stream stream : recent) {
            if (stream != null && stream.holds(id)) {
                return stream;
            }
        }
        Streams.Stream stream = streams.of(id);
        recent[next++ % recent.length] = stream;
        return stream;
    }

    /** The slot that holds the row id until the next call. */
    int slot(SourceId id) {
        return slot(stream(id), id.key());
    }

    int slot(Streams.Stream stream, String key) {
        if (computed > size && size < LAST) {
            grow();
        }
        if (!shortAscii(key) || stream.number() > LAST_STREAM) {
            return passing(stream, key);
        }
        int at = BEGIN + slotOf(stream, key) * WIDTH;
        long held = (long) stream.number() << NOTED_BITS + LENGTH_BITS | (long) key.length() + 1 << NOTED_BITS;
        if (slots[at] >>> NOTED_BITS != held >>> NOTED_BITS || !holdsText(at + 1)) {
            computed++;
            slots[at] = held;
            for (int i = 0; i < KEY / Long.BYTES; i++) {
                slots[at + 1 + i] = (long) LONG.get(text, i * Long.BYTES);
            }
            compute(stream, text, key.length(), at);
        }
        return at;
    }

    /** Takes more slots where there is room, and begins to fill them anew. */
    private void grow() {
        computed = 0;
        if (room.grow(bytes(size), bytes(size * GROWTH))) {
            size *= GROWTH;
            slots = new long[longs(size)];
        }
    }

    private int slotOf(Streams.Stream stream, String key) {
        int hash = key.hashCode() * 31 + stream.number();
        return (hash ^ hash >>> 15) & size - 1;
    }

    /** Puts a key of ASCII that is short enough into the text; false where it is not. */
    private boolean shortAscii(String key) {
        int length = key.length();
        if (length > KEY) {
            return false;
        }
        int all = 0;
        for (int i = 0; i < length; i++) {
            char c = key.charAt(i);
            all |= c;
            text[i] = (byte) c;
        }
        Arrays.fill(text, length, KEY, (byte) 0);
        return all < 0x80;
    }

    private boolean holdsText(int at) {
        long differs = 0;
        for (int i = 0; i < KEY / Long.BYTES; i++) {
            differs |= slots[at + i] ^ (long) LONG.get(text, i * Long.BYTES);
        }
        return differs == 0;
    }

    /** As {@link #slot}, for an id that will hardly be named again: it displaces none. */
    int passing(Streams.Stream stream, String key) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        int at = passing();
        slots[at] = 0;
        compute(stream, bytes, bytes.length, at);
        return at;
    }

    private int passing() {
        return BEGIN + size * WIDTH;
    }

    /** Notes that what the slot holds was named as a parent of this shape; true where it was noted before. */
    boolean noted(int slot, Shape parent) {
        long bit = 1L << parent.index();
        boolean before = (slots[slot] & bit) != 0;
        slots[slot] |= bit;
        return before;
    }

    long high(int slot) {
        return slots[slot + HIGH];
    }

    long low(int slot) {
        return slots[slot + LOW];
    }

    /** The row's content in 128 bits. */
    int content(CopyBuffer buffer, int from, int until) {
        buffer.digest(from, until, sha256);
        finish(passing());
        return passing();
    }

    private void compute(Streams.Stream stream, byte[] key, int length, int slot) {
        byte[] prefix = stream.prefix();
        int size = prefix.length + length;
        if (size > source.length) {
            source = new byte[size];
        }
        System.arraycopy(prefix, 0, source, 0, prefix.length);
        System.arraycopy(key, 0, source, prefix.length, length);
        sha256.update(source, 0, size);
        finish(slot);
    }

    private void finish(int slot) {
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        slots[slot + HIGH] = words.getLong(0);
        slots[slot + LOW] = words.getLong(8);
    }
}
