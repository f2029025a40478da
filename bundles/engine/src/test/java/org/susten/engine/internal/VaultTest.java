// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.files.testing.PowerCut;

class VaultTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path store;

    private static byte[] noise(int size) {
        byte[] bytes = new byte[size];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    private static long files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void what_is_not_the_vaults_is_passed_over_by_its_clean_up() throws IOException {
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            String sha256 = hub.arrivals.receive("any", "noise.bin", new ByteArrayInputStream(noise(3)), "test");
            Path root = store.resolve("raw");
            Path notes = Files.createFile(root.resolve("README"));
            Path found = Files.createFile(
                    Files.createDirectory(root.resolve("lost+found")).resolve("7"));
            assertThat(hub.vault.writtenBefore(Instant.MAX)).containsExactly(sha256);
            assertThat(notes).exists();
            assertThat(found).exists();
        }
    }

    @Test
    void what_is_kept_comes_back_whole_and_at_any_position() throws IOException {
        byte[] bytes = noise(1_000_003);
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            String sha256 = hub.arrivals.receive("any", "noise.bin", new ByteArrayInputStream(bytes), "test");
            try (InputStream in = hub.vault.open(sha256)) {
                assertThat(in.readAllBytes()).isEqualTo(bytes);
            }
            try (SeekableByteChannel channel = hub.vault.channel(sha256)) {
                assertThat(channel.size()).isEqualTo(bytes.length);
                ByteBuffer piece = ByteBuffer.allocate(10);
                channel.position(bytes.length - 10L);
                while (piece.hasRemaining() && channel.read(piece) >= 0) {
                    assertThat(channel.isOpen()).isTrue();
                }
                assertThat(piece.array())
                        .isEqualTo(java.util.Arrays.copyOfRange(bytes, bytes.length - 10, bytes.length));
            }
        }
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 raw input that was accepted is there after a power cut")
    void raw_input_outlasts_a_power_cut(PowerCut.Loss loss) throws IOException {
        PowerCut disk = new PowerCut(store);
        try (Hub hub = new Hub(postgres.database(), disk.root().resolve("store"), new MovableClock())) {
            String sha256 = hub.receive("any", "students.csv", "s1,Ada,Alder,2015-01-01,");
            disk.cut(loss);
            try (InputStream in = hub.vault.open(sha256)) {
                assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("Alder");
            }
        }
    }

    @Test
    @DisplayName("S-24 raw input is not readable on disk, and a changed byte is noticed")
    void raw_input_is_encrypted_and_authenticated() throws IOException {
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            String sha256 = hub.receive("any", "students.csv", "s1,Canary,Alder,2015-01-01,");
            Path file = store.resolve("raw").resolve(sha256.substring(0, 2)).resolve(sha256);
            byte[] stored = Files.readAllBytes(file);
            assertThat(new String(stored, StandardCharsets.ISO_8859_1)).doesNotContain("Canary");
            assertThat(Files.getPosixFilePermissions(file)).hasSize(2);
            stored[stored.length - 3] ^= 1;
            Files.write(file, stored);
            assertThatThrownBy(() -> {
                        try (InputStream in = hub.vault.open(sha256)) {
                            in.readAllBytes();
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("R-09 an arrival that breaks off is not kept")
    void an_arrival_that_breaks_off_is_not_kept() throws IOException {
        InputStream breaking = new InputStream() {
            private int left = 200_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("connection reset");
                }
                return 'x';
            }
        };
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            assertThatThrownBy(() -> hub.arrivals.receive("any", "half.csv", breaking, "test"))
                    .isInstanceOf(IOException.class);
            assertThat(files(store)).isZero();
        }
    }

    @Test
    @DisplayName("S-21 a file's name leads nowhere")
    void a_name_is_only_a_name() throws IOException {
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            hub.connect("names");
            hub.receive("names", "../../etc/students.csv", "s1,Ada,Alder,,");
            assertThat(hub.runAll("names").rows().read()).isEqualTo(1);
            assertThatThrownBy(() -> hub.receive("names", "..", "x")).isInstanceOf(IOException.class);
        }
    }

    @Test
    @DisplayName("R-04 a full disk refuses an arrival, keeps nothing half, and takes it when there is room again")
    void a_full_disk_refuses_an_arrival() throws Exception {
        Path small = Files.createDirectory(store.resolve("small"));
        assumeTrue(
                mount("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", small.toString()),
                "needs the right to mount");
        try (Hub hub = new Hub(postgres.database(), small, new MovableClock())) {
            byte[] large = noise(600_000);
            assertThatThrownBy(() -> hub.arrivals.receive("full", "large.bin", new ByteArrayInputStream(large), "test"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("make room on that disk");
            assertThat(files(small)).isZero();
            assertThat(hub.receive("full", "small.csv", "s1,Ada,Alder,,")).hasSize(64);
        } finally {
            mount("umount", small.toString());
        }
    }

    private static boolean mount(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
