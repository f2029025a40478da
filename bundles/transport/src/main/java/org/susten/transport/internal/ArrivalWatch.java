// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.time.Duration;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.transport.door.Address;
import org.susten.transport.door.SftpDoor;
import org.susten.transport.door.TransportException;

/** Whether the place files come from can be reached: one alert when it cannot, closed when it can. */
final class ArrivalWatch implements PollingConsumerPollStrategy, ExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ArrivalWatch.class);

    private final Troubles troubles;
    private final String connection;
    private final Address address;
    private final Before before;
    private final Duration quiet;
    private volatile boolean said;

    /** What must succeed before a look. */
    @FunctionalInterface
    interface Before {
        void look() throws IOException;
    }

    /**
     * Watches one connection's place.
     *
     * @param round how long it takes until a file that could not be taken is tried again
     */
    ArrivalWatch(Troubles troubles, String connection, Address address, Before before, Duration round) {
        this.troubles = troubles;
        this.connection = connection;
        this.address = address;
        this.before = before;
        this.quiet = round.multipliedBy(2).plusMinutes(1);
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        try {
            before.look();
            return true;
        } catch (TransportException | IOException e) {
            say(e);
            return false;
        }
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polled) {
        said = false;
        troubles.close(subject());
        // a file that could not be taken may be gone, and then nothing else would tell
        troubles.closeAfter(Receive.subject(connection), quiet);
    }

    @Override
    public boolean rollback(Consumer consumer, Endpoint endpoint, int retries, Exception cause) {
        say(address.scheme().equals("sftp") ? SftpDoor.trouble(address.toString(), cause) : cause);
        return false;
    }

    // What Camel would write to the log each time, we have said already: as an alert, and once.

    @Override
    public void handleException(Throwable exception) {
        log.debug("Connection {}", connection, TransportException.bare(exception));
    }

    @Override
    public void handleException(@Nullable String message, Throwable exception) {
        handleException(exception);
    }

    @Override
    public void handleException(@Nullable String message, @Nullable Exchange exchange, @Nullable Throwable exception) {
        if (exception != null) {
            handleException(exception);
        }
    }

    private void say(Exception cause) {
        if (!said) {
            said = true;
            log.warn("Nothing arrives for {}: {}", connection, TransportException.words(cause));
        }
        troubles.open(subject(), "Nothing arrives for " + connection + ": " + TransportException.words(cause));
        log.debug("Connection {}", connection, TransportException.bare(cause));
    }

    private String subject() {
        return "arrival:" + connection;
    }
}
