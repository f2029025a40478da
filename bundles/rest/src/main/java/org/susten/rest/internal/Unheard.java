// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;

/**
 * The body of whoever was refused: dropped as it comes, so that they hear why. The container would close the line, and a
 * caller that is still sending then sees a broken line and no answer. No thread waits for it, and not for ever.
 */
final class Unheard implements ReadListener {

    /** How long it may go on. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AsyncContext exchange;
    private final ServletInputStream body;
    private final byte[] dropped = new byte[8192];

    private Unheard(AsyncContext exchange, ServletInputStream body) {
        this.exchange = exchange;
        this.body = body;
    }

    /** Sends what has been answered, and goes on dropping what still comes after this has returned. */
    static void drop(HttpServletRequest in, HttpServletResponse out, Duration patience) throws IOException {
        boolean coming = in.getContentLengthLong() > 0 || in.getHeader("Transfer-Encoding") != null;
        // who expects a word before sending has it now
        if (!coming || in.getHeader("Expect") != null || !in.isAsyncSupported()) {
            return;
        }
        out.flushBuffer();
        AsyncContext exchange = in.startAsync();
        exchange.setTimeout(patience.toMillis());
        exchange.addListener(new Impatient());
        ServletInputStream body = in.getInputStream();
        body.setReadListener(new Unheard(exchange, body));
    }

    @Override
    public void onDataAvailable() throws IOException {
        while (body.isReady()) {
            if (body.read(dropped) < 0) {
                return;
            }
        }
    }

    @Override
    public void onAllDataRead() {
        exchange.complete();
    }

    @Override
    public void onError(Throwable gone) {
        exchange.complete();
    }

    private static final class Impatient implements AsyncListener {

        @Override
        public void onTimeout(AsyncEvent event) {
            event.getAsyncContext().complete();
        }

        @Override
        public void onComplete(AsyncEvent event) {
            // nothing is held
        }

        @Override
        public void onError(AsyncEvent event) {
            // the body's own listener hears it
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            // is not started again
        }
    }
}
