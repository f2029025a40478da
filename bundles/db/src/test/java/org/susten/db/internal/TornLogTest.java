// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.db.DatabaseException;
import org.susten.files.testing.MemorySecrets;

/** The power goes: of PostgreSQL's log of changes the disk has all that was acknowledged, and of what came after it a part or rubbish. */
class TornLogTest {

    @TempDir
    static Path once;

    @TempDir
    Path base;

    private final MemorySecrets secrets = new MemorySecrets();
    private Path folder;
    private EmbeddedHost host;
    private Access access;

    /** What the disk made of the end. */
    enum End {
        NOTHING,
        A_PART,
        RUBBISH
    }

    /** A place in the log. */
    private record Place(String file, int offset) {}

    @BeforeAll
    static void initialize() throws IOException {
        EmbeddedHost first = new EmbeddedHost(once.resolve("postgres"), new MemorySecrets());
        first.ready();
        first.close();
    }

    @BeforeEach
    void start() throws Exception {
        folder = Files.createDirectory(base.resolve("store")).resolve("postgres");
        Folders.copy(once.resolve("postgres"), folder);
        host = new EmbeddedHost(folder, secrets);
        access = host.ready();
        Sql.run(access.single(), "create table kept (n int primary key)");
        Sql.run(access.single(), "insert into kept select generate_series(1, 1000)");
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R-03 a torn tail of PostgreSQL's log is cut at its last whole record and told of; what was acknowledged is there, what was not is not by half")
    void a_torn_tail_is_cut(End end) throws Exception {
        Place acknowledged = place();
        Sql.run(access.single(), "insert into kept select generate_series(1001, 3000)");
        Place after = place();
        assertThat(after.file()).isEqualTo(acknowledged.file());
        powerGoes();
        tear(acknowledged, after, end);

        access = host.ready();

        assertThat(Sql.one(access.single(), "select count(*) || ' ' || max(n) from kept"))
                .isEqualTo("1000 1000");
        Sql.run(access.single(), "insert into kept select generate_series(1001, 1010)");
        host.close();
        access = host.ready();
        assertThat(Sql.one(access.single(), "select count(*) from kept")).isEqualTo("1010");
    }

    @Test
    @DisplayName(
            "R-03 data whose last checkpoint is gone too is not started with, left as it is, and the operator hears what to do")
    void damage_beyond_the_tail_is_said() throws Exception {
        Sql.run(access.single(), "insert into kept select generate_series(1001, 3000)");
        String file = place().file();
        powerGoes();
        Path log = folder.resolve("data/pg_wal").resolve(file);
        byte[] whole = Files.readAllBytes(log);
        Files.write(log, new byte[whole.length]);
        assertThatThrownBy(() -> new EmbeddedHost(folder, secrets).ready())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.CONFIG))
                .hasMessageContainingAll(
                        "store/postgres/data is damaged", "checkpoint record", "left as it is", "bin/susten restore");
        Files.write(log, whole);
        access = host.ready();
        assertThat(Sql.one(access.single(), "select count(*) from kept")).isEqualTo("3000");
    }

    @Test
    @DisplayName("R-03 how a start after a kill went is told once, with where the log ended")
    void a_recovery_is_told() throws Exception {
        ServerLog log = ServerLog.of(folder.resolve("log"));
        Place acknowledged = place();
        Sql.run(access.single(), "insert into kept select generate_series(1001, 3000)");
        Place after = place();
        powerGoes();
        tear(acknowledged, after, End.RUBBISH);
        access = host.ready();
        assertThat(ServerLog.recovery(log.said()))
                .contains("all that was committed is there", "ends at its last whole record")
                .doesNotContain("LOG:");
        host.close();
        ServerLog next = ServerLog.of(folder.resolve("log"));
        access = host.ready();
        assertThat(ServerLog.recovery(next.said())).as("after an end in order").isEmpty();
    }

    private Place place() throws Exception {
        String[] place = Sql.one(
                        access.single(),
                        "select file_name || ' ' || file_offset from pg_walfile_name_offset(pg_current_wal_flush_lsn())")
                .split(" ");
        return new Place(place[0], Integer.parseInt(place[1]));
    }

    private void powerGoes() throws IOException {
        ProcessHandle process =
                Postmaster.of(folder.toRealPath().resolve("data")).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
        Postmaster.clearAfterDeath(folder.toRealPath().resolve("data"));
    }

    private void tear(Place from, Place to, End end) throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(
                folder.resolve("data/pg_wal").resolve(from.file()).toFile(), "rw")) {
            int length = to.offset() - from.offset();
            assertThat(length).isPositive();
            byte[] rest = new byte[length];
            log.seek(from.offset());
            log.readFully(rest);
            if (end == End.RUBBISH) {
                Arrays.fill(rest, (byte) 0x5A);
            } else {
                Arrays.fill(rest, end == End.A_PART ? length / 2 : 0, length, (byte) 0);
            }
            log.seek(from.offset());
            log.write(rest);
        }
    }
}
