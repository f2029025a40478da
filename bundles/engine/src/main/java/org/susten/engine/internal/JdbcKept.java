// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Sql;
import org.susten.engine.Connections;
import org.susten.engine.Kept;
import org.susten.engine.arrival.EngineDatabase;
import org.susten.engine.connection.Options;
import org.susten.spi.Catalogue;

/** What the engine's tables hold of somebody. */
@Component
public final class JdbcKept implements Kept {

    /** More than is somebody's: {@link Belonging} has the last word. A nested reference is looked into for its first value. */
    private static final String CANDIDATES =
            """
            select q.stream, q.position, r.started, q.field, q.rule, coalesce(p.message, '') as message,
              q.closed_by is not null as answered, q.key,
              array(select k from jsonb_each_text(q.content) e(k, v) where v is not null order by k) as names,
              array(select v from jsonb_each_text(q.content) e(k, v) where v is not null order by k) as texts
            from engine.quarantine q join engine.run r using (run) left join engine.problem p using (run, stream, field, rule)
            where q.connection = ? and q.stream = ? and q.key <> '' and (q.key = any (?)
              or exists (select from jsonb_each_text(q.content) e(k, v) where lower(k) = any (?)
                and (btrim(v, E' \\t\\r\\n') = any (?) or btrim(substring(v from '^\\s*(?:\\{[^=,{}]*=)+([^=,{}]*)[,}]')) = any (?))))
            order by r.started, q.quarantine""";

    private final EngineDatabase database;
    private final Connections connections;

    /** Of the hub's connections. */
    @Activate
    public JdbcKept(@Reference EngineDatabase database, @Reference Connections connections) {
        this.database = database;
        this.connections = connections;
    }

    private record Found(String key, Row row) {}

    @Override
    public List<Row> rows(String connection, Known known) {
        Map<String, Catalogue.Stream> declared = new LinkedHashMap<>();
        connections
                .find(connection)
                .ifPresent(up -> up.catalogue().streams().forEach(stream -> declared.put(stream.name(), stream)));
        return database.inTransaction(transaction -> {
            List<Row> rows = new ArrayList<>();
            for (String stream : streams(transaction, connection)) {
                rows.addAll(rows(transaction, connection, stream, new Belonging(stream, declared.get(stream), known)));
            }
            rows.sort(Comparator.comparing(Row::since));
            return rows;
        });
    }

    private static List<String> streams(Connection transaction, String connection) throws SQLException {
        return Sql.list(
                transaction,
                "select distinct stream from engine.quarantine where connection = ? and key <> '' order by 1",
                row -> row.getString(1),
                connection);
    }

    private static List<Row> rows(Connection transaction, String connection, String stream, Belonging belonging)
            throws SQLException {
        return Sql.list(
                        transaction,
                        CANDIDATES,
                        JdbcKept::found,
                        connection,
                        stream,
                        belonging.keys(),
                        belonging.subjects(),
                        belonging.references(),
                        belonging.references())
                .stream()
                .filter(found -> belonging.mine(found.key(), found.row().values()))
                .map(found -> belonging.row(found.row()))
                .toList();
    }

    private static Found found(ResultSet row) throws SQLException {
        List<String> names = Sql.texts(row, "names");
        List<String> texts = Sql.texts(row, "texts");
        Map<String, String> content = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            content.put(names.get(i), texts.get(i));
        }
        return new Found(
                row.getString("key"),
                new Row(
                        row.getString("stream"),
                        row.getString("position"),
                        Sql.requiredInstant(row, "started"),
                        row.getString("field"),
                        row.getString("rule"),
                        row.getString("message"),
                        row.getBoolean("answered"),
                        content,
                        List.of()));
    }

    @Override
    public List<RawFile> files(String connection) {
        Duration retention = Options.of(connections
                        .find(connection)
                        .map(Connections.Connection::settings)
                        .orElse(Map.of()))
                .retention();
        return database.inTransaction(transaction -> Sql.list(
                transaction,
                """
                select a.file, a.received, a.state <> 'done' or exists (select from engine.run_arrival ra join engine.run r using (run)
                  where ra.arrival = a.arrival and (r.state in ('READING', 'STAGED', 'SCREENED', 'HELD')
                  or exists (select from engine.quarantine q where q.run = r.run and q.closed_by is null))) as waits
                from engine.arrival a where a.connection = ? and a.pruned is null order by a.received, a.arrival""",
                row -> new RawFile(
                        row.getString("file"),
                        Sql.requiredInstant(row, "received"),
                        Sql.requiredInstant(row, "received").plus(retention),
                        row.getBoolean("waits")),
                connection));
    }
}
