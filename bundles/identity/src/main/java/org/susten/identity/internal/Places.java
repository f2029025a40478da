// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.susten.identity.Reviews.Place;

/** Where source records stand in their sources, by the store's published views. */
final class Places {

    private static final String PLACE =
            """
            select s.system, s.site, s.name, coalesce(p.key, '') from identity.link l join store.stream_v1 s on s.stream = l.stream
            left join store.person_v1 p on p.row = l.row where l.row = ?
            """;

    private Places() {}

    /** Empty where no store is there, as in a throw-away index. */
    static Optional<Place> of(Connection connection, UUID row) throws SQLException {
        if (!known(connection)) {
            return Optional.empty();
        }
        return Sql.list(
                        connection,
                        PLACE,
                        r -> new Place(r.getString(1), r.getString(2), r.getString(3), r.getString(4)),
                        row)
                .stream()
                .findFirst();
    }

    /** Whether a store is there. */
    static boolean known(Connection connection) throws SQLException {
        return Sql.number(connection, "select count(*) from pg_class where oid = to_regclass('store.person_v1')") > 0;
    }
}
