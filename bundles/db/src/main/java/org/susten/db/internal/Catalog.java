// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What PostgreSQL itself says of the hub's schemas: those that have a table {@code migration}. */
final class Catalog {

    private static final String OURS =
            " in (select schemaname from pg_tables where tablename = '" + Migrations.TABLE + "')";

    /** A migration that was applied, in the order of all schemas. */
    record Applied(String schema, String script, String version) {}

    private Catalog() {}

    /** The hub's lasting tables but the records of migrations; each behind those it refers to. */
    static List<String> tables(Connection connection) throws SQLException {
        Map<String, Set<String>> needs = new TreeMap<>();
        for (String[] row : rows(
                connection,
                """
                select format('%I.%I', n.nspname, c.relname), coalesce(f.needed, '')
                from pg_class c join pg_namespace n on n.oid = c.relnamespace
                left join lateral (select format('%I.%I', rn.nspname, r.relname) needed
                    from pg_constraint k join pg_class r on r.oid = k.confrelid join pg_namespace rn on rn.oid = r.relnamespace
                    where k.conrelid = c.oid and k.contype = 'f' and r.oid <> c.oid) f on true
                where c.relkind = 'r' and c.relpersistence = 'p' and c.relname <> '"""
                        + Migrations.TABLE + "' and n.nspname" + OURS)) {
            Set<String> of = needs.computeIfAbsent(row[0], t -> new TreeSet<>());
            if (!row[1].isEmpty()) {
                of.add(row[1]);
            }
        }
        Set<String> ordered = new LinkedHashSet<>();
        while (ordered.size() < needs.size()) {
            List<String> next = needs.keySet().stream()
                    .filter(t -> !ordered.contains(t) && ordered.containsAll(needs.get(t)))
                    .toList();
            if (next.isEmpty()) {
                throw new SQLException("tables refer to each other in circles");
            }
            ordered.addAll(next);
        }
        return List.copyOf(ordered);
    }

    /** The views by which schemas say what stands under a seal. */
    static List<String> sealed(Connection connection) throws SQLException {
        return rows(
                        connection,
                        "select format('%I.%I', schemaname, viewname) from pg_views where viewname = 'sealed_v1'"
                                + " and schemaname" + OURS + " order by 1")
                .stream()
                .map(row -> row[0])
                .toList();
    }

    /** A table's columns that hold data of their own, quoted, in order. */
    static String columns(Connection connection, String table) throws SQLException {
        return rows(
                        connection,
                        "select string_agg(format('%I', attname), ', ' order by attnum) from pg_attribute where attrelid = '"
                                + table.replace("'", "''")
                                + "'::regclass and attnum > 0 and not attisdropped and attgenerated = ''")
                .get(0)[0];
    }

    /** Sequences and the last number each gave. */
    static Map<String, String> sequences(Connection connection) throws SQLException {
        Map<String, String> sequences = new TreeMap<>();
        for (String[] row : rows(
                connection,
                "select format('%I.%I', schemaname, sequencename), last_value::text from pg_sequences"
                        + " where last_value is not null and schemaname" + OURS)) {
            sequences.put(row[0], row[1]);
        }
        return sequences;
    }

    /** Every migration of every schema, as they were applied. */
    static List<Applied> migrations(Connection connection) throws SQLException {
        List<String> each = new ArrayList<>();
        for (String[] row : rows(
                connection,
                "select n from unnest(array(select schemaname::text from pg_tables where" + " tablename = '"
                        + Migrations.TABLE + "' and schemaname" + OURS + ")) n")) {
            each.add("select '" + row[0] + "' schema, script, version, installed_on, installed_rank from " + row[0]
                    + '.' + Migrations.TABLE + " where version is not null and success");
        }
        List<Applied> applied = new ArrayList<>();
        if (!each.isEmpty()) {
            for (String[] row : rows(
                    connection,
                    "select schema, script, version from (" + String.join(" union all ", each)
                            + ") m order by installed_on, installed_rank")) {
                applied.add(new Applied(row[0], row[1], row[2]));
            }
        }
        return applied;
    }

    private static List<String[]> rows(Connection connection, String sql) throws SQLException {
        List<String[]> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            int columns = row.getMetaData().getColumnCount();
            while (row.next()) {
                String[] values = new String[columns];
                for (int i = 0; i < columns; i++) {
                    values[i] = row.getString(i + 1);
                }
                rows.add(values);
            }
        }
        return rows;
    }
}
