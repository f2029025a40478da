// SPDX-License-Identifier: Apache-2.0
package org.susten.db.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.susten.db.internal.Access;
import org.susten.db.internal.Binaries;
import org.susten.db.internal.Folders;
import org.susten.db.internal.PostgresServer;
import org.susten.db.internal.Provision;
import org.susten.db.internal.Tls;
import org.susten.files.Durable;

/**
 * The one server of this JVM. Programs and an initialized data directory are kept between runs below {@code java.io.tmpdir}, so
 * that a start takes less than a second; servers of JVMs that were killed are stopped and removed by the next one.
 */
final class SharedServer {

    private static final char[] PASSWORD = "known to tests".toCharArray();
    /** Without fsync, as its data ends with the JVM: a power cut is none of what these tests are about. */
    private static final Map<String, String> SETTINGS = Map.of(
            "shared_buffers",
            "128MB",
            "max_connections",
            "200",
            "max_wal_size",
            "2GB",
            "autovacuum_naptime",
            "10s",
            "fsync",
            "off");

    private static SharedServer instance;

    private final PostgresServer server;

    private SharedServer(PostgresServer server) {
        this.server = server;
    }

    static synchronized SharedServer get() {
        if (instance == null) {
            try {
                instance = start();
            } catch (IOException e) {
                throw new UncheckedIOException("no PostgreSQL for the tests", e);
            }
        }
        return instance;
    }

    /** Creates a database that the hub's role owns. */
    Access database(String name) {
        Provision.ensure(administrator(), name, PASSWORD);
        return accessTo(name);
    }

    Access accessTo(String name) {
        return new Access(server.url(name), Provision.ROLE, PASSWORD, Tls.NONE);
    }

    void drop(String name) {
        try (Connection connection = administrator().single().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + name + " with (force)");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot drop " + name, e);
        }
    }

    private Access administrator() {
        return new Access(server.url("postgres"), PostgresServer.ADMINISTRATOR, PASSWORD, Tls.NONE);
    }

    private static SharedServer start() throws IOException {
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "susten-postgres-" + System.getProperty("user.name"));
        Files.createDirectories(home);
        Path mine = home.resolve("jvm-" + ProcessHandle.current().pid());
        Binaries binaries;
        try (FileChannel others =
                FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            others.lock();
            binaries = Binaries.below(home);
            removeServersOfDeadJvms(home, binaries);
            Path template = home.resolve("template-" + binaries.home().getFileName());
            if (!Files.exists(template.resolve("data"))) {
                new PostgresServer(template, binaries, Map.of()).initialize(PASSWORD);
            }
            Durable.deleteAll(mine);
            Folders.copy(template, mine);
        }
        PostgresServer server = new PostgresServer(mine, binaries, SETTINGS);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, mine)));
        server.start();
        return new SharedServer(server);
    }

    private static void removeServersOfDeadJvms(Path home, Binaries binaries) throws IOException {
        List<Path> servers;
        try (Stream<Path> entries = Files.list(home)) {
            servers = entries.filter(entry -> entry.getFileName().toString().startsWith("jvm-"))
                    .toList();
        }
        for (Path entry : servers) {
            long pid = Long.parseLong(entry.getFileName().toString().substring("jvm-".length()));
            if (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty()) {
                end(new PostgresServer(entry, binaries, Map.of()), entry);
            }
        }
    }

    private static void end(PostgresServer server, Path folder) {
        try {
            server.kill();
            Durable.deleteAll(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("a PostgreSQL of the tests could not be stopped", e);
        }
    }
}
