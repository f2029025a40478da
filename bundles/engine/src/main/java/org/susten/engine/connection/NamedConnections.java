// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.engine.Connections;
import org.susten.engine.Connections.Connection;
import org.susten.governance.Sources;
import org.susten.governance.Sources.Source;

/** Tells governance under which system and site a connection's records are kept: agreements name connections. */
@Component
public final class NamedConnections implements Connections.Listener {

    private static final Logger log = LoggerFactory.getLogger(NamedConnections.class);

    private final Sources sources;

    /** For this hub's agreements. */
    @Activate
    public NamedConnections(@Reference Sources sources) {
        this.sources = sources;
    }

    @Override
    public void came(Connection connection) {
        try {
            sources.configured(
                    new Source(connection.name(), connection.catalogue().id(), connection.site()));
        } catch (DatabaseException e) {
            log.warn(
                    "agreements cannot name connection {} yet, for the database failed; save its file again: {}",
                    connection.name(),
                    e.getMessage());
        }
    }

    @Override
    public void went(String name) {
        // Its records stay, and with them what they are called by.
    }
}
