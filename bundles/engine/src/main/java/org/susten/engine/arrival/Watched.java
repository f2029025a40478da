// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import org.susten.engine.connection.ConnectorCalls;

/** What arrived, read by a connector that may search it for long before it finds a row. */
public final class Watched {

    private Watched() {}

    /** From its beginning. */
    static final class Stream extends FilterInputStream {

        private final ConnectorCalls calls;

        Stream(InputStream in, ConnectorCalls calls) {
            super(in);
            this.calls = calls;
        }

        @Override
        public int read() throws IOException {
            calls.moved();
            return super.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            calls.moved();
            return super.read(bytes, offset, length);
        }

        @Override
        public long skip(long bytes) throws IOException {
            calls.moved();
            return super.skip(bytes);
        }
    }

    /** From anywhere. */
    record Channel(SeekableByteChannel in, ConnectorCalls calls) implements SeekableByteChannel {

        @Override
        public int read(ByteBuffer bytes) throws IOException {
            calls.moved();
            return in.read(bytes);
        }

        @Override
        public int write(ByteBuffer bytes) {
            throw new NonWritableChannelException();
        }

        @Override
        public long position() throws IOException {
            return in.position();
        }

        @Override
        public SeekableByteChannel position(long position) throws IOException {
            in.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return in.size();
        }

        @Override
        public SeekableByteChannel truncate(long size) {
            throw new NonWritableChannelException();
        }

        @Override
        public boolean isOpen() {
            return in.isOpen();
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
