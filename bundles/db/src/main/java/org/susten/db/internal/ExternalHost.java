// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.DatabaseException;
import org.susten.db.DatabaseException.Kind;
import org.susten.files.Secrets;

/** A PostgreSQL that others run. */
final class ExternalHost implements Host {

    private static final Logger log = LoggerFactory.getLogger(ExternalHost.class);

    private final DatabaseSettings settings;
    private final Path etc;
    private final Secrets secrets;

    /** Reached with these once; another secret in the file is taken up without a restart. */
    private @Nullable Access proven;

    ExternalHost(DatabaseSettings settings, Path etc, Secrets secrets) {
        this.settings = settings;
        this.etc = etc;
        this.secrets = secrets;
    }

    @Override
    public Access ready() {
        JdbcUrl url = JdbcUrl.parse(settings.database());
        char[] password = secrets.find(settings.passwordSecret())
                .orElseThrow(() -> config("etc/secrets/" + settings.passwordSecret()
                        + " is missing: write the database password into it and chmod 600 it"));
        Access access = new Access(url.text(), settings.user(), password, tls(url));
        if (!access.equals(proven)) {
            prove(access, new Admission(settings, url));
            proven = access;
        }
        return access;
    }

    @Override
    public void doubt() {
        proven = null;
    }

    private static void prove(Access access, Admission admission) {
        try (Connection connection = access.single().getConnection()) {
            admission.check(connection);
            warnOfPowerCuts(connection);
            warnOfLetters(connection);
        } catch (SQLException e) {
            throw admission.of(e);
        }
    }

    /** The hub says that something is kept when the database has said so. */
    private static void warnOfPowerCuts(Connection connection) throws SQLException {
        try (PreparedStatement off = connection.prepareStatement(
                        "select string_agg(name, ', ' order by name) from pg_settings"
                                + " where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'");
                ResultSet names = off.executeQuery()) {
            if (names.next() && names.getString(1) != null) {
                log.warn(
                        "the database loses what it has said is committed when its power fails ({} = off). Database administrator: set it on",
                        names.getString(1));
            }
        }
    }

    /** Names and what parents say are compared in small letters. */
    private static void warnOfLetters(Connection connection) throws SQLException {
        try (PreparedStatement letters = connection.prepareStatement("select lower('IÑÉ') = 'iñé'");
                ResultSet known = letters.executeQuery()) {
            if (known.next() && !known.getBoolean(1)) {
                log.warn(
                        "the database takes MUÑOZ and Muñoz, or I and i, for two names: a refusal or a partner's question in capitals may"
                                + " miss whom it means. Database administrator: make the hub's database with a locale such as C.UTF-8 or en_US.UTF-8");
            }
        }
    }

    @Override
    public void setAside(java.nio.file.Path to) {
        // its owner's: it must be empty to be restored into
    }

    @Override
    public String place() {
        return "external";
    }

    @Override
    public void close() {
        // Others run it.
    }

    /** Any mode that does not check the server's certificate would hand the password to whoever answers. */
    private Tls tls(JdbcUrl url) {
        return switch (settings.sslmode()) {
            case "verify-full", "verify-ca" -> new Tls(settings.sslmode(), rootCertificate());
            case "disable" -> {
                if (!url.isLoopback()) {
                    throw config("sslmode=disable is for a database on this machine only: use verify-full");
                }
                yield Tls.NONE;
            }
            default ->
                throw config("sslmode=" + settings.sslmode()
                        + " does not prove who the server is: use verify-full or verify-ca");
        };
    }

    private String rootCertificate() {
        if (settings.sslRootCertificate().isEmpty()) {
            return "";
        }
        Path file = etc.resolve(settings.sslRootCertificate());
        if (!Files.isReadable(file)) {
            throw config("sslRootCertificate names a file that cannot be read: " + settings.sslRootCertificate());
        }
        return file.toString();
    }

    private static DatabaseException config(String message) {
        return new DatabaseException(Kind.CONFIG, "etc/org.susten.db.cfg: " + message, null);
    }
}
