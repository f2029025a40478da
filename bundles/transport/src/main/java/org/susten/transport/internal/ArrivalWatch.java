// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.PollingConsumerPollStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.engine.Alerts;

/** Whether the place files come from can be reached: one alert when it cannot, closed when it can. */
final class ArrivalWatch implements PollingConsumerPollStrategy, ExceptionHandler {
    private static final Logger log = LoggerFactory.getLogger(ArrivalWatch.class);

    private final Alerts alerts;
    private final String connection;
    private final Address address;
    private final Runnable permit;
    /** True until it was reached: an alert may be open from before a restart. */
    private volatile boolean alert = true;

    private volatile boolean said;

    ArrivalWatch(Alerts alerts, String connection, Address address, Runnable permit) {
        this.alerts = alerts;
        this.connection = connection;
        this.address = address;
        this.permit = permit;
    }

    @Override
    public boolean begin(Consumer consumer, Endpoint endpoint) {
        try {
            permit.run();
            return true;
        } catch (TransportException e) {
            say(e);
            return false;
        }
    }

    @Override
    public void commit(Consumer consumer, Endpoint endpoint, int polled) {
        if (alert) {
            alert = false;
            said = false;
            alerts.close("arrival:" + connection);
        }
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
        alert = true;
        alerts.open(
                "arrival:" + connection, "Nothing arrives for " + connection + ": " + TransportException.words(cause));
        log.debug("Connection {}", connection, TransportException.bare(cause));
    }
}
