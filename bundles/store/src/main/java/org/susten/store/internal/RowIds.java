// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.susten.model.SourceId;

/**
 * Row ids: the first 128 bits of SHA-256 over a source id. Parents are named by many rows, so the latest ids are remembered in
 * slots. One thread.
 */
final class RowIds {

    private static final int SLOTS = 1 << 17;

    private final Streams streams;
    private final MessageDigest sha256 = sha256();
    private byte[] source = new byte[256];
    private final byte[] digest = new byte[32];
    private final ByteBuffer words = ByteBuffer.wrap(digest);
    private final @Nullable String[] keys = new @Nullable String[SLOTS];
    private final Streams.@Nullable Stream[] owners = new Streams.@Nullable Stream[SLOTS];
    private final Streams.@Nullable Stream[] recent = new Streams.@Nullable Stream[8];
    private int next;
    private final int[] noted = new int[SLOTS + 1];
    private final long[] high = new long[SLOTS + 1];
    private final long[] low = new long[SLOTS + 1];

    RowIds(Streams streams) {
        this.streams = streams;
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
        return new UUID(high[slot], low[slot]);
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
        int hash = key.hashCode() * 31 + stream.number();
        int slot = (hash ^ hash >>> 15) & SLOTS - 1;
        if (stream != owners[slot] || !key.equals(keys[slot])) {
            compute(stream, key, slot);
            owners[slot] = stream;
            keys[slot] = key;
            noted[slot] = 0;
        }
        return slot;
    }

    /** As {@link #slot}, for an id that will hardly be named again: it displaces none. */
    int passing(Streams.Stream stream, String key) {
        compute(stream, key, SLOTS);
        return SLOTS;
    }

    /** Notes that what the slot holds was named as a parent of this shape; true where it was noted before. */
    boolean noted(int slot, Shape parent) {
        int bit = 1 << parent.index();
        boolean before = (noted[slot] & bit) != 0;
        noted[slot] |= bit;
        return before;
    }

    long high(int slot) {
        return high[slot];
    }

    long low(int slot) {
        return low[slot];
    }

    /** The row's content in 128 bits. */
    int content(CopyBuffer buffer, int from, int until) {
        buffer.digest(from, until, sha256);
        finish(SLOTS);
        return SLOTS;
    }

    private void compute(Streams.Stream stream, String key, int slot) {
        byte[] prefix = stream.prefix();
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        int size = prefix.length + bytes.length;
        if (size > source.length) {
            source = new byte[size];
        }
        System.arraycopy(prefix, 0, source, 0, prefix.length);
        System.arraycopy(bytes, 0, source, prefix.length, bytes.length);
        sha256.update(source, 0, size);
        finish(slot);
    }

    private void finish(int slot) {
        try {
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("32 bytes hold a SHA-256", e);
        }
        high[slot] = words.getLong(0);
        low[slot] = words.getLong(8);
    }
}
