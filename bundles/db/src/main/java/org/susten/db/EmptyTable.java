// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A table that is still empty and gets many rows at once. It is filled without its indexes, which are built afterwards from sorted rows,
 * and as a new file, whose pages need not be written to the log where the server archives none. Others wait meanwhile to read it, so it
 * is taken only where nobody has it now. All of it is part of the caller's transaction. For one thread.
 */
public final class EmptyTable {

    /** From so many rows on it is worth while to build indexes anew. */
    public static final long MANY = 10_000;

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String INDEXES =
            """
            select format('%%I.%%I', n.nspname, i.relname), pg_get_indexdef(i.oid), coalesce(quote_ident(c.conname), ''),
                   coalesce(pg_get_constraintdef(c.oid), '')
            from pg_index x join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace
            left join pg_constraint c on c.conindid = i.oid and c.conrelid = x.indrelid and c.contype in ('p', 'u')
            where x.indrelid = '%s'::regclass order by x.indisprimary desc, i.relname
            """;

    /** An index, with the constraint that is kept by it; without one, that is blank. */
    private record Index(String name, String definition, String constraint, String constraintDefinition) {

        String drop(String table) {
            return constraint.isEmpty()
                    ? "drop index " + name
                    : "alter table " + table + " drop constraint " + constraint;
        }

        String create(String table) {
            return constraint.isEmpty()
                    ? definition
                    : "alter table " + table + " add constraint " + constraint + " " + constraintDefinition;
        }
    }

    /** Puts rows into the table. */
    @FunctionalInterface
    public interface Filling {

        /** Called once, in the transaction. */
        void run() throws SQLException;
    }

    private final Connection connection;
    private final String table;

    /**
     * Nothing happens yet.
     *
     * @param connection in a transaction of the table's owner
     * @param table with its schema, as SQL writes it; no key of another table refers to it
     */
    public EmptyTable(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /**
     * Fills the table in the fast way.
     *
     * @return false where that cannot be, because it is not empty or somebody has it: nothing is done then
     * @throws SQLException of the filling or of PostgreSQL; the transaction is to be given up
     */
    public boolean fill(Filling filling) throws SQLException {
        if (!take()) {
            return false;
        }
        List<Index> indexes = indexes();
        run("truncate " + table);
        for (Index index : indexes) {
            run(index.drop(table));
        }
        filling.run();
        for (Index index : indexes) {
            run(index.create(table));
        }
        // Whoever comes next plans by it; autovacuum comes a minute later and looks closer.
        run("set local default_statistics_target = 10; analyze " + table);
        return true;
    }

    private List<Index> indexes() throws SQLException {
        List<Index> indexes = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(INDEXES.formatted(table))) {
            while (rows.next()) {
                indexes.add(new Index(rows.getString(1), rows.getString(2), rows.getString(3), rows.getString(4)));
            }
        }
        return indexes;
    }

    /** Has the table for this transaction alone, and it is empty. */
    private boolean take() throws SQLException {
        if (!empty()) {
            return false;
        }
        Savepoint before = connection.setSavepoint();
        try {
            run("lock table " + table + " in access exclusive mode nowait");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                connection.rollback(before);
                return false;
            }
            throw e;
        }
        connection.releaseSavepoint(before);
        return empty();
    }

    private boolean empty() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select 1 from " + table + " limit 1")) {
            return !rows.next();
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
