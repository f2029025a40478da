// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.store.Records;
import org.susten.store.Stage;

/** The records in PostgreSQL's schema {@code store}. */
@Component(service = Records.class)
public final class JdbcRecords implements Records {

    /** One commit at a time, to the end of its transaction. */
    static final String LOCK = "lock table store.commit in share row exclusive mode";

    /** Smaller runs are compared in PostgreSQL at once. */
    private static final long LEAST = 1000;

    private static final String PEOPLE =
            """
            select p.key, translate(p.roles::text, '[]" ', ''), e.grade
            from store.person_v1 p join store.stream using (stream)
            left join (select distinct on (person) person, grade from store.enrollment_v1 where grade is not null
                       order by person, exit is null desc, since desc, row) e on e.person = p.row
            where system = ? and site = ? and name = ?
            """;

    private static final int AT_ONCE = 10_000;

    private final Database database;
    private final long least;
    private final Streams streams;
    private final Room room;
    private final Map<Long, JdbcStage> stages = new ConcurrentHashMap<>();

    /** Brings the schema up to date. */
    @Activate
    public JdbcRecords(@Reference Database database) {
        this(database, LEAST, Room.ofHeap());
    }

    /** {@code least}: rows of a run before it is worth while to read what is stored; {@code room}: for what stages remember. */
    JdbcRecords(Database database, long least, Room room) {
        this.database = database;
        this.least = least;
        this.room = room;
        this.streams = new Streams(database);
        database.migrate("store", Records.class);
    }

    @Override
    public Stage stage(long run) {
        return stages.computeIfAbsent(
                run, id -> JdbcStage.open(database, streams, id, least, room.share(), () -> stages.remove(id)));
    }

    @Override
    public void dropStagesExcept(Iterable<Long> runs) {
        Set<Long> kept = new HashSet<>();
        runs.forEach(kept::add);
        stages.forEach((run, stage) -> {
            if (!kept.contains(run)) {
                stage.forget();
            }
        });
        stages.keySet().retainAll(kept);
        database.inTransaction(connection -> {
            List<String> tables = Sql.list(
                    connection,
                    "select relname from pg_class where relnamespace = 'store'::regnamespace and relkind in ('r', 'v')",
                    row -> row.getString(1));
            tables.removeIf(table -> StageTables.run(table) == null || kept.contains(StageTables.run(table)));
            return JdbcStage.drop(
                    connection, tables.stream().map(table -> "store." + table).toList());
        });
    }

    @Override
    public UUID row(SourceId id) {
        return RowIds.of(id);
    }

    @Override
    public long count(Class<? extends Entity> entity, String system, String site, String stream) {
        String sql =
                """
                select open from store.tally join store.stream using (stream)
                where entity = ? and system = ? and site = ? and name = ?
                """;
        return query(
                        sql,
                        statement -> {
                            statement.setString(1, Shape.of(entity).table());
                            statement.setString(2, system);
                            statement.setString(3, site);
                            statement.setString(4, stream);
                        },
                        row -> row.getLong(1))
                .orElse(0L);
    }

    @Override
    public long nextCommit(Connection transaction, long run) {
        String sql =
                """
                insert into store.commit (id, run)
                select coalesce(max(id), 0) + 1, %d from store.commit returning id
                """;
        try {
            Sql.run(transaction, LOCK);
            return Sql.list(transaction, sql.formatted(run), row -> row.getLong(1))
                    .get(0);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public OptionalLong lastCommit() {
        String sql = "select max(id) from store.commit having max(id) is not null";
        return query(sql, statement -> {}, row -> row.getLong(1))
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public Optional<SourceId> source(Class<? extends Entity> entity, UUID row) {
        String sql = "select system, site, name, key from store.%s join store.stream using (stream) where row = ?"
                .formatted(Shape.of(entity).table());
        return query(
                sql,
                statement -> statement.setObject(1, row),
                found -> new SourceId(found.getString(1), found.getString(2), found.getString(3), found.getString(4)));
    }

    @Override
    public void people(String system, String site, String stream, EachPerson each) {
        database.inTransaction(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(PEOPLE)) {
                statement.setFetchSize(AT_ONCE);
                statement.setString(1, system);
                statement.setString(2, site);
                statement.setString(3, stream);
                try (ResultSet row = statement.executeQuery()) {
                    while (row.next()) {
                        each.person(
                                row.getString(1),
                                roles(row.getString(2)),
                                Optional.ofNullable(row.getString(3)).flatMap(GradeLevel::of));
                    }
                }
            }
            return stream;
        });
    }

    private static Set<PersonRole> roles(String codes) {
        Set<PersonRole> roles = EnumSet.noneOf(PersonRole.class);
        for (String code : codes.split(",")) {
            PersonRole.of(code).ifPresent(roles::add);
        }
        return roles;
    }

    /** Sets the parameters of a statement. */
    @FunctionalInterface
    private interface Parameters {
        void set(PreparedStatement statement) throws SQLException;
    }

    private <T> Optional<T> query(String sql, Parameters parameters, Sql.Reader<T> reader) {
        try (Connection connection = database.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            parameters.set(statement);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(reader.read(result)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }
}
