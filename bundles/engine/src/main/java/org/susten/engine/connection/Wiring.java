// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.util.Optional;
import org.susten.engine.Connections;
import org.susten.spi.Connector;

/** Connections with the connectors behind them. */
public interface Wiring {

    /** A connection and its connector. */
    record Wired(Connections.Connection connection, Connector connector) {

        /** The connection's short name in source ids. */
        public String site() {
            return connection.site();
        }
    }

    /** The connection of that name, if it can run. */
    Optional<Wired> wired(String name);

    /** Whether a file asks for a connection of that name, even if it cannot run now. */
    boolean wanted(String name);
}
