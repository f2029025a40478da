// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.susten.model.Organization;
import org.susten.store.Stage;

/** Compares what is staged with what is stored, entity by entity: one hash join each, whose differences are written down. */
final class Comparison {

    /** n new, r open again, c changed, m moved to another origin with the same content, x closed by absence. */
    private static final String DIFFERENCES =
            """
            %1$s
            select s.ctid as at,
                   coalesce(s.row, t.row) as row,
                   coalesce(s.source, s.stream, t.source, t.stream) as stream,
                   coalesce(t.source, t.stream) as former,
                   %2$s as organization,
                   case when s.row is null then 'x' when t.row is null then 'n' when t.closed is not null then 'r'
                        when t.hash <> s.hash then 'c' else 'm' end::"char" as change
            from %3$s s %4$s t on t.row = s.row
            where s.row is null and t.closed is null and (%5$s)
               or s.row is not null and (t.row is null or t.closed is not null or t.hash <> s.hash
                  or s.source is distinct from t.source or s.source is null and s.origin is distinct from t.origin)
            """;

    /** Where nothing is stored everything is new. A view that nothing can be deleted from. */
    private static final String ALL_NEW =
            """
            create view %1$s as
            select s.ctid as at, s.row, coalesce(s.source, s.stream) as stream, null::integer as former,
                   %2$s as organization, 'n'::"char" as change
            from %3$s s offset 0
            """;

    /** Of streams that were read whole and whose unchanged rows are not staged. */
    private static final String ABSENT =
            """
            insert into %1$s
            select null, t.row, t.stream, t.stream, %2$s, 'x'
            from (select distinct row from %3$s where entity = '%4$s') a join store.%4$s t on t.row = a.row
            where t.closed is null and t.stream = any (%5$s) and (%6$s) and not exists (select from %7$s s where s.row = t.row)
            """;

    private static final String NO_LONGER_YIELDED =
            """
            insert into %1$s
            select null, t.row, t.stream, t.stream, %2$s, 'x'
            from (select * from %4$s where origin is null and row in (select origin from sent)
                  union all select * from %4$s where origin in (select origin from sent)) t
            where t.closed is null and t.source is null
              and not exists (select from %3$s s where s.row = t.row)
              and not exists (select from %1$s c where c.row = t.row)
            """;

    private static final String RELEASED = "select distinct entity from %s where released";

    private static final String TAKE_OUT =
            "delete from %1$s s using %2$s d where d.entity = '%3$s' and d.released and d.row = s.row";

    private final Connection connection;
    private final StageTables tables;
    private final Scope scope;

    Comparison(Connection connection, StageTables tables, Scope scope) {
        this.connection = connection;
        this.tables = tables;
        this.scope = scope;
    }

    List<Stage.Change> run() throws SQLException {
        Sql.heavy(connection);
        Set<String> there = Sql.tables(connection, tables);
        forget(there);
        new Repetitions(connection, tables).settle(there);
        Staged staged = Staged.count(connection, tables, there);
        Tally before = Tally.read(connection);
        boolean sent = sent(staged);
        List<Stage.Change> changes = new ArrayList<>();
        for (Shape shape : Shape.all()) {
            Set<Integer> streams = new LinkedHashSet<>(staged.streams(shape));
            streams.addAll(before.streams(shape, scope));
            boolean derived = sent && before.any(shape);
            if (!streams.isEmpty() || derived) {
                boolean fresh = !Sql.any(connection, "from store." + shape.table());
                if (fresh) {
                    fresh(shape, staged);
                } else {
                    differences(shape, staged, before);
                }
                if (derived && !fresh) {
                    Sql.run(connection, noLongerYielded(shape));
                }
                List<Difference> differences =
                        fresh ? staged.fresh(shape) : Difference.count(connection, tables.change(shape));
                changes.addAll(new Counts(connection, tables, shape, staged, before).of(differences));
            }
        }
        return changes;
    }

    /** What an earlier comparison of this run found, and what waited and came into the stage with it: that is of other runs. */
    private void forget(Set<String> there) throws SQLException {
        JdbcStage.drop(
                connection,
                there.stream().filter(name -> name.endsWith("_change")).toList());
        for (String released : Sql.list(connection, RELEASED.formatted(tables.settled()), row -> row.getString(1))) {
            Shape shape = Shape.ofTable(released);
            Sql.run(connection, TAKE_OUT.formatted(tables.rows(shape), tables.settled(), released));
        }
        Sql.run(
                connection,
                String.join(
                        ";",
                        "delete from " + tables.orphan(),
                        "delete from " + tables.lacking(),
                        "delete from " + tables.settled(),
                        "delete from " + tables.fresh(),
                        "update " + tables.marker() + " set covered = " + Sql.array(scope.whole())));
    }

    private void fresh(Shape shape, Staged staged) throws SQLException {
        Sql.run(connection, tables.create(shape));
        String organization = shape.has("organization") ? "s.organization" : "null::uuid";
        Sql.run(connection, ALL_NEW.formatted(tables.change(shape), organization, tables.rows(shape)));
        for (Difference each : staged.fresh(shape)) {
            Sql.run(
                    connection,
                    "insert into %s values ('%s', %d, %d)"
                            .formatted(tables.fresh(), shape.table(), each.stream(), each.rows()));
        }
    }

