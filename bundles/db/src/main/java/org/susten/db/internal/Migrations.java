// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.output.MigrateResult;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;

/** The migrations of one bundle. */
final class Migrations {

    private static final Logger log = LoggerFactory.getLogger(Migrations.class);

    /** Where each schema keeps which migrations it has seen. */
    static final String TABLE = "migration";

    private final String owner;
    private final List<Script> scripts;

    private Migrations(String owner, List<Script> scripts) {
        this.owner = owner;
        this.scripts = scripts;
    }

    /** Finds the scripts in the folder {@code migration} of the owner's package. */
    static Migrations of(Class<?> owner) {
        return new Migrations(owner.getPackageName(), Scripts.of(owner));
    }

    /** Scripts that lie ready, of somebody. */
    static Migrations of(List<Script> scripts, String owner) {
        return new Migrations(owner, scripts);
    }

    List<Script> scripts() {
        return scripts;
    }

    /** Whether these are those, of one build of one bundle. */
    boolean same(List<Script> others) {
        return scripts.stream()
                .map(Script::place)
                .toList()
                .equals(others.stream().map(Script::place).toList());
    }

    /**
     * Whether all of them have been applied, and no other. A bundle brings its schema up to date with each of its services; Flyway, which
     * also compares what they say, opens connections of its own each time to find that there is nothing to do.
     */
    boolean applied(DataSource database, String schema) {
        String sql = "select count(version) = ? and bool_and(success) from " + schema + '.' + TABLE;
        try (Connection connection = database.getConnection();
                PreparedStatement count = connection.prepareStatement(sql)) {
            count.setInt(1, scripts.size());
            try (ResultSet row = count.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        } catch (SQLException e) {
            log.debug("what schema {} has seen cannot be read: SQLSTATE {}", schema, e.getSQLState());
            return false;
        }
    }

    /** Applies what is missing, while no other hub does. */
    void apply(DataSource database, String schema) {
        apply(database, schema, "latest");
    }

    /** Applies what is missing up to a version. */
    void apply(DataSource database, String schema, String version) {
        try (Connection lock = database.getConnection()) {
            try (PreparedStatement wait =
                    lock.prepareStatement("select pg_advisory_lock(hashtextextended('susten:migrate:' || ?, 0))")) {
                wait.setString(1, schema);
                wait.execute();
            }
            migrate(database, schema, version);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private void migrate(DataSource database, String schema, String version) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader flyway = Flyway.class.getClassLoader();
        thread.setContextClassLoader(flyway);
        try {
            Flyway prepared = Flyway.configure(flyway)
                    .dataSource(database)
                    .schemas(schema)
                    .defaultSchema(schema)
                    .createSchemas(true)
                    .table(TABLE)
                    .target(version)
                    .resourceProvider(new Scripts(scripts))
                    .javaMigrationClassProvider(List::of)
                    .placeholderReplacement(false)
                    .cleanDisabled(true)
                    .load();
            refuseNewer(schema, prepared.info().all());
            MigrateResult result = prepared.migrate();
            if (result.migrationsExecuted > 0) {
                log.info("schema {} is at version {}", schema, result.targetSchemaVersion);
            }
        } catch (FlywayException e) {
            throw failure(schema, e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    /** Flyway would go on without a word: code that does not know a schema must not write to it. */
    private void refuseNewer(String schema, MigrationInfo[] all) {
        Optional<MigrationVersion> newest = Stream.of(all)
                .filter(known -> known.getState() == MigrationState.FUTURE_SUCCESS
                        || known.getState() == MigrationState.FUTURE_FAILED)
                .map(MigrationInfo::getVersion)
                .max(Comparator.naturalOrder());
        if (newest.isPresent()) {
            String known = Stream.of(all)
                    // The making of the schema stands there too, without a version.
                    .filter(each -> each.getState() == MigrationState.SUCCESS && each.getVersion() != null)
                    .map(each -> each.getVersion().toString())
                    .reduce("0", (earlier, later) -> later);
            throw new DatabaseException(
                    DatabaseException.Kind.CONFIG,
                    "schema " + schema + " is at version " + newest.get() + ", written by a newer release of the hub; "
                            + owner + " of this one knows it up to " + known
                            + " and leaves it as it is. Hub operator: start that newer"
                            + " release again, or restore a backup that was taken before it was installed (bin/susten restore FILE)",
                    null);
        }
    }

    private DatabaseException failure(String schema, FlywayException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DatabaseException.of(sql).kind() != DatabaseException.Kind.FAULT) {
                return DatabaseException.of(sql);
            }
        }
        return new DatabaseException(
                DatabaseException.Kind.FAULT,
                "schema " + schema + " could not be brought up to date by " + owner + ": " + e.getMessage(),
                e);
    }
}
