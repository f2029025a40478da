// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
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
            MigrateResult result = Flyway.configure(flyway)
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
                    .load()
                    .migrate();
            if (result.migrationsExecuted > 0) {
                log.info("schema {} is at version {}", schema, result.targetSchemaVersion);
            }
        } catch (FlywayException e) {
            throw failure(schema, e);
        } finally {
            thread.setContextClassLoader(before);
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