    private void differences(Shape shape, Staged staged, Tally before) throws SQLException {
        Sql.run(connection, tables.create(shape));
        String create = "create unlogged table " + tables.change(shape) + " with (autovacuum_enabled = false) as";
        String stored = "store." + shape.table();
        Set<Integer> passed = staged.passed(shape);
        Set<Integer> streams = new LinkedHashSet<>(staged.streams(shape));
        streams.addAll(before.streams(shape, scope));
        if (passed.isEmpty()) {
            String join = scope.nothing() ? "left join " + stored : "full join " + of(stored, streams, streams);
            compare(create, shape, tables.rows(shape), join);
            return;
        }
        Set<Integer> others = new LinkedHashSet<>(streams);
        others.removeAll(passed);
        compare(create, shape, staged(shape, passed, "= any"), "left join " + stored);
        if (!others.isEmpty()) {
            String insert = "insert into " + tables.change(shape);
            compare(insert, shape, staged(shape, passed, "<> all"), "full join " + of(stored, others, streams));
        }
        Sql.run(
                connection,
                ABSENT.formatted(
                        tables.change(shape),
                        shape.has("organization") ? "t.organization" : "null::uuid",
                        tables.absent(),
                        shape.table(),
                        Sql.array(passed),
                        absent(shape),
                        tables.rows(shape)));
    }

    private void compare(String into, Shape shape, String rows, String join) throws SQLException {
        Sql.run(connection, DIFFERENCES.formatted(into, organization(shape), rows, join, absent(shape)));
    }

    private static String of(String stored, Set<Integer> streams, Set<Integer> sources) {
        return "(select * from %s where stream = any (%s) or source = any (%s))"
                .formatted(stored, Sql.array(streams), Sql.array(sources));
    }

    private String staged(Shape shape, Set<Integer> streams, String which) {
        return "(select ctid, * from %s where stream %s (%s))".formatted(tables.rows(shape), which, Sql.array(streams));
    }

    /** An empty list of differences. */
    static String noDifferences(String table) {
        return "create unlogged table " + table
                + " (at tid, row uuid, stream integer, former integer, organization uuid,"
                + " change \"char\") with (autovacuum_enabled = false)";
    }

    /** Makes a table of differences out of a view, so that some can be taken out and others put in. */
    static void own(Connection connection, StageTables tables, Shape shape) throws SQLException {
        String change = tables.change(shape);
        if (Sql.views(connection, tables).contains(change)) {
            String all = change + "_all";
            Sql.run(
                    connection,
                    String.join(
                            ";",
                            "alter view " + change + " rename to " + all.substring("store.".length()),
                            noDifferences(change),
                            "insert into " + change + " select * from " + all,
                            "drop view " + all));
        }
    }

    private static String organization(Shape shape) {
        return shape.has("organization") ? "coalesce(t.organization, s.organization)" : "null::uuid";
    }

    private String noLongerYielded(Shape shape) {
        return NO_LONGER_YIELDED.formatted(
                tables.change(shape),
                shape.has("organization") ? "t.organization" : "null::uuid",
                tables.rows(shape),
                "store." + shape.table());
    }

    /** When a stored row's absence from the stage means that it is closed. */
    private String absent(Shape shape) throws SQLException {
        List<String> conditions =
                new ArrayList<>(List.of("coalesce(t.source, t.stream) = any (" + Sql.array(scope.whole()) + ")"));
        if (shape.has("organization")) {
            for (Map.Entry<Integer, Scope.Part> part : scope.parts().entrySet()) {
                conditions.add("coalesce(t.source, t.stream) = " + part.getKey() + " and t.organization in ("
                        + organizations(part.getValue()) + ")");
            }
        }
        String covered = String.join(" or ", conditions);
        return Sql.any(connection, "from " + tables.kept())
                ? "(" + covered + ") and coalesce(t.origin, t.row) not in (select origin from " + tables.kept() + ")"
                : covered;
    }

    private String organizations(Scope.Part part) throws SQLException {
        Shape organization = Shape.of(Organization.class);
        Sql.run(connection, tables.create(organization));
        String sql =
                """
                select o.row from (select row, stream, key from store.organization
                                   union select row, stream, key from %s) o join store.stream using (stream)
                where system = ? and site = ? and key = any (?)
                """;
        Array keys = connection.createArrayOf("text", part.organizations().toArray());
        try (PreparedStatement statement = connection.prepareStatement(sql.formatted(tables.rows(organization)))) {
            statement.setString(1, part.system());
            statement.setString(2, part.site());
            statement.setArray(3, keys);
            List<UUID> rows = new ArrayList<>();
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(result.getObject(1, UUID.class));
                }
            }
            return rows.isEmpty()
                    ? "null"
                    : rows.stream().map(StageTables::literal).collect(Collectors.joining(", "));
        } finally {
            keys.free();
        }
    }

    /**
     * Source rows of which this run says all there is: gone ones, and those sent outside a complete reading. What they were
     * before and are no longer is closed.
     */
    private boolean sent(Staged staged) throws SQLException {
        List<String> origins = new ArrayList<>(List.of("select origin from " + tables.gone()));
        for (Shape shape : Shape.all()) {
            Set<Integer> streams = new LinkedHashSet<>(staged.streams(shape));
            streams.removeAll(scope.whole());
            if (!streams.isEmpty()) {
                origins.add("select coalesce(origin, row) from %s where source is null and stream = any (%s)"
                        .formatted(tables.rows(shape), Sql.array(streams)));
            }
        }
        Sql.run(connection, "create temp table sent on commit drop as " + String.join(" union ", origins));
        Sql.run(connection, "analyze sent");
        return Sql.any(connection, "from sent");
    }
}
