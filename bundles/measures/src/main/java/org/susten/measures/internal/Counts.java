// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was counted last of measures about the same children, so that it is counted once however many of them are asked for, while
 * nothing is committed and the person index stays as it is. Counts of groups only. Safe for several threads.
 */
final class Counts {

    /** Measures in force are few, and of one hub's families mostly one is looked at. */
    private static final int MOST = 16;

    private static final String NOW =
            "select (select coalesce(max(id), 0) from store.commit_v1), (select last from identity.change_v1)";

    /** Up to where the data was read: both grow with everything that can change a count. */
    private record State(long commit, long identity) {}

    /** Of measures about the same children. Who asks meanwhile waits, and does not count the same once more. */
    private static final class Counted {

        private @Nullable State state;
        private @Nullable Tally tally;

        synchronized Tally tally(Connection connection, Together together) throws SQLException {
            // Read before the data: what is committed meanwhile is counted, and once more the next time.
            State now = now(connection);
            Tally known = tally;
            if (known == null || !now.equals(state)) {
                known = new Evaluation(together).count(connection);
                tally = known;
                state = now;
            }
            return known;
        }
    }

    private final Map<Together, Counted> counted = new LinkedHashMap<>(MOST, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Together, Counted> eldest) {
            return size() > MOST;
        }
    };

    /** As they are now. */
    Tally of(Connection connection, Together together) throws SQLException {
        Counted found;
        synchronized (counted) {
            found = counted.computeIfAbsent(together, any -> new Counted());
        }
        return found.tally(connection, together);
    }

    private static State now(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(NOW);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return new State(row.getLong(1), row.getLong(2));
        }
    }
}
