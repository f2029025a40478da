// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.transport.door.Address;
import org.susten.transport.door.TransportException;

/** What the hub fetches for which connection. Safe for any thread. */
final class Pulls {
    private final Map<String, Address> addresses = new ConcurrentHashMap<>();

    /** From now on this is where the connection's files lie. */
    void put(String connection, Address address) {
        addresses.put(connection, address);
    }

    void forget(String connection) {
        addresses.remove(connection);
    }

    Address of(String connection) {
        Address address = addresses.get(connection);
        if (address == null) {
            throw TransportException.settings(
                    "connection " + connection + " has no address to fetch from",
                    "write one that begins with https:, s3: or imap: as its arrive setting");
        }
        return address;
    }
}
