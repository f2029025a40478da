// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.io.input.BoundedInputStream;
import org.apache.cxf.interceptor.Fault;
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
            message.setContent(InputStream.class, bounded(answer));
        }
    }

    private InputStream bounded(InputStream answer) {
        try {
            return BoundedInputStream.builder()
                    .setInputStream(answer)
                    .setMaxCount(largest)
                    .setOnMaxCount((most, count) -> {
                        throw new TooLargeException();
                    })
                    .get();
        } catch (IOException e) {
            throw new Fault(e);
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
}
