// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.files.Durable;

/**
 * A PostgreSQL server in a folder of its own: {@code data}, {@code log} and {@code port}. It outlives a killed hub; the next
 * start finds it. For one thread at a time.
 */
public final class PostgresServer {

    /** The server's superuser, which does nothing but create the hub's own role and database. */
    public static final String ADMINISTRATOR = "postgres";

    private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
    /** Recovery after a crash replays up to {@code max_wal_size}. */
    private static final Duration START = Duration.ofMinutes(10);

    private static final Duration STOP = Duration.ofMinutes(1);
    /** The data directory until it is whole. */
    private static final String MAKING = "data.new";

    private final Path folder;
    private final Path data;
    private final Binaries binaries;
    private final Programs programs;
    private final Map<String, String> settings;
    private final Port port;

    /**
     * Does not start anything.
     *
     * @param folder the server's folder, created where absent
     * @param settings settings beyond the usual ones
     */
    public PostgresServer(Path folder, Binaries binaries, Map<String, String> settings) throws IOException {
        Durable.createFolders(folder);
        this.folder = folder.toRealPath();
        this.data = this.folder.resolve("data");
        this.binaries = binaries;
        this.programs = Programs.in(this.folder);
        this.settings = Map.copyOf(settings);
        this.port = new Port(this.folder.resolve("port"));
    }

    /** Whether the data directory is there. */
    public boolean isInitialized() {
        return Files.exists(data.resolve("PG_VERSION"));
    }

    /** Makes the data directory, with the administrator's password; whole or not at all. */
    public void initialize(char[] password) throws IOException {
        Path making = folder.resolve(MAKING);
        Durable.deleteAll(making);
        Files.createDirectory(
                making, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = SecretFile.write(folder, password);
        try {
            programs.handOver(making);
            programs.handOver(passwordFile);
            Programs.Outcome outcome = programs.run(
                    List.of(
                            binaries.program("initdb"),
                            "--pgdata=" + making,
                            "--username=" + ADMINISTRATOR,
                            "--pwfile=" + passwordFile,
                            "--auth=scram-sha-256",
                            "--encoding=UTF8",
                            "--locale=C",
                            // Sorts as C does, and knows the small and capital letters of all languages.
                            "--locale-provider=builtin",
                            "--builtin-locale=C.UTF-8",
                            "--no-instructions"),
                    Duration.ofMinutes(2));
            if (outcome.code() != 0) {
                throw StartFailure.explain("initdb", outcome.said());
            }
            made(making);
        } finally {
            Files.deleteIfExists(passwordFile);
        }
    }

    /**
     * Makes the data directory as a copy of one that is kept beside the programs; the first is made and kept. Making one takes a second
     * and more of a processor, copying one a tenth.
     *
     * @param password the same whenever these programs are used
     */
    public void initializeFromKept(char[] password) throws IOException {
        Path kept = binaries.home().resolve("data");
        if (Files.isDirectory(kept)) {
            Path making = folder.resolve(MAKING);
            Durable.deleteAll(making);
            Folders.copy(kept, making);
            made(making);
        } else {
            initialize(password);
            Path keeping = Files.createTempDirectory(binaries.home(), "keeping-");
            Folders.copy(data, keeping.resolve("data"));
            Folders.publish(keeping.resolve("data"), kept);
            Durable.deleteAll(keeping);
        }
    }

    private void made(Path making) throws IOException {
        Durable.write(making.resolve("postgresql.conf"), ServerSettings.file().getBytes(StandardCharsets.UTF_8));
        programs.handOver(making);
        Durable.move(making, data);
    }

    /** Moves the data directory of a server that does not run; it is then not initialized any more. */
    void moveTo(Path place) throws IOException {
        Durable.move(data, place);
    }

    /** Starts the server. One that a killed hub left running is restarted, so that nothing of that hub's sessions is left. */
    public void start() throws IOException {
        StartFailure.refuseForeignData(data);
        if (process().isPresent()) {
            log.info("PostgreSQL still runs from before; restarting it");
            stop();
        }
        Postmaster.clearAfterDeath(data);
        Path logs = Files.createDirectories(folder.resolve("log"));
        programs.handOver(logs);
        Path said = logs.resolve("start.log");
        Files.deleteIfExists(said);
        ServerLog told = ServerLog.of(logs);
        Programs.Outcome outcome = programs.run(
                List.of(
                        binaries.program("pg_ctl"),
                        "--pgdata=" + data,
                        "--wait",
                        "--timeout=" + START.toSeconds(),
                        "--log=" + said,
                        "--options=" + ServerSettings.options(port.choose(), settings),
                        "start"),
                START.plusSeconds(10));
        if (outcome.code() != 0) {
            throw StartFailure.explain(
                    "start", (Files.exists(said) ? Files.readString(said) : outcome.said()) + '\n' + told.said());
        }
        String recovery = ServerLog.recovery(told.said());
        if (!recovery.isEmpty()) {
            log.warn("{}", recovery);
        }
    }

    /** Stops the server in order; sessions are ended. Does nothing where it does not run. */
    public void stop() throws IOException {
        if (process().isPresent() && stop("fast") != 0) {
            log.warn("PostgreSQL did not stop within {} s; stopping it without a checkpoint", STOP.toSeconds());
            stop("immediate");
        }
    }

    /** Stops the server at once, as a power cut would, where its data is not needed any more. */
    public void kill() throws IOException {
        if (process().isPresent()) {
            stop("immediate");
        }
    }

    /** The server's main process while it runs. */
    public Optional<ProcessHandle> process() {
        return Postmaster.of(data);
    }

    /** The address of one of its databases. */
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port.chosen() + '/' + database;
    }

    private int stop(String mode) throws IOException {
        return programs.run(
                        List.of(
                                binaries.program("pg_ctl"),
                                "--pgdata=" + data,
                                "--wait",
                                "--timeout=" + STOP.toSeconds(),
                                "--mode=" + mode,
                                "stop"),
                        STOP.plusSeconds(10))
                .code();
    }
}
