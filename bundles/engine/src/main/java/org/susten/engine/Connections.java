// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.spi.Catalogue;

/** The configured connections: one per file {@code etc/org.susten.connector.<id>-<name>.cfg}. Safe for any thread. */
@ProviderType
public interface Connections {

    /**
     * One connection.
     *
     * @param name the part of the file's name after the first hyphen
     * @param connector the connector's id
     * @param catalogue what it offers
     * @param arrive where its files come from: a URI of an allowed scheme, or empty for a source that is asked
     * @param schedule cron expression for a source that is asked, or empty
     * @param settings every key of the file; secrets are names
     */
    record Connection(
            String name,
            String connector,
            Catalogue catalogue,
            String arrive,
            String schedule,
            Map<String, String> settings) {

        /** Its short name in source ids. */
        public String site() {
            return settings.getOrDefault("site", name);
        }
    }

    /** Connections whose file is good and whose connector is installed, by name. */
    List<Connection> all();

    /** The connection of that name. */
    Optional<Connection> find(String name);

    /**
     * A connection that cannot run.
     *
     * @param reason what is missing and what to do, for example the feature to install
     */
    record Disabled(String name, String connector, String reason) {}

    /** Connections whose file is good and whose connector is not installed, or has stopped, by name. */
    default List<Disabled> disabled() {
        return List.of();
    }

    /** Proves access, without reading. Returns problems for people; empty where all is well. */
    List<String> check(String name);

    /** Told of connections that come, change and go. Register as a service. */
    @org.osgi.annotation.versioning.ConsumerType
    interface Listener {
        /** A connection is there, or is there with new settings. */
        void came(Connection connection);

        /** A connection is gone. */
        void went(String name);
    }
}
