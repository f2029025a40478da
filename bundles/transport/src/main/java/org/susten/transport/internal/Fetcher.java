// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.susten.transport.courier.Circuits;
import org.susten.transport.courier.Pause;
import org.susten.transport.door.Address;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * Fetches a connection's files when their time has come: waits longer and longer where the other side is not there, tells of it
 * once, and hands each file to the connection's route.
 */
abstract class Fetcher extends TurnTaker {
    private static final Duration FIRST_RETRY = Duration.ofSeconds(30);

    private final Core core;
    private final Pulls pulls;
    private final Circuits circuits;
    private final String connection;
    private final Duration usually;
    /** Used by the turn's thread only, as everything below. */
    private Pause pause = Pause.NONE;

    private int failures;

    /** Looks as often as the address says, and {@code usually} where it does not. */
    Fetcher(
            SustenEndpoint endpoint,
            Processor processor,
            SustenComponent component,
            String connection,
            Duration usually) {
        super(endpoint, processor);
        this.core = component.core();
        this.pulls = component.doors().pulls();
        this.circuits = component.couriers().circuits();
        this.connection = connection;
        this.usually = usually;
    }

    /** Fetches what is there; fails where the other side cannot be asked. */
    abstract void fetch(Address address) throws Exception;

    final Core core() {
        return core;
    }

    final String connection() {
        return connection;
    }

    @Override
    final String about() {
        return "Connection " + connection;
    }

    @Override
    final int turn() {
        Instant now = core.clock().instant();
        if (!pause.over(now)) {
            return 0;
        }
        Address address = pulls.of(connection);
        Duration every = address.options().duration("every", usually);
        Exception failure = Attempt.failure(() -> fetch(address));
        if (failure != null) {
            pause = Pause.from(now, retry(failure, every));
            core.troubles()
                    .open(subject(), "Nothing arrives for " + connection + ": " + TransportException.words(failure));
            return 0;
        }
        failures = 0;
        pause = Pause.from(now, every);
        core.troubles().close(subject());
        return 1;
    }

    private Duration retry(Exception e, Duration every) {
        Duration own = circuits.pause(failures++, FIRST_RETRY, every);
        Duration asked = e instanceof TransportException t ? t.after().orElse(own) : own;
        return asked.compareTo(own) > 0 ? asked : own;
    }

    /** Carries a file through the connection's route; fails where it was not kept. */
    final void hand(InputStream body, String name, String origin) throws Exception {
        InHand inHand = new InHand("fetching for " + connection, connection);
        take(inHand);
        Exchange exchange = createExchange(false);
        try {
            inHand.putInto(exchange);
            exchange.getMessage().setHeader("SustenConnection", connection);
            exchange.getMessage().setHeader(Receive.FILE, name);
            exchange.getMessage().setHeader(Receive.ORIGIN, origin);
            exchange.getMessage().setBody(body);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
        } finally {
            releaseExchange(exchange, false);
        }
    }

    private String subject() {
        return "arrival:" + connection;
    }
}
