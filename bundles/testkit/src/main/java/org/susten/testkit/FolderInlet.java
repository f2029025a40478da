// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.susten.spi.Glob;
import org.susten.spi.Inlet;

/** The files of a folder as an inlet; folders within it are not looked into. Knows what was opened and not closed. */
public final class FolderInlet implements Inlet {

    private final Path folder;
    private final AtomicInteger open = new AtomicInteger();

    /** The files of a folder. */
    public FolderInlet(Path folder) {
        this.folder = folder;
    }

    /** Streams and channels that are open now. */
    public int open() {
        return open.get();
    }

    @Override
    public List<String> names(String glob) {
        Glob wanted = Glob.of(glob);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .filter(wanted::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        InputStream in = Files.newInputStream(folder.resolve(name));
        open.incrementAndGet();
        return new FilterInputStream(in) {
            private boolean closed;

            @Override
            public void close() throws IOException {
                super.close();
                if (!closed) {
                    closed = true;
                    open.decrementAndGet();
                }
            }
        };
    }

    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(folder.resolve(name));
        open.incrementAndGet();
        return new Counted(channel, open);
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(folder.resolve(name));
    }

    /** A channel that tells when it is closed. */
    private record Counted(SeekableByteChannel channel, AtomicInteger open) implements SeekableByteChannel {

        @Override
        public int read(ByteBuffer buffer) throws IOException {
            return channel.read(buffer);
        }

        @Override
        public int write(ByteBuffer buffer) throws IOException {
            return channel.write(buffer);
        }

        @Override
        public long position() throws IOException {
            return channel.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            channel.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) throws IOException {
            channel.truncate(size);
            return this;
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                channel.close();
                open.decrementAndGet();
            }
        }
    }
}
