// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.DatabaseException;
import org.susten.files.testing.MemorySecrets;

class EmbeddedHostTest {

    @TempDir
    static Path once;

    @TempDir
    Path base;

    private final MemorySecrets secrets = new MemorySecrets();
    private Path folder;
    private EmbeddedHost host;
    private Access access;

    @BeforeAll
    static void initialize() throws IOException {
        EmbeddedHost first = new EmbeddedHost(once.resolve("postgres"), new MemorySecrets());
        first.ready();
        first.close();
    }

    @BeforeEach
    void start() throws IOException, SQLException {
        folder = Files.createDirectory(base.resolve("store")).resolve("postgres");
        Folders.copy(once.resolve("postgres"), folder);
        host = new EmbeddedHost(folder, secrets);
        access = host.ready();
        Sql.run(access.single(), "create table kept as select 1 as one");
    }

    @AfterEach
    void stop() throws IOException {
        host.close();
        assertThat(postmasters()).isEmpty();
    }

    @Test
    void it_is_looked_after_without_being_started_again() throws IOException {
        ProcessHandle before = postmaster();
        assertThat(host.ready()).isEqualTo(access);
        assertThat(postmaster()).isEqualTo(before);
    }

    @Test
    @DisplayName("R-01 PostgreSQL killed: running again with all that was committed")
    void a_killed_server_is_started_again_with_its_data() throws Exception {
        kill(postmaster());
        access = host.ready();
        assertThat(Sql.one(access.single(), "select one from kept")).isEqualTo("1");
    }

    @Test
    @DisplayName("R-02 PostgreSQL brings to the disk what it says is committed")
    void the_server_forgets_nothing_it_has_committed() throws Exception {
        assertThat(Sql.one(
                        access.single(),
                        "select string_agg(setting, ' ') from pg_settings"
                                + " where name in ('fsync', 'full_page_writes', 'synchronous_commit')"))
                .isEqualTo("on on on");
    }

    @Test
    void it_knows_the_letters_of_all_languages_and_sorts_by_their_numbers() throws Exception {
        assertThat(Sql.one(access.single(), "select lower('MUÑOZ ŞEN ЖУК')")).isEqualTo("muñoz şen жук");
        assertThat(Sql.one(
                        access.single(),
                        "select string_agg(v, '' order by v) from unnest(array['b','A','é','a','B']) v"))
                .isEqualTo("ABabé");
    }

    @Test
    void sessions_that_outlive_a_killed_server_are_ended_before_the_next_one_starts() throws Exception {
        try (Connection busy = access.single().getConnection()) {
            Thread endless = new Thread(() -> count(busy));
            endless.start();
            Sql.eventually(Duration.ofSeconds(10), () -> {
                String running =
                        "select 1/count(*) from pg_stat_activity where query like 'select count%' and state='active'";
                return Sql.one(access.single(), running);
            });
            kill(postmaster());
            assertThat(processes()).isNotEmpty();
            access = host.ready();
            endless.join();
        }
        assertThat(Sql.one(access.single(), "select one from kept")).isEqualTo("1");
    }

    @Test
    @DisplayName("R-01 hub killed: its server is found, restarted and kept")
    void a_server_left_by_a_killed_hub_is_restarted() throws Exception {
        ProcessHandle left = postmaster();
        EmbeddedHost next = new EmbeddedHost(folder, secrets);
        Access again = next.ready();
        left.onExit().get(10, TimeUnit.SECONDS);
        assertThat(Sql.one(again.single(), "select one from kept")).isEqualTo("1");
    }

    @Test
    void a_stale_pid_file_whose_number_is_taken_does_not_stop_it() throws Exception {
        kill(postmaster());
        Path pid = folder.resolve("data/postmaster.pid");
        Process other = new ProcessBuilder("sleep", "60").start();
        try {
            List<String> lines = Files.readAllLines(pid);
            Files.writeString(pid, other.pid() + "\n" + String.join("\n", lines.subList(1, lines.size())));
            access = host.ready();
            assertThat(Sql.one(access.single(), "select one from kept")).isEqualTo("1");
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroy();
        }
    }

