// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

/** Streams that may hold one child several times, as their connections say. */
final class Repeating {

    private Repeating() {}

    static Set<Integer> of(Connection connection) throws SQLException {
        return Set.copyOf(Sql.list(connection, "select stream from identity.repeating", row -> row.getInt(1)));
    }
}
