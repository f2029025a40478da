// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;

/**
 * A table of records that is still empty. It is filled without its indexes, which are built afterwards from sorted rows, and as a
 * new file, whose pages need not be written to the log where the server archives none. Others wait meanwhile to read it, so it is
 * taken only where nobody has it now.
 */
final class EmptyTable {

    private static final String LOCK_NOT_AVAILABLE = "55P03";

    private static final String INDEXES =
            """
            select i.relname, pg_get_indexdef(i.oid), x.indisprimary from pg_index x join pg_class i on i.oid = x.indexrelid
            where x.indrelid = '%s'::regclass order by x.indisprimary desc, i.relname
            """;

    private record Index(String name, String definition, boolean primary) {}

    private final Connection connection;
    private final String table;

    EmptyTable(Connection connection, Shape shape) {
        this.connection = connection;
        this.table = "store." + shape.table();
    }

    /** Runs the insert in the fast way; false where that cannot be: nothing is done then. */
    boolean fill(String insert) throws SQLException {
        if (!take()) {
            return false;
        }
        List<Index> indexes = Sql.list(
                connection,
                INDEXES.formatted(table),
                row -> new Index(row.getString(1), row.getString(2), row.getBoolean(3)));
        Sql.run(connection, "truncate " + table);
        for (Index index : indexes) {
            Sql.run(
                    connection,
                    index.primary
                            ? "alter table " + table + " drop constraint " + index.name
                            : "drop index store." + index.name);
        }
        Sql.run(connection, insert);
        for (Index index : indexes) {
            Sql.run(
                    connection,
                    index.primary
                            ? "alter table " + table + " add constraint " + index.name + " primary key (row)"
                            : index.definition);
        }
        return true;
    }

    /** Has the table for this transaction alone, and it is empty. */
    private boolean take() throws SQLException {
        if (Sql.any(connection, "from " + table)) {
            return false;
        }
        Savepoint before = connection.setSavepoint();
        try {
            Sql.run(connection, "lock table " + table + " in access exclusive mode nowait");
        } catch (SQLException e) {
            if (LOCK_NOT_AVAILABLE.equals(e.getSQLState())) {
                connection.rollback(before);
                return false;
            }
            throw e;
        }
        connection.releaseSavepoint(before);
        return !Sql.any(connection, "from " + table);
    }
}
