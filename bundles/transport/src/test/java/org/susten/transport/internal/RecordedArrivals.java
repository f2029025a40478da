// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.susten.engine.Arrivals;

/** Keeps what arrives in memory, or counts it. */
final class RecordedArrivals implements Arrivals {

    /** One file. */
    record Kept(String connection, String name, String content, String origin, long bytes) {}

    /** What a test does while a file is read. */
    interface During {
        void happen(long bytes) throws IOException;
    }

    final List<Kept> kept = new CopyOnWriteArrayList<>();
    final List<String> complete = new CopyOnWriteArrayList<>();
    volatile During during = bytes -> {};
    /** What a test does once a file was read to its end and found whole. */
    volatile During then = bytes -> {};

    volatile boolean full;
    volatile boolean countOnly;

    @Override
    public String receive(String connection, String fileName, InputStream bytes, String origin) throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
        StringBuilder content = new StringBuilder();
        byte[] buffer = new byte[1 << 16];
        long count = 0;
        for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
            count += n;
            if (!countOnly) {
                content.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
            }
            during.happen(count);
        }
        kept.add(new Kept(connection, fileName, content.toString(), origin, count));
        then.happen(count);
        return Integer.toHexString(content.toString().hashCode());
    }

    @Override
    public void complete(String connection) {
        complete.add(connection);
    }

    @Override
    public Map<String, String> keptFor(String agreement) {
        return Map.of();
    }

    @Override
    public int destroy(String agreement) {
        throw new UnsupportedOperationException();
    }
}
