// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Set;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** What a database's failure means for the hub. Messages of databases may quote rows, so only those about names are repeated. */
final class Failures {

    /**
     * How databases refuse a user whose SQLSTATE does not say so. SQL Server: login failed (18456, 18452, 18470, 18487, 18488), its database is
     * not open to it (4060), no right (229, 230). Oracle: wrong user or password (1017), none (1005), locked or expired (28000, 28001), no
     * right (1031, 1045).
     */
    private static final Set<String> REFUSALS = Set.of(
            "S0001/18456",
            "S0001/18452",
            "S0001/18470",
            "S0001/18487",
            "S0001/18488",
            "S0001/4060",
            "S0005/229",
            "S0005/230",
            "72000/1017",
            "72000/1005",
            "99999/28000",
            "99999/28001",
            "42000/1031",
            "42000/1045",
            "72000/1045");

    private Failures() {}

    static ConnectorException of(SQLException failure, String what) {
        SQLException cause = deepest(failure);
        String state = cause.getSQLState() == null ? "" : cause.getSQLState();
        String said =
                what + " (SQLSTATE " + (state.isEmpty() ? "unknown" : state) + ", code " + cause.getErrorCode() + ")";
        if (cause instanceof SQLTimeoutException || state.equals("57014")) {
            return new ConnectorException(
                    Kind.UNAVAILABLE,
                    said + ": the query took longer than timeout allows; make it faster, or raise timeout");
        }
        if (state.startsWith("28") || state.equals("42501") || REFUSALS.contains(state + '/' + cause.getErrorCode())) {
            return new ConnectorException(
                    Kind.ACCESS,
                    said + ": the warehouse refuses this user; check user, passwordSecret and what it may read");
        }
        if (state.startsWith("42") || state.startsWith("0A") || state.equals("S0001") || state.equals("S0002")) {
            return new ConnectorException(
                    Kind.CONFIG, said + ": " + firstLine(cause) + "; correct the query in the mapping");
        }
        if (state.startsWith("25")) {
            return new ConnectorException(
                    Kind.CONFIG, said + ": the query changes something, and a warehouse is only read; correct it");
        }
        if (state.startsWith("22")) {
            return new ConnectorException(
                    Kind.BROKEN,
                    said + ": the query meets a value it cannot compute with; correct the query or the data");
        }
        return new ConnectorException(Kind.UNAVAILABLE, said + "; it is tried again");
    }

    /** The pool wraps what the driver said. */
    private static SQLException deepest(SQLException failure) {
        SQLException at = failure;
        while (at.getCause() instanceof SQLException inner && inner != at) {
            at = inner;
        }
        return at;
    }

    private static String firstLine(SQLException failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        return message.lines().findFirst().orElse("").strip();
    }
}
