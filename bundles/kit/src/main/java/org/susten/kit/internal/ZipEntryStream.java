// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;

/** One file of an archive; gives no byte more than the directory says, and fails where the checksum does. */
final class ZipEntryStream extends InputStream {

    private final String where;
    private final InputStream in;
    private final Closeable zip;
    private final Closeable channel;
    private final long size;
    private final long crc;
    private final CRC32 sum = new CRC32();
    private long count;

    ZipEntryStream(String where, InputStream in, Closeable zip, Closeable channel, long size, long crc) {
        this.where = where;
        this.in = in;
        this.zip = zip;
        this.channel = channel;
        this.size = size;
        this.crc = crc;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        if (read > 0) {
            count += read;
            sum.update(buffer, offset, read);
        }
        if (count > size || (read < 0 && (count != size || sum.getValue() != crc))) {
            throw new IOException(where + " does not hold the bytes that the archive's directory says");
        }
        return read;
    }

    @Override
    public void close() throws IOException {
        try (channel;
                zip) {
            in.close();
        }
    }
}
