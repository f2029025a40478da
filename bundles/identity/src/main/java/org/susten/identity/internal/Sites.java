// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.susten.db.DatabaseException;

/** Whose system a stream comes from, read when first asked. For one thread and transaction. */
final class Sites {

    private record Stream(int number, String site) {}

    private final Connection connection;
    private final Map<Integer, String> sites = new HashMap<>();
    private boolean read;

    Sites(Connection connection) {
        this.connection = connection;
    }

    /** Whether two streams are of one site: the same district's student system and its attendance, say. */
    boolean same(int one, int other) {
        if (one == other) {
            return true;
        }
        if (!read) {
            read();
        }
        String site = sites.get(one);
        return site != null && site.equals(sites.get(other));
    }

    private void read() {
        try {
            if (Places.known(connection)) {
                Sql.list(
                                connection,
                                "select stream, site from store.stream_v1",
                                row -> new Stream(row.getInt(1), row.getString(2)))
                        .forEach(stream -> sites.put(stream.number, stream.site));
            }
            read = true;
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }
}