    @Test
    void it_keeps_its_port_and_takes_another_when_that_is_busy() throws Exception {
        int port = URI.create(access.url().substring(5)).getPort();
        host.close();
        assertThat(host.ready().url()).contains(":" + port + "/");
        host.close();
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            access = host.ready();
            assertThat(access.url()).doesNotContain(":" + taken.getLocalPort() + "/");
            assertThat(Sql.one(access.single(), "select one from kept")).isEqualTo("1");
        }
    }

    @Test
    void data_of_another_major_version_is_refused_and_untouched() throws IOException {
        host.close();
        Path version = folder.resolve("data/PG_VERSION");
        Files.writeString(version, "17\n");
        assertThatThrownBy(() -> new EmbeddedHost(folder, secrets).ready())
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(DatabaseException.Kind.CONFIG))
                .hasMessageContaining("PostgreSQL 17");
        Files.writeString(version, "18\n");
    }

    @Test
    void data_open_to_others_is_refused_with_what_to_do() throws IOException {
        host.close();
        Files.setPosixFilePermissions(folder.resolve("data"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(() -> new EmbeddedHost(folder, secrets).ready())
                .isInstanceOf(DatabaseException.class)
                .hasMessageContaining("chmod 700");
    }

    @Test
    void a_store_that_is_no_folder_is_said_plainly() throws IOException {
        Path file = Files.createFile(base.resolve("file"));
        assertThatThrownBy(() -> new EmbeddedHost(file.resolve("postgres"), secrets).ready())
                .isInstanceOf(DatabaseException.class);
    }

    @Test
    @DisplayName("P-03 nothing of a row reaches a file of the server's log")
    void the_servers_log_holds_no_row() throws Exception {
        Sql.run(access.single(), "create table child (name text primary key, born date)");
        Sql.run(access.single(), "insert into child values ('Canary Quillfeather', '2015-05-05')");
        for (String wrong : List.of(
                "insert into child values ('Canary Quillfeather', '2015-05-05')",
                "insert into child values ('x', 'Canary Quillfeather')",
                "select 'Canary Quillfeather'::int",
                "insert into child (born) values ('2015-05-05') -- Canary Quillfeather")) {
            assertThatThrownBy(() -> Sql.run(access.single(), wrong)).isInstanceOf(SQLException.class);
        }
        kill(postmaster());
        host.ready();
        try (Stream<Path> logs = Files.walk(folder.resolve("log"))) {
            assertThat(logs.filter(Files::isRegularFile)).isNotEmpty().allSatisfy(log -> assertThat(
                            Files.readString(log))
                    .doesNotContain("Canary", "Quillfeather", "2015-05-05"));
        }
    }

    @Test
    @DisplayName("S-02 the server listens on loopback only, S-30 its files are its own")
    void it_is_closed_to_others() throws Exception {
        Access administrator = new Access(
                access.url(),
                PostgresServer.ADMINISTRATOR,
                secrets.findOrCreate("postgres-administrator", 32),
                Tls.NONE);
        assertThat(Sql.one(administrator.single(), "show listen_addresses")).isEqualTo("127.0.0.1");
        assertThat(Sql.one(administrator.single(), "show unix_socket_directories"))
                .isEmpty();
        assertThat(Sql.one(access.single(), "select rolsuper from pg_roles where rolname = current_user"))
                .isEqualTo("f");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("data"))))
                .isEqualTo("rwx------");
        Access stranger = new Access(access.url(), access.user(), "guess".toCharArray(), Tls.NONE);
        assertThatThrownBy(() -> Sql.one(stranger.single(), "select 1")).isInstanceOf(SQLException.class);
    }

    private static void count(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("select count(*) from generate_series(1, 10000000) a, generate_series(1, 1000) b");
        } catch (SQLException e) {
            // It is meant to be cut off.
        }
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().join();
    }

    private ProcessHandle postmaster() throws IOException {
        return Postmaster.of(folder.toRealPath().resolve("data")).orElseThrow();
    }

    private List<ProcessHandle> postmasters() throws IOException {
        return Postmaster.of(folder.toRealPath().resolve("data")).stream().toList();
    }

    private List<ProcessHandle> processes() {
        Path data = folder.resolve("data");
        return ProcessHandle.allProcesses()
                .filter(process -> {
                    try {
                        return Files.isSameFile(Path.of("/proc/" + process.pid() + "/cwd"), data);
                    } catch (IOException e) {
                        return false;
                    }
                })
                .toList();
    }
}
