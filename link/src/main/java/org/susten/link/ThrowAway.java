// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.susten.db.Database;
import org.susten.db.internal.Access;
import org.susten.db.internal.Binaries;
import org.susten.db.internal.PooledDatabase;
import org.susten.db.internal.PostgresServer;
import org.susten.db.internal.Provision;
import org.susten.db.internal.Tls;
import org.susten.files.Durable;

/** A PostgreSQL of the kind the hub brings, in a folder that goes with it. */
final class ThrowAway implements AutoCloseable {

    /** A folder that lasts; {@code ./susten link} names one. */
    private static final String PROGRAMS = "susten.link.programs";

    private static final char[] PASSWORD = "for one linking".toCharArray();
    private static final String DATABASE = "link";
    private static final int POOL = 2;

    private final Path folder;
    private final PostgresServer server;
    /** Whoever is interrupted leaves neither a server nor people's data behind. */
    private final Thread interrupted = Executors.defaultThreadFactory().newThread(this::end);

    private @Nullable PooledDatabase database;
    private boolean ended;

    private ThrowAway(Path folder, PostgresServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts one below a folder, or in a new one of the system's. */
    static ThrowAway start(@Nullable Path below) {
        try {
            Path folder = below == null
                    ? Files.createTempDirectory("susten-link")
                    : Files.createTempDirectory(Files.createDirectories(below), "susten-link");
            Path programs = programs(folder);
            ThrowAway starting = new ThrowAway(
                    folder, new PostgresServer(folder.resolve("postgres"), Binaries.below(programs), Map.of()));
            Runtime.getRuntime().addShutdownHook(starting.interrupted);
            try {
                starting.start(!programs.equals(folder));
            } catch (IOException | RuntimeException e) {
                starting.close();
                throw e;
            }
            return starting;
        } catch (IOException e) {
            throw new UncheckedIOException("the throw-away database did not start", e);
        }
    }

    private void start(boolean kept) throws IOException {
        if (kept) {
            server.initializeFromKept(PASSWORD);
        } else {
            server.initialize(PASSWORD);
        }
        server.start();
        Provision.ensure(
                new Access(server.url("postgres"), PostgresServer.ADMINISTRATOR, PASSWORD, Tls.NONE),
                DATABASE,
                PASSWORD);
    }

    /**
     * Where PostgreSQL's programs lie: where they are kept from one run to the next, for unpacking them takes as long as to link a
     * hundred thousand records, or else beside the data.
     */
    private static Path programs(Path folder) {
        String named = System.getProperty(PROGRAMS);
        Path kept = (named == null ? folder : Path.of(named)).toAbsolutePath();
        return Files.isWritable(kept) && everybodyReaches(kept) ? kept : folder;
    }

    /** What root starts may run as somebody else, who must get there. */
    private static boolean everybodyReaches(Path kept) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return true;
        }
        try {
            for (Path at = kept; at != null; at = at.getParent()) {
                if (!Files.getPosixFilePermissions(at).contains(PosixFilePermission.OTHERS_EXECUTE)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** For a person index of its own. */
    Database database() {
        PooledDatabase open = database;
        if (open == null) {
            open = new PooledDatabase(access(), POOL, "of one linking");
            database = open;
        }
        return open;
    }

    private Access access() {
        return new Access(server.url(DATABASE), Provision.ROLE, PASSWORD, Tls.NONE);
    }

    /** Writes the result as table {@code result}. */
    int write(Records records, Persons persons) {
        try (Connection connection = access().single().getConnection()) {
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        "create table result (record text not null, person bigint not null, confidence real not null, outcome text not null)");
            }
            try (OutputStream out =
                    new PGCopyOutputStream(connection.unwrap(PGConnection.class), "copy result from stdin", 1 << 16)) {
                StringBuilder line = new StringBuilder();
                for (int row = 0; row < persons.size(); row++) {
                    escaped(line, records.name(row));
                    line.append('\t').append(persons.person(row)).append('\t');
                    line.append(persons.confidence(row)).append('\t');
                    line.append(persons.outcome(row).word()).append('\n');
                    if (line.length() > 1 << 15 || row + 1 == persons.size()) {
                        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
                        line.setLength(0);
                    }
                }
            }
            connection.commit();
            return persons.size();
        } catch (SQLException e) {
            throw new IllegalStateException("the result was not written: SQLSTATE " + e.getSQLState());
        } catch (IOException e) {
            throw new UncheckedIOException("the result was not written", e);
        }
    }

    private static void escaped(StringBuilder line, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '\\' -> line.append("\\\\");
                case '\t' -> line.append("\\t");
                case '\n' -> line.append("\\n");
                case '\r' -> line.append("\\r");
                case 0 -> line.append('\uFFFD'); // no text of PostgreSQL has it
                default -> line.append(c);
            }
        }
    }

    @Override
    public void close() throws IOException {
        try {
            Runtime.getRuntime().removeShutdownHook(interrupted);
        } catch (IllegalStateException e) {
            return; // it is being ended
        }
        remove();
    }

    private void end() {
        try {
            remove();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the throw-away database in " + folder + " is still there: remove the folder", e);
        }
    }

    private synchronized void remove() throws IOException {
        if (ended) {
            return;
        }
        ended = true;
        if (database != null) {
            database.close();
        }
        server.kill(); // nothing of it is kept
        Durable.deleteAll(folder);
    }
}
