// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code bin/susten} says when a start cannot succeed: one sentence that tells what to do, before anything has begun. */
class StartScriptIT {
    private static final String PATH = "PATH=/usr/bin:/bin";
    private static final String JAVA = "JAVA_HOME=" + System.getProperty("java.home");

    @TempDir
    private static Path home;

    @BeforeAll
    static void unpack() throws Exception {
        Outcome.of(
                        home,
                        List.of(
                                "tar",
                                "-xzf",
                                System.getProperty("susten.distribution"),
                                "--strip-components",
                                "1",
                                "--exclude",
                                "*/system/*"))
                .succeeds();
        configure(Hub.freePort());
    }

    @Test
    void a_taken_port_is_named_with_the_file_to_change() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure(other.getLocalPort());
            refused("env", JAVA, "bin/susten", "start")
                    .contains("port " + other.getLocalPort() + " is taken", "httpPort", "etc/org.susten.rest.cfg");
        } finally {
            configure(Hub.freePort());
        }
    }

    @Test
    void a_java_home_without_java_is_told() throws Exception {
        refused("env", "JAVA_HOME=/nowhere", "bin/susten", "start").contains("JAVA_HOME is /nowhere", "JDK 17");
    }

    @Test
    void an_old_java_is_told(@TempDir Path old) throws Exception {
        Path java = Files.createDirectories(old.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 11' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        refused("env", "JAVA_HOME=" + old, "bin/susten", "start").contains("is Java 11", "17 or newer");
    }

    @Test
    void a_runtime_without_tools_is_told(@TempDir Path runtime) throws Exception {
        Path java = Files.createDirectories(runtime.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho '    java.specification.version = 21' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        refused("env", "JAVA_HOME=" + runtime, "bin/susten", "start").contains("runtime without tools", "JDK");
    }

    @Test
    void a_full_disk_is_told(@TempDir Path tools) throws Exception {
        Path df = tools.resolve("df");
        Files.writeString(
                df,
                "#!/bin/sh\necho Filesystem 1024-blocks Used Available Capacity Mounted\necho /dev/x 100 90 10 90% /\n");
        Files.setPosixFilePermissions(df, PosixFilePermissions.fromString("rwxr-xr-x"));
        refused("env", JAVA, "PATH=" + tools + ":/usr/bin:/bin", "bin/susten", "start")
                .contains("only 0 MiB are free", "make at least");
    }

    @Test
    void a_machine_without_the_hubs_postgresql_needs_another_one(@TempDir Path tools) throws Exception {
        Path uname = tools.resolve("uname");
        Files.writeString(uname, "#!/bin/sh\n[ \"$1\" = -s ] && echo Linux || echo aarch64\n");
        Files.setPosixFilePermissions(uname, PosixFilePermissions.fromString("rwxr-xr-x"));
        String[] start = {"env", JAVA, "PATH=" + tools + ":/usr/bin:/bin", "bin/susten", "start"};
        refused(start).contains("this is Linux aarch64", "set database in etc/org.susten.db.cfg");

        Hub.configure(
                home.resolve("etc/org.susten.db.cfg"), Map.of("database", "jdbc:postgresql://db.example.org/susten"));
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            configure(other.getLocalPort());
            refused(start).as("what is asked next").contains("port " + other.getLocalPort() + " is taken");
        } finally {
            configure(Hub.freePort());
            Hub.configure(home.resolve("etc/org.susten.db.cfg"), Map.of("database", "embedded"));
        }
    }

    @Test
    void a_copy_of_etc_of_another_version_is_told_and_which_file() throws Exception {
        Path system = home.resolve("system");
        try {
            refused("env", JAVA, "bin/susten", "start")
                    .contains("etc/startup.properties is of another version of the hub", "it names org/apache/karaf/");

            for (String line : Files.readAllLines(home.resolve("etc/startup.properties"))) {
                if (line.startsWith("reference")) {
                    Path jar = system.resolve(line.replaceAll("^reference\\\\:file\\\\:(\\S+).*", "$1"));
                    Files.createDirectories(jar.getParent());
                    Files.createFile(jar);
                }
            }
            refused("env", JAVA, "bin/susten", "start")
                    .contains("etc/org.apache.karaf.features.cfg is of another version", "org/susten/susten-features/");
        } finally {
            Outcome.of(home, List.of("sh", "-c", "rm -r system && mkdir system"))
                    .succeeds();
        }
    }

    @Test
    void a_hub_whose_folder_was_moved_starts_with_all_it_had(@TempDir Path folder) throws Exception {
        Hub hub = Hub.unpack(folder.resolve("here"));
        hub.start();
        hub.stop();

        Hub moved = hub.movedTo(folder.resolve("there"));
        moved.start();
        try {
            assertThat(moved.shell("susten:runs").succeeds().output()).contains("There is no run");
        } finally {
            moved.stop();
        }
    }

    @Test
    void a_keystore_that_its_password_does_not_open_is_named(@TempDir Path etc) throws Exception {
        Outcome.of(
                        etc,
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "keytool")
                                        .toString(),
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-dname",
                                "CN=localhost",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "another",
                                "-keystore",
                                "keystore.p12"))
                .succeeds();
        Files.writeString(Files.createDirectory(etc.resolve("secrets")).resolve("keystore-password"), "changeit");
        String nobody = "https://localhost:" + Hub.freePort();
        assertThat(asked(nobody, etc)).contains("does not open with the password in etc/secrets/keystore-password");
        Files.writeString(etc.resolve("secrets/keystore-password"), "another");
        assertThat(asked(nobody, etc)).startsWith("nothing answers at https://localhost:");
    }

    @Test
    void a_hub_whose_door_is_open_before_anybody_is_behind_it_is_starting(@TempDir Path etc) throws Exception {
        HttpServer door = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        door.createContext("/", asked -> {
            byte[] page = "<html><body>HTTP ERROR 404 Not Found</body></html>".getBytes(StandardCharsets.UTF_8);
            asked.sendResponseHeaders(404, page.length);
            asked.getResponseBody().write(page);
            asked.close();
        });
        door.start();
        try {
            assertThat(asked("http://127.0.0.1:" + door.getAddress().getPort(), etc))
                    .startsWith("the hub is still starting")
                    .doesNotContain("<");
        } finally {
            door.stop(0);
        }
    }

    /** What the script says of a hub that is to answer at an address. */
    private static String asked(String address, Path etc) throws Exception {
        Outcome outcome = Outcome.of(
                home,
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "bin/Await.java",
                        address + "/health/ready",
                        etc.toString(),
                        "0"));
        assertThat(outcome.code()).isEqualTo(1);
        return outcome.output();
    }

    @Test
    void stopping_what_does_not_run_is_no_failure() throws Exception {
        Outcome stop = Outcome.of(home, List.of("env", PATH, "bin/susten", "stop"));
        assertThat(stop.code()).isZero();
        assertThat(Outcome.of(home, List.of("env", PATH, "bin/susten", "status"))
                        .code())
                .isEqualTo(3);
    }

    @Test
    void an_unknown_command_shows_the_known_ones() throws Exception {
        Outcome unknown = Outcome.of(home, List.of("env", PATH, "bin/susten", "begin"));
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.output()).contains("usage:", "start", "stop", "status");
    }

    private static void configure(int http) throws Exception {
        Hub.configure(home.resolve("etc/org.susten.rest.cfg"), Map.of("httpPort", http, "httpsPort", Hub.freePort()));
        Hub.configure(home.resolve("etc/org.apache.karaf.shell.cfg"), Map.of("sshPort", Hub.freePort()));
    }

    /** Exactly one line, beginning with the program's name; nothing is left running. */
    private static org.assertj.core.api.AbstractStringAssert<?> refused(String... command) throws Exception {
        Outcome outcome = Outcome.of(home, List.of(command));
        assertThat(outcome.code()).as(outcome.output()).isEqualTo(1);
        assertThat(outcome.output().lines()).hasSize(1);
        assertThat(home.resolve("data/susten.pid")).doesNotExist();
        return assertThat(outcome.output()).startsWith("susten: ");
    }
}
