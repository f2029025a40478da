// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Bytes of a file that must stay as it is while it is read. The check runs at the end, before the reader learns that it is the
 * end: whoever keeps the bytes then keeps nothing of a file that changed, grew or was cut.
 */
public final class SteadyInput extends FilterInputStream {

    /** Throws where what was read is not the whole. */
    @FunctionalInterface
    public interface Whole {
        void check(long bytes) throws IOException;
    }

    private final Whole whole;
    private long bytes;
    private boolean checked;

    /** Asks {@code whole} once, at the end. */
    public SteadyInput(InputStream in, Whole whole) {
        super(in);
        this.whole = whole;
    }

    /** Exactly this many bytes. */
    public static InputStream ofLength(InputStream in, long length, String what) {
        return new SteadyInput(in, bytes -> {
            if (bytes != length) {
                throw changed(what + " ended after " + bytes + " of " + length + " bytes");
            }
        });
    }

    /** An I/O failure, so that whoever keeps the bytes cleans up as for any other. */
    public static IOException changed(String what) {
        String message = what + ": not taken, it is tried again";
        return new IOException(message, new TransportException(TransportException.Kind.CHANGED, message));
    }

    @Override
    public int read() throws IOException {
        int read = in.read();
        count(read < 0 ? -1 : 1);
        return read;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = in.read(buffer, offset, length);
        count(read);
        return read;
    }

    @Override
    public long skip(long n) throws IOException {
        long skipped = 0;
        while (skipped < n && read() >= 0) {
            skipped++;
        }
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    private void count(int read) throws IOException {
        if (read >= 0) {
            bytes += read;
        } else if (!checked) {
            checked = true;
            whole.check(bytes);
        }
    }
}
