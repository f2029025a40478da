// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.db.Database;
import org.susten.model.SourceId;

/** The streams that records come from, each with a number. Safe for any thread. */
final class Streams {

    /**
     * One stream of one connection.
     *
     * @param prefix what is hashed before the key
     */
    record Stream(int number, byte[] prefix, String system, String site, String name) {

        boolean holds(SourceId id) {
            return name.equals(id.stream()) && site.equals(id.site()) && system.equals(id.system());
        }
    }

    private record Name(String system, String site, String stream) {}

    private static final String NUMBER =
            """
            with added as (
                insert into store.stream (system, site, name) select ?, ?, ?
                where not exists (select from store.stream where system = ? and site = ? and name = ?)
                on conflict do nothing returning stream)
            select stream from added
            union all select stream from store.stream where system = ? and site = ? and name = ?
            """;

    private final Database database;
    private final Map<Name, Stream> known = new ConcurrentHashMap<>();

    Streams(Database database) {
        this.database = database;
    }

    /** The stream of an id; given a number where it is new. */
    Stream of(SourceId id) {
        return of(id.system(), id.site(), id.stream());
    }

    Stream of(String system, String site, String stream) {
        Name name = new Name(system, site, stream);
        Stream found = known.get(name);
        return found != null ? found : known.computeIfAbsent(name, this::register);
    }

    private Stream register(Name name) {
        int number = database.inTransaction(connection -> {
            Optional<Integer> found = Optional.empty();
            while (found.isEmpty()) { // another hub may be registering the same stream
                found = number(connection, name);
            }
            return found.get();
        });
        return new Stream(
                number, RowIds.prefix(name.system, name.site, name.stream), name.system, name.site, name.stream);
    }

    private static Optional<Integer> number(Connection connection, Name name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NUMBER)) {
            for (int i = 0; i < 3; i++) {
                statement.setString(3 * i + 1, name.system);
                statement.setString(3 * i + 2, name.site);
                statement.setString(3 * i + 3, name.stream);
            }
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getInt(1)) : Optional.empty();
            }
        }
    }
}
