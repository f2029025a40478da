// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.io.Serial;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database failed. Messages carry no row. */
public final class DatabaseException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    public enum Kind {
        /** Not reachable, shutting down, or connection lost: try again. */
        UNAVAILABLE,
        /** No room left on the database's disk: free some, then try again. SQLSTATE 53100. */
        FULL,
        /** Lost against another transaction: try again. */
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
    public static DatabaseException of(SQLException cause) {
        String state = String.valueOf(cause.getSQLState());
        Kind kind = state.equals("53100")
                ? Kind.FULL
                : state.startsWith("08") || state.startsWith("57P") || state.startsWith("53")
                        ? Kind.UNAVAILABLE
                        : state.startsWith("40") || state.equals("55P03")
                                ? Kind.CONFLICT
                                : state.startsWith("28") || state.equals("3D000") ? Kind.CONFIG : Kind.FAULT;
        return new DatabaseException(kind, "database: SQLSTATE " + state, withoutDetail(cause));
    }

    private static Throwable withoutDetail(SQLException cause) {
        SQLException bare =
                new SQLException("SQLSTATE " + cause.getSQLState(), cause.getSQLState(), cause.getErrorCode());
        bare.setStackTrace(cause.getStackTrace());
        return bare;
    }

    /** What to do about it. */
    public Kind kind() {
        return kind;
    }
}
