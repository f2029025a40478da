// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The hub's PostgreSQL. The service comes once the database has answered for the first time, and then stays: {@code answers}
 * tells whether it does now, and work during an outage fails with {@code UNAVAILABLE}. Safe for any thread.
 */
@ProviderType
public interface Database {

    /** Work in one transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Uses the connection, which it neither closes, commits nor rolls back. */
        T on(Connection connection) throws SQLException;
    }

    /** Pooled connections in auto-commit mode; {@code unwrap(PGConnection.class)} gives the driver's. */
    DataSource dataSource();

    /** The most connections that the hub holds at once, by its settings: whoever does much at a time leaves some to others. */
    int connections();

    /**
     * Runs work in one transaction and commits it; rolls back on any exception.
     *
     * @throws DatabaseException where the database fails, with the kind that says what to do
     */
    <T> T inTransaction(Work<T> work);

    /**
     * Brings the schema of one bundle up to date. Migrations are {@code V001__what.sql} in the owner's package path plus
     * {@code /migration}, for example {@code org/susten/store/migration}. Waits for other hubs doing the same.
     *
     * @param schema the owner's schema, created where absent
     * @param owner a class of the owning bundle, whose class loader holds the migrations
     * @throws DatabaseException of kind {@code CONFIG} where a newer release of the hub has brought the schema further: it is left
     *     as it is, for this one does not know it
     */
    void migrate(String schema, Class<?> owner);

    /**
     * Why schemas could not be brought up to date, for people; whoever owns one of them did not start. Also that schemas are gone which were there.
     * Answers within a second.
     */
    List<String> refusals();

    /** Whether the database answers now, and takes changes; never throws, answers within a second. */
    boolean answers();

    /** Product, version and place, for people: {@code PostgreSQL 18.6, embedded in store/postgres}. */
    String description();
}
