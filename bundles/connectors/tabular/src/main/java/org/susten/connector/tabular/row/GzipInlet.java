// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.row;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.susten.spi.Inlet;

/**
 * Compressed files of an inlet, unpacked as they are read. A file that unpacks to more than any table could, for its size, is a
 * bomb and its reading fails.
 *
 * @param packed the files as they arrived
 */
public record GzipInlet(Inlet packed) implements Inlet {

    /** Daily attendance, the best packed table there is, packs 20 to 60 fold. */
    private static final long RATIO = 400;

    private static final long FREE = 32L << 20;
    private static final int BUFFER = 1 << 16;

    @Override
    public List<String> names(String glob) {
        return packed.names(glob);
    }

    @Override
    public InputStream open(String name) throws IOException {
        InputStream in = packed.open(name);
        try {
            return new Limited(new GZIPInputStream(in, BUFFER), FREE + packed.size(name) * RATIO, name);
        } catch (IOException e) {
            in.close();
            throw new IOException(name + " ends with .gz but is no gzip file", e);
        }
    }

    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        throw new IOException(name + " is compressed and can be read forward only");
    }

    /** What is known of it: the size it has packed. */
    @Override
    public long size(String name) throws IOException {
        return packed.size(name);
    }

    private static final class Limited extends FilterInputStream {
        private final String name;
        private long left;

        Limited(InputStream in, long limit, String name) {
            super(in);
            this.left = limit;
            this.name = name;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int bytes) throws IOException {
            left -= bytes;
            if (left < 0) {
                throw new IOException(name + " unpacks to more than a table could; ask its sender");
            }
        }
    }
}
