// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.susten.db.DatabaseException;
import org.susten.db.DatabaseException.Kind;

/** Whether a server that others run lets the hub in, and to all that it needs; where not, what somebody has to do. */
final class Admission {

    /** Below it views and privileges are missing that the hub uses. */
    private static final int OLDEST = 15;

    private static final String FIT =
            """
            select current_database() as name, current_user as role, current_setting('server_encoding') as encoding,
                   current_setting('transaction_read_only') = 'on' as fixed,
                   has_database_privilege(current_database(), 'CREATE') as creates,
                   (select string_agg(n.nspname, ', ' order by n.nspname) from pg_class c
                    join pg_namespace n on n.oid = c.relnamespace
                    join pg_attribute a on a.attrelid = c.oid and a.attname = 'installed_rank'
                    where c.relname = ? and c.relkind = 'r' and not pg_has_role(c.relowner, 'USAGE')) as others""";

    private final DatabaseSettings settings;
    private final JdbcUrl url;

    Admission(DatabaseSettings settings, JdbcUrl url) {
        this.settings = settings;
        this.url = url;
    }

    /** Refuses a server on which the hub would fail later, in the middle of making its schemas. */
    void check(Connection connection) throws SQLException {
        int version = connection.getMetaData().getDatabaseMajorVersion();
        if (version < OLDEST) {
            throw refused("the database is PostgreSQL " + version + "; the hub needs " + OLDEST + " or newer");
        }
        try (PreparedStatement fit = connection.prepareStatement(FIT)) {
            fit.setString(1, Migrations.TABLE);
            try (ResultSet row = fit.executeQuery()) {
                row.next();
                String name = row.getString("name");
                String role = row.getString("role");
                if (!row.getString("encoding").equals("UTF8")) {
                    throw refused(
                            "database " + name + " is encoded in " + row.getString("encoding")
                                    + ", in which not every name can be written. Database administrator: make one with encoding UTF8");
                }
                if (row.getString("others") != null) {
                    throw refused(
                            "what a hub has made in database " + name + " (" + row.getString("others")
                                    + ") belongs to another role than " + role
                                    + ": set user to that role, or another database, or let its administrator reassign what it owns");
                }
                if (row.getBoolean("fixed")) {
                    throw refused("database " + name
                            + " takes no changes: it is a standby, or default_transaction_read_only is on."
                            + " Database administrator: let " + role
                            + " write there. Hub operator: or name the server that is written to");
                }
                if (!row.getBoolean("creates")) {
                    throw refused("role " + role + " may not make schemas in database " + name
                            + ". Database administrator: grant create on database " + name + " to " + role);
                }
            }
        }
    }

    /** What it means that no connection came; the server's own words are dropped. */
    DatabaseException of(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        boolean encrypted = !settings.sslmode().equals("disable");
        if (encrypted && state.equals("08004")) {
            return refused("the server at " + url.hosts()
                    + " does not speak TLS. Database administrator: set ssl on and give it a certificate"
                    + " (sslmode = disable is for a database on this machine)");
        }
        if (cause(failure, UnknownHostException.class) != null) {
            return refused("there is no host " + url.hosts() + ": correct database, or ask who runs your name server");
        }
        if (encrypted && (cause(failure, SSLException.class) != null || bare(failure, state))) {
            return refused("the certificate of " + url.hosts()
                    + " is not trusted, or not made for that name: set sslRootCertificate to the certificate of its authority,"
                    + " or database to the name that stands in it");
        }
        if (state.startsWith("28")) {
            return refused("the server at " + url.hosts() + " does not let " + settings.user()
                    + " in: its password may be another than that in etc/secrets/" + settings.passwordSecret()
                    + ", or pg_hba.conf does not name this machine (SQLSTATE " + state + ")");
        }
        if (state.equals("3D000")) {
            return refused("there is no database " + url.database() + " at " + url.hosts()
                    + ". Database administrator: create database " + url.database() + " owner " + settings.user());
        }
        return state.startsWith("08")
                ? new DatabaseException(
                        Kind.UNAVAILABLE,
                        "nobody answers at " + url.hosts()
                                + ", or the connection broke off; tried again by itself (SQLSTATE " + state + ")",
                        null)
                : DatabaseException.of(failure);
    }

    /** The driver's own doubt about a server's name has no cause beneath it. */
    private static boolean bare(SQLException failure, String state) {
        return state.equals("08006") && failure.getCause() == null;
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
        }
        return null;
    }

    private static DatabaseException refused(String why) {
        return new DatabaseException(Kind.CONFIG, "etc/org.susten.db.cfg: " + why, null);
    }
}
