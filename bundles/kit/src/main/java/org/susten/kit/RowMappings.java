// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import org.osgi.annotation.versioning.ConsumerType;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The mapping files in force, as a service: for connectors that bring rows from elsewhere than files and leave their meaning to a
 * mapping.
 */
@ProviderType
public interface RowMappings {

    /** Told, once at the beginning and then whenever it changes, what a mapping is. Calls do not overlap for one follower. */
    @ConsumerType
    interface Follower {

        /** The mapping is in force, or is in force with another content. */
        void inForce(RowMapping mapping);

        /** The mapping is not in force, and why. */
        void absent(String why);
    }

    /** Ends when it is closed. */
    @ProviderType
    interface Following extends AutoCloseable {

        @Override
        void close();
    }

    /**
     * Follows {@code etc/mappings/<name>.yaml}.
     *
     * @param name the mapping
     * @param system the connector's id, which becomes the system of the rows' source ids
     * @param site the connection's site
     */
    Following follow(String name, String system, String site, Follower follower);
}
