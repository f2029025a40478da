// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.testing;

import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.susten.spi.Inlet;

/** Files of a test, made in the test. */
public final class MemoryInlet implements Inlet {

    private final Map<String, Supplier<InputStream>> files = new TreeMap<>();
    private int open;

    /** One file of text. */
    public static MemoryInlet with(String name, String text) {
        return new MemoryInlet().and(name, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One file. */
    public static MemoryInlet with(String name, byte[] bytes) {
        return new MemoryInlet().and(name, bytes);
    }

    /** And another file. */
    public MemoryInlet and(String name, byte[] bytes) {
        return and(name, () -> new ByteArrayInputStream(bytes));
    }

    /** And another, whose bytes are made when they are asked for. */
    public MemoryInlet and(String name, Supplier<InputStream> bytes) {
        files.put(name, bytes);
        return this;
    }

    /** Streams that were opened and not closed. */
    public int open() {
        return open;
    }

    @Override
    public List<String> names(String glob) {
        return files.keySet().stream()
                .filter(name ->
                        FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(name)))
                .toList();
    }

    @Override
    public InputStream open(String name) throws IOException {
        if (!files.containsKey(name)) {
            throw new FileNotFoundException(name);
        }
        open++;
        return new java.io.FilterInputStream(files.get(name).get()) {
            private boolean closed;

            @Override
            public void close() throws IOException {
                super.close();
                open -= closed ? 0 : 1;
                closed = true;
            }
        };
    }

    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        try (InputStream in = files.get(name).get()) {
            return new SeekableInMemoryByteChannel(in.readAllBytes());
        }
    }

    @Override
    public long size(String name) throws IOException {
        try (InputStream in = files.get(name).get()) {
            return in.available();
        }
    }
}
