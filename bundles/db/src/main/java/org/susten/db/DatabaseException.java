// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.io.Serial;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;

/** The database failed. Messages carry no row. */
public final class DatabaseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Where PostgreSQL finds that a prepared query's columns are not what they were. The driver then prepares anew. */
    private static final String PREPARED_BEFORE = "RevalidateCachedQuery";

    /** Where PostgreSQL finds that {@code /dev/shm} is full; it says the same of a disk. */
    private static final String SHARED_MEMORY = "dsm_impl_";

    private static final String TOO_MANY = "53300";
    private static final String READ_ONLY = "25006";
    /** Class of what went wrong inside PostgreSQL itself, whatever it was asked. */
    private static final String ITS_OWN = "XX";

    private static final String NO_TABLE = "42P01";

    /** What to do about it. */
    public enum Kind {
        /** Not reachable, shutting down, or connection lost: try again. */
        UNAVAILABLE,
        /** No room left on the database's disk: free some, then try again. SQLSTATE 53100. */
        FULL,
        /** Lost against another transaction, or against a table's new shape: try again. */
        CONFLICT,
        /** Wrong credentials, TLS or URL: the hub operator must act. */
        CONFIG,
        /** A fault of ours. */
        FAULT
    }

    private final Kind kind;

    /** Names the fault. */
    public DatabaseException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Classifies by SQLSTATE. The driver's detail, which can hold a row, is dropped; the SQLSTATE is kept. */
    public static DatabaseException of(SQLException failure) {
        SQLException cause = told(failure);
        String state = String.valueOf(cause.getSQLState());
        Kind kind = kind(cause, state);
        String meaning = in(cause, SHARED_MEMORY)
                ? "the database's server has too little shared memory for what it works on; tried again by itself. Database"
                        + " administrator: let /dev/shm have 1 GB (of a container: --shm-size=1g)"
                : meaning(kind, state);
        return new DatabaseException(kind, meaning + " (SQLSTATE " + state + ")", withoutDetail(cause));
    }

    private static String meaning(Kind kind, String state) {
        if (state.equals(TOO_MANY)) {
            return "the database lets no more connections in; tried again by itself. Database administrator: allow the hub's role, and"
                    + " the server, as many as poolSize in etc/org.susten.db.cfg and some more";
        }
        if (state.equals(READ_ONLY)) {
            return "the database takes no changes, as a standby does; tried again by itself. Database administrator: let the hub's role"
                    + " write (default_transaction_read_only), or have etc/org.susten.db.cfg name the server that is written to";
        }
        if (state.startsWith(ITS_OWN)) {
            return "the database cannot go on by itself, as with a full or a damaged disk; tried again by itself. Database administrator:"
                    + " its own log says why";
        }
        if (state.equals(NO_TABLE)) {
            return "the database has no table where the hub made one: it is being restored, or another is in its place. Database"
                    + " administrator: finish it, or name the right one; where it is meant to begin empty, restart the hub; where it is"
                    + " neither, this is a fault of the hub";
        }
        return switch (kind) {
            case UNAVAILABLE -> "the database does not answer; try again";
            case FULL ->
                "no room left on the database's disk (that of store/postgres where it is embedded). Hub operator: free some; it"
                        + " is tried again by itself";
            case CONFLICT -> "another transaction was first; try again";
            case CONFIG ->
                "the database refuses the hub; the operator must look at etc/org.susten.db.cfg and its secret";
            case FAULT -> "the database refused a statement; this is a fault of the hub";
        };
    }

    private static Kind kind(SQLException cause, String state) {
        if (state.equals("53100")) {
            return Kind.FULL;
        }
        if (state.matches("08...|57P..|53...|58...|XX...|" + READ_ONLY)) {
            return Kind.UNAVAILABLE;
        }
        if (state.startsWith("40") || state.equals("55P03") || in(cause, PREPARED_BEFORE)) {
            return Kind.CONFLICT;
        }
        if (state.startsWith("28") || state.equals("3D000")) {
            return Kind.CONFIG;
        }
        return cause.getSQLState() == null ? Kind.UNAVAILABLE : Kind.FAULT;
    }

    /** Whether a routine of PostgreSQL whose name begins so refused. */
    private static boolean in(SQLException cause, String routine) {
        return cause instanceof PSQLException refused
                && refused.getServerErrorMessage() != null
                && String.valueOf(refused.getServerErrorMessage().getRoutine()).startsWith(routine);
    }

    /** A pool that waited in vain wraps why no connection came. */
    private static SQLException told(SQLException failure) {
        return failure instanceof SQLTransientConnectionException && failure.getCause() instanceof SQLException cause
                ? cause
                : failure;
    }

    private static Throwable withoutDetail(SQLException cause) {
        SQLException bare =
                new SQLException("SQLSTATE " + cause.getSQLState(), cause.getSQLState(), cause.getErrorCode());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    /** Whether the session takes no changes; another one may, once its server, or what its role may do, is another. */
    public static boolean readOnly(SQLException failure) {
        return READ_ONLY.equals(failure.getSQLState());
    }

    /** What to do about it. */
    public Kind kind() {
        return kind;
    }
}
