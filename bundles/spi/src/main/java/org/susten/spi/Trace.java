// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** What of a failure may stand in the log, a connector's too. Stateless. */
public final class Trace {

    /** Causes; those of an add-on may go in circles. */
    private static final int DEEPEST = 20;

    private Trace() {}

    /**
     * The same failure, its causes and where each was, without messages: they may quote a row, or what somebody typed. A database's SQLSTATE
     * stays.
     */
    public static Throwable bare(Throwable why) {
        return bare(why, DEEPEST);
    }

    private static Throwable bare(Throwable why, int deepest) {
        String name = why.getClass().getName();
        @Nullable Throwable cause = why.getCause();
        Throwable bare = new Throwable(
                why instanceof SQLException database ? name + ", SQLSTATE " + database.getSQLState() : name,
                cause == null || deepest == 0 ? null : bare(cause, deepest - 1));
        bare.setStackTrace(why.getStackTrace());
        return bare;
    }
}
