// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.Serial;

/** A body that ends in an error once it has grown larger than it may, whatever its length was said to be. One thread. */
final class CappedBody extends ServletInputStream {

    private final ServletInputStream body;
    private final long most;
    private long left;

    CappedBody(ServletInputStream body, long most) {
        this.body = body;
        this.most = most;
        this.left = most;
    }

    @Override
    public int read() throws IOException {
        int read = body.read();
        count(read < 0 ? 0 : 1);
        return read;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = body.read(bytes, offset, length);
        count(Math.max(0, read));
        return read;
    }

    private void count(int read) throws IOException {
        left -= read;
        if (left < 0) {
            throw new TooLargeException(most);
        }
    }

    /** The body has grown larger than it may; the number in front is what whoever parses it answers with. */
    static final class TooLargeException extends IOException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final long most;

        TooLargeException(long most) {
            super("413: the body is larger than " + most + " bytes");
            this.most = most;
        }

        /** How many bytes it may have. */
        long most() {
            return most;
        }
    }

    @Override
    public boolean isFinished() {
        return body.isFinished();
    }

    @Override
    public boolean isReady() {
        return body.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
        body.setReadListener(listener);
    }
}
