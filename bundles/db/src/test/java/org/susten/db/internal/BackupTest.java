// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.db.BackupException;
import org.susten.db.Backups;
import org.susten.db.Backups.Contents;
import org.susten.db.testing.Postgres;
import org.susten.files.testing.MemorySecrets;
import org.susten.files.testing.PowerCut;

/** Backups of a real database, restored into another. */
class BackupTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path home;

    private final MemorySecrets secrets = new MemorySecrets();
    private HubBackups backups;

    @BeforeAll
    static void fill() throws Exception {
        postgres.database().migrate("things", BackupTest.class);
        Sql.run(postgres.database().dataSource(), "insert into things.thing select generate_series(1, 5000)");
        Sql.run(
                postgres.database().dataSource(),
                """
                insert into things.owner (name, above) values (E'tab\\there', 1), (E'line\\nend \\\\N', 2);
                insert into things.belonging select n, 1 + n % 3 from generate_series(1, 5000) n;
                create unlogged table things.staged as select 1""");
    }

    @BeforeEach
    void files() throws IOException {
        secrets.kept.put(BackupSeal.KEY, Base64.getUrlEncoder().encodeToString(new byte[32]));
        Files.createDirectories(home.resolve("store/raw/ab"));
        Files.writeString(home.resolve("store/raw/ab/abcd"), "raw input");
        Files.createDirectories(home.resolve("store/raw/incoming"));
        Files.writeString(home.resolve("store/raw/incoming/half"), "half");
        backups = new HubBackups((PooledDatabase) postgres.database(), secrets, home, Clock.systemUTC());
    }

    @Test
    @DisplayName(
            "R-28 a backup restored on a clean machine gives the same rows, numbers and files; P-14 what it set aside can be told")
    void a_backup_restored_elsewhere_is_the_same() throws Exception {
        Path file = home.resolve("hub.backup");
        Contents contents = backups.take(file);
        assertThat(contents.tables()).isEqualTo(4);
        assertThat(contents.rows()).isEqualTo(10_003);
        assertThat(contents.files()).isEqualTo(1);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(backups.verify(file)).isEqualTo(contents);
        Path clean = Files.createDirectories(home.resolve("clean/store")).getParent();
        Restoration.ask(clean, file + "\n");
        EmbeddedHost host = new EmbeddedHost(clean.resolve("store/postgres"), secrets);
        try {
            new Restoration(clean, secrets, Clock.systemUTC()).restore(host);
            Access access = host.ready();
            for (String query : new String[] {
                "select md5(string_agg(t::text, '|' order by t)) from things.thing t",
                "select md5(string_agg(t::text, '|' order by t)) from things.owner t",
                "select md5(string_agg(t::text, '|' order by t)) from things.belonging t",
                "select string_agg(version, ',' order by installed_rank) from things.migration"
            }) {
                assertThat(Sql.one(access.single(), query))
                        .as(query)
                        .isEqualTo(Sql.one(postgres.database().dataSource(), query));
            }
            assertThat(Sql.one(access.single(), "insert into things.owner (name) values ('next') returning id"))
                    .isEqualTo("4");
            assertThat(Sql.one(access.single(), "select count(*) from pg_tables where tablename = 'staged'"))
                    .isEqualTo("0");
            assertThat(clean.resolve("store/raw/ab/abcd")).hasContent("raw input");
            assertThat(Restoration.request(clean)).doesNotExist();
            replaceAgain(clean, file, host);
        } finally {
            host.close();
        }
    }

    /** A hub that has other data keeps it aside; one that was killed on the way begins anew and keeps the same. */
    private void replaceAgain(Path clean, Path file, EmbeddedHost host) throws Exception {
        Path aside = Files.createDirectories(clean.resolve("store/before"));
        Files.writeString(aside.resolve("kept"), "what was there first");
        Restoration.ask(clean, file + "\n" + aside + "\n");
        new Restoration(clean, secrets, Clock.systemUTC()).restore(host);
        assertThat(Sql.one(host.ready().single(), "select count(*) from things.owner"))
                .isEqualTo("3");
        assertThat(aside.resolve("kept")).exists();
        assertThat(aside.resolve("postgres-data"))
                .as("half of a restoration is nothing to keep")
                .doesNotExist();
        Restoration.ask(clean, file + "\n");
        new Restoration(clean, secrets, Clock.systemUTC()).restore(host);
        try (var before = Files.list(clean.resolve("store"))) {
            assertThat(before.filter(b -> b.getFileName().toString().startsWith("before-restore-")))
                    .hasSize(2)
                    .allSatisfy(b -> assertThat(b).isDirectory());
        }
        setAside(clean);
    }

    /** Whoever must see that it is deleted can ask for it: the folder, and since when. */
    private void setAside(Path clean) throws Exception {
        HubBackups there = new HubBackups((PooledDatabase) postgres.database(), secrets, clean, Clock.systemUTC());
        assertThat(there.setAside()).hasSize(2).allSatisfy(aside -> {
            assertThat(clean.resolve(aside.folder())).isDirectory();
            assertThat(aside.made()).isBetween(Instant.now().minus(Duration.ofMinutes(10)), Instant.now());
        });
        Files.move(clean.resolve(there.setAside().get(0).folder()), clean.resolve("store/before-restore-old"));
        assertThat(there.setAside())
                .as("under another name it may be of any time")
                .contains(new Backups.Aside(Path.of("store/before-restore-old"), Instant.EPOCH));
        assertThat(backups.setAside()).isEmpty();
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 what was restored is there after a power cut, and so is the wish to restore")
    void a_restoration_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        Path file = home.resolve("hub.backup");
        backups.take(file);
        PowerCut disk = new PowerCut(Files.createDirectories(home.resolve("clean")));
        Path clean = disk.root();
        Restoration.ask(clean, file + "\n");
        disk.cut(loss);
        Restoration restoration = new Restoration(clean, secrets, Clock.systemUTC());
        assertThat(restoration.asked()).isTrue();
        EmbeddedHost host = new EmbeddedHost(home.resolve("elsewhere/postgres"), secrets);
        try {
            restoration.restore(host);
        } finally {
            host.close();
        }
        disk.cut(loss);
        assertThat(clean.resolve("store/raw/ab/abcd")).hasContent("raw input");
        assertThat(restoration.asked()).isFalse();
    }

    @Test
    @DisplayName("R-28 a backup that is damaged, cut or of another hub is refused before anything is touched")
    void a_damaged_backup_is_refused() throws Exception {
        Path file = home.resolve("hub.backup");
        backups.take(file);
        byte[] whole = Files.readAllBytes(file);
        assertThat(new String(whole, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("raw input");
        byte[] damaged = whole.clone();
        damaged[whole.length / 2] ^= 1;
        for (byte[] bad : new byte[][] {damaged, Arrays.copyOf(whole, whole.length - 20), {}, new byte[5000]}) {
            Files.write(file, bad);
            assertThatThrownBy(() -> backups.restoreAtNextStart(file))
                    .isInstanceOf(BackupException.class)
                    .hasMessageContaining("cannot be read");
        }
        Files.write(file, whole);
        secrets.kept.put(
                BackupSeal.KEY, Base64.getUrlEncoder().encodeToString("another key of 32 bytes, surely!".getBytes()));
        assertThatThrownBy(() -> backups.verify(file)).hasMessageContaining("another etc/secrets/backup-key");
        secrets.kept.clear();
        assertThatThrownBy(() -> backups.verify(file)).hasMessageContaining("bring back etc/");
        assertThat(Restoration.request(home)).doesNotExist();
    }

    @Test
    void a_backup_that_is_not_there_is_not_called_damaged() {
        Path file = home.resolve("mistyped.backup");

        assertThatThrownBy(() -> backups.verify(file))
                .isInstanceOf(BackupException.class)
                .hasMessage("there is no file " + file + ": name the backup as this machine knows it");
    }

    @Test
    void a_backup_takes_the_place_of_no_other_file() throws Exception {
        Path file = Files.writeString(home.resolve("precious"), "x");
        assertThatThrownBy(() -> backups.take(file)).hasMessageContaining("name a new file");
        assertThat(file).hasContent("x");
        assertThatThrownBy(() -> backups.take(home.resolve("no/such/folder")))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("name a folder");
    }
}
