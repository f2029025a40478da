// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the hub wait at one statement, inside its transaction, so that it can be killed just there and nowhere else: a trigger in
 * the hub's own PostgreSQL asks for a lock that the test holds. Closing it lets whoever waits go on, and takes the trigger away.
 */
final class Gate implements AutoCloseable {

    private static final int KEY = 20_260_301;

    /** Where in the hub's work the gate stands. */
    record Place(String table, String event, String when, boolean atCommit) {

        /** Before the row is written. */
        static Place before(String event, String table, String when) {
            return new Place(table, event, when, false);
        }

        /** In the commit of the transaction that has written the row: the hub has asked for it and has no answer yet. */
        static Place committing(String event, String table, String when) {
            return new Place(table, event, when, true);
        }

        @Override
        public String toString() {
            return (atCommit ? "in the commit of the " : "before the ") + event + " of " + table
                    + (when.equals("true") ? "" : " where " + when);
        }
    }

    private final Store store;
    private final Place place;
    private final Connection holder;

    private Gate(Store store, Place place, Connection holder) {
        this.store = store;
        this.place = place;
        this.holder = holder;
    }

    /** Shuts the way. */
    static Gate shut(Store store, Place place) throws Exception {
        Connection holder = store.connect();
        try (Statement statement = holder.createStatement()) {
            statement.execute("select pg_advisory_lock(" + KEY + ")");
            statement.execute("create or replace function public.gate() returns trigger language plpgsql as $$ begin "
                    + "perform pg_advisory_xact_lock_shared(" + KEY + "); return new; end $$");
            statement.execute("create "
                    + (place.atCommit() ? "constraint trigger gate after " : "trigger gate before ")
                    + place.event() + " on " + place.table()
                    + (place.atCommit() ? " deferrable initially deferred" : "")
                    + " for each row when (" + place.when() + ") execute function public.gate()");
        }
        return new Gate(store, place, holder);
    }

    /** Waits until the hub stands at the gate; the processes of PostgreSQL that do. */
    List<Long> awaitSomebody() throws Exception {
        return Hub.await("the hub is " + place, this::waiting, waiting -> !waiting.isEmpty());
    }

    private List<Long> waiting() throws SQLException {
        List<Long> processes = new ArrayList<>();
        try (Statement statement = holder.createStatement();
                ResultSet row =
                        statement.executeQuery("select pid from pg_locks where locktype = 'advisory' and objid = " + KEY
                                + " and not granted")) {
            while (row.next()) {
                processes.add(row.getLong(1));
            }
        }
        return processes;
    }

    /** Lets whoever waits go on; the gate stays, open. */
    void open() throws SQLException {
        holder.close();
    }

    /** Opens it where PostgreSQL still runs, and takes it away. */
    @Override
    public void close() {
        try {
            holder.close();
        } catch (SQLException gone) {
            // the server was killed, and the lock with it
        }
        try {
            Hub.until("the gate is away", () -> store.run("drop trigger if exists gate on " + place.table()));
        } catch (Exception e) {
            throw new IllegalStateException("the gate stays", e);
        }
    }
}
