// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import org.susten.identity.matching.Model;

/** The model in force, read once for each version. Safe for any thread. */
final class Models {

    /** What a hub begins with; of a middling community, so that thin evidence does not link. */
    static final Model FIRST = Model.initial(50_000);

    private static final long FIRST_VERSION = FIRST.version();

    /** A model and its version. */
    record Versioned(long version, Model model) {}

    private volatile Versioned current = new Versioned(FIRST_VERSION, FIRST);

    Versioned inForce(Connection connection) throws SQLException {
        return of(connection, Sql.number(connection, "select " + Moment.MODEL));
    }

    /** The model that is in force as {@link Moment#model} tells. */
    Versioned of(Connection connection, long inForce) throws SQLException {
        long version = version(inForce);
        Versioned known = current;
        if (known.version() != version) {
            known = new Versioned(version, inForce == 0 ? FIRST : read(connection, version));
            current = known;
        }
        return known;
    }

    /** The version of the model that is in force as {@link Moment#model} tells. */
    static long version(long inForce) {
        return inForce == 0 ? FIRST_VERSION : inForce;
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
