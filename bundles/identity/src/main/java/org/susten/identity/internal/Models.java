// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.susten.identity.matching.Model;

/** The model in force, read once for each version. Safe for any thread. */
final class Models {

    /** What a hub begins with; of a middling community, so that thin evidence does not link. */
    static final Model FIRST = Model.initial(50_000);

    /** A model and its version. */
    record Versioned(long version, Model model) {}

    private volatile Versioned current = new Versioned(FIRST.version(), FIRST);

    Versioned inForce(Connection connection) throws SQLException {
        List<Long> versions = Sql.list(
                connection, "select version from identity.model where state = 'in force'", row -> row.getLong(1));
        long version = versions.isEmpty() ? FIRST.version() : versions.get(0);
        Versioned known = current;
        if (known.version() != version) {
            known = new Versioned(version, versions.isEmpty() ? FIRST : read(connection, version));
            current = known;
        }
        return known;
    }

    static Model read(Connection connection, long version) throws SQLException {
        return Sql.list(
                        connection,
                        "select content from identity.model where version = ?",
                        row -> Model.ofJson(row.getString(1)),
                        version)
                .get(0);
    }
}
