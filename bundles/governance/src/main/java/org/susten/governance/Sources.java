// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Which source records are whose. Agreements name connections; the store knows records by the system and the site they came
 * from. What is known of a connection outlives its file, as its records do. Safe for any thread.
 */
@ProviderType
public interface Sources {

    /** The system and site under which a connection's records are kept. */
    record Source(String connection, String system, String site) {}

    /** A connection is configured so from now on. */
    void configured(Source source);

    /** Where a connection's records are: the latest pair under which any came, or else the latest; empty for an unknown name. */
    Optional<Source> find(Connection transaction, String connection);

    /** Every connection that was ever configured, by name. */
    List<String> names(Connection transaction);
}
