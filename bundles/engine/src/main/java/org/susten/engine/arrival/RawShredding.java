// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.spi.ConnectorException;

/** Destroys what arrived for an agreement only: the files, and the rows of them that lie in quarantine. */
public final class RawShredding {

    private final EngineDatabase database;
    private final Vault vault;

    RawShredding(EngineDatabase database, Vault vault) {
        this.database = database;
        this.vault = vault;
    }

    /** Returns how many files it destroyed. The note that it ended comes first, so that nothing arrives meanwhile. */
    int destroy(String agreement, Instant now) {
        database.inTransaction(connection -> {
            Sql.list(connection, "select pg_advisory_xact_lock(hashtextextended(?, 2))", row -> true, agreement);
            return Sql.run(
                    connection,
                    "insert into engine.ended (agreement, at) values (?, ?) on conflict (agreement) do nothing",
                    agreement,
                    now);
        });
        List<String> contents = database.inTransaction(connection -> {
            Sql.run(
                    connection,
                    """
                    delete from engine.quarantine where run in
                    (select run from engine.run_arrival join engine.arrival using (arrival) where agreement = ?)""",
                    agreement);
            return Sql.list(
                    connection,
                    "select distinct sha256 from engine.arrival where agreement = ? and pruned is null",
                    row -> row.getString(1),
                    agreement);
        });
        int destroyed = 0;
        for (String content : contents) {
            destroyed += database.inTransaction(connection -> destroy(connection, agreement, content, now)) ? 1 : 0;
        }
        rewrite();
        return destroyed;
    }

    /** Whether the file is gone: another connection may have brought the same. */
    private boolean destroy(Connection connection, String agreement, String content, Instant now) throws SQLException {
        ArrivalTable.lockContent(connection, content);
        Sql.run(
                connection,
                """
                update engine.arrival set pruned = ?, state = case when state = 'taken' then 'taken' else 'done' end
                where agreement = ? and sha256 = ? and pruned is null""",
                now,
                agreement,
                content);
        if (ArrivalTable.kept(connection, content)) {
            return false;
        }
        try {
            vault.delete(content);
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException("raw input cannot be deleted: give the hub's user the right to", e);
        }
    }

    /** Rows deleted stay on disk until their pages are written anew. */
    private void rewrite() {
        try (Connection connection = database.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum (full) engine.quarantine");
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** Whether an agreement's raw input was destroyed; it is not before this transaction ends where it was not until now. */
    public static boolean ended(Connection connection, String agreement) throws SQLException {
        Sql.list(connection, "select pg_advisory_xact_lock_shared(hashtextextended(?, 2))", row -> true, agreement);
        return Sql.exists(connection, "select 1 from engine.ended where agreement = ?", agreement);
    }

    /**
     * Fails a run of what arrived for an agreement that has ended meanwhile; it does not end before this transaction does where it has not
     * until now.
     */
    public static void refuseEnded(Connection connection, Collection<ArrivalTable.Arrival> arrivals)
            throws SQLException {
        Set<String> agreements =
                arrivals.stream().map(ArrivalTable.Arrival::agreement).collect(Collectors.toCollection(TreeSet::new));
        agreements.remove("");
        for (String agreement : agreements) {
            if (ended(connection, agreement)) {
                throw new ConnectorException(
                        ConnectorException.Kind.BROKEN,
                        "its raw input was kept for agreement " + agreement
                                + " only, which has ended while it was read: nothing of it is taken. Steward: under an agreement in force"
                                + " its source may send it again");
            }
        }
    }

    /** The agreement whose end destroyed what a run had read. */
    public static Optional<String> ended(Connection connection, long run) throws SQLException {
        return Sql.first(
                connection,
                """
                select agreement from engine.arrival join engine.run_arrival using (arrival) join engine.ended using (agreement)
                where run = ? and pruned is not null limit 1""",
                row -> row.getString(1),
                run);
    }
}
