// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.IOException;
import java.util.Map;
import org.apache.camel.Exchange;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.transport.door.Address;
import org.susten.transport.door.TransportException;

/** Brings deliveries to partners by the courier their address asks for, and leaves a partner alone who does not answer. */
public final class Couriers {
    private final Map<String, Courier> couriers;
    private final Circuits circuits;

    /** By the scheme of an address. */
    public Couriers(Map<String, Courier> couriers, Circuits circuits) {
        this.couriers = Map.copyOf(couriers);
        this.circuits = circuits;
    }

    /** Brings it, or throws with what failed and who must act; a partner that does not answer is left alone for a while. */
    public void carry(Delivery delivery, Exchange exchange) {
        Address to = Address.delivery(delivery.destination());
        Courier courier = couriers.get(to.scheme());
        if (courier == null) {
            throw TransportException.settings("nothing brings parcels to " + to, "use file:, sftp:, s3: or https:");
        }
        enter(to, exchange);
        try {
            courier.carry(Parcel.of(delivery, again(exchange)), to, exchange);
            circuits.succeeded(to.partner());
        } catch (TransportException e) {
            circuits.failed(to.partner(), e);
            throw e;
        } catch (IOException e) {
            TransportException failure = new TransportException(
                    TransportException.Kind.UNAVAILABLE,
                    to + to.way() + " did not take it: " + TransportException.words(e) + hint(to),
                    e);
            circuits.failed(to.partner(), failure);
            throw failure;
        }
    }

    /** Where the attempt before this one, in the same turn, opened the circuit, something was tried all the same. */
    private void enter(Address to, Exchange exchange) {
        try {
            circuits.enter(to.partner());
        } catch (TransportException e) {
            throw exchange.getMessage().getHeader(Exchange.REDELIVERED, false, boolean.class)
                    ? TransportException.later(
                            String.valueOf(e.getMessage()), e.after().orElse(null))
                    : e;
        }
    }

    /** A folder's faults are this machine's own; those of a server are its partner's to mend. */
    private static String hint(Address to) {
        return to.scheme().equals("file")
                ? ". Hub operator: make room there, or let the hub's user write; it is sent again by itself"
                : ". It is sent again by itself; where that goes on, the partner must look at its server"
                        + (to.way().isEmpty() ? "" : ", or this network's administrator at the proxy");
    }

    /** Whether it may have been sent before: in an attempt before this one, or in this one. */
    private static boolean again(Exchange exchange) {
        return exchange.getProperty(Parcel.AGAIN, false, boolean.class)
                || exchange.getMessage().getHeader(Exchange.REDELIVERED, false, boolean.class);
    }

    /** Which partners are left alone now. */
    public Circuits circuits() {
        return circuits;
    }
}
