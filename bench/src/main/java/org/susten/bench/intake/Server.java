// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.susten.db.internal.Access;
import org.susten.db.internal.Binaries;
import org.susten.db.internal.PooledDatabase;
import org.susten.db.internal.PostgresServer;
import org.susten.db.internal.Provision;
import org.susten.db.internal.Tls;

/** The PostgreSQL that the hub brings, with the settings it ships with; fsync is on. */
public final class Server implements AutoCloseable {

    private static final char[] PASSWORD = "for a benchmark".toCharArray();
    private static final int POOL = 16;

    private final PostgresServer server;

    private Server(PostgresServer server) {
        this.server = server;
    }

    /** Starts the one in a folder, and makes it where there is none. */
    public static Server open(Path folder) throws IOException {
        PostgresServer server = new PostgresServer(folder.resolve("postgres"), Binaries.below(folder), Map.of());
        if (!server.isInitialized()) {
            server.initialize(PASSWORD);
        }
        server.start();
        return new Server(server);
    }

    /** A database; empty where it was not there. */
    public PooledDatabase database(String name) {
        Provision.ensure(administrator(), name, PASSWORD);
        return new PooledDatabase(
                new Access(server.url(name), Provision.ROLE, PASSWORD, Tls.NONE), POOL, "of the benchmark");
    }

    /** Whether there is no database of that name yet. */
    public boolean begins(String name) throws SQLException {
        try (Connection connection = administrator().single().getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("select from pg_database where datname = ?")) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return !row.next();
            }
        }
    }

    /** Writes out what earlier steps left in memory, so that no step pays for another. */
    public void checkpoint() throws SQLException {
        try (Connection connection = administrator().single().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("checkpoint");
        }
    }

    /** Processor time of the server and of this process. */
    public Cpu cpu() {
        return Cpu.of(server.process());
    }

    private Access administrator() {
        return new Access(server.url("postgres"), PostgresServer.ADMINISTRATOR, PASSWORD, Tls.NONE);
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
