// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.cxf.message.Message;
import org.apache.cxf.phase.AbstractPhaseInterceptor;
import org.apache.cxf.phase.Phase;
import org.susten.spi.ConnectorException;

/** Ends an answer, with all that comes beside it, at its bound: CXF bounds each part, and keeps them all in memory. Of any thread. */
final class SoapBound extends AbstractPhaseInterceptor<Message> {

    private final long largest;

    SoapBound(long largest) {
        super(Phase.RECEIVE);
        this.largest = largest;
    }

    @Override
    public void handleMessage(Message message) {
        InputStream answer = message.getContent(InputStream.class);
        if (answer != null) {
            message.setContent(InputStream.class, new Counted(answer, largest));
        }
    }

    /** What it means that there is more. */
    static ConnectorException tooLarge(long largest) {
        return CxfSoapClients.broken(
                "the service answered with more than " + (largest >> 20) + " MB: ask for smaller pages");
    }

    /** There is more. */
    static final class TooLargeException extends IOException {

        private static final long serialVersionUID = 1L;
    }

    private static final class Counted extends FilterInputStream {

        private long left;

        Counted(InputStream in, long largest) {
            super(in);
            this.left = largest;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count(Math.max(0, read));
            return read;
        }

        private void count(int read) throws TooLargeException {
            left -= read;
            if (left < 0) {
                throw new TooLargeException();
            }
        }
    }
}
