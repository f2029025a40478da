// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.db.Backups;
import org.susten.db.testing.Postgres;
import org.susten.files.testing.MemorySecrets;
import org.susten.files.testing.PowerCut;

/** What stands under a seal, in backups of a real database. */
class SealTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2027-08-01T12:00:00Z"), ZoneOffset.UTC);

    @TempDir
    Path home;

    private final MemorySecrets secrets = new MemorySecrets();
    private HubBackups backups;

    @BeforeEach
    void two_holders() throws Exception {
        postgres.database().migrate("things", SealTest.class);
        Sql.run(
                postgres.database().dataSource(),
                "truncate things.held; insert into things.held values ('bridges', 'of bridges'), ('lanternclub', 'of lanternclub')");
        secrets.kept.put(BackupSeal.KEY, Base64.getUrlEncoder().encodeToString(new byte[32]));
        for (String holder : new String[] {"bridges", "lanternclub"}) {
            Files.createDirectories(home.resolve("store/spool/" + holder));
            Files.writeString(home.resolve("store/spool/" + holder + "/data.csv"), "package of " + holder);
            Files.createDirectories(home.resolve("store/raw/aa"));
            Files.writeString(home.resolve("store/raw/aa/" + holder), "input for " + holder);
        }
        backups = new HubBackups((PooledDatabase) postgres.database(), secrets, home, CLOCK);
    }

    @Test
    @DisplayName("P-14 an older backup holds nothing readable of a seal whose key is destroyed, and all of the others")
    void an_older_backup_is_unreadable_where_the_key_is_destroyed() throws Exception {
        Path file = home.resolve("hub.backup");
        assertThat(backups.take(file).rows()).isGreaterThanOrEqualTo(2);
        assertThat(restored(file, "whole"))
                .isEqualTo(
                        "of bridges, of lanternclub; package of bridges, input for bridges; package of lanternclub, input for lanternclub");
        backups.seals().destroy("bridges");
        assertThat(backups.seals().destroyed("bridges")).contains(CLOCK.instant());
        assertThat(restored(file, "after")).isEqualTo("of lanternclub; package of lanternclub, input for lanternclub");
        assertThat(opened(file))
                .contains("sealed/bridges/tables/things.held")
                .doesNotContain("of bridges")
                .doesNotContain("for bridges");
    }

    @Test
    @DisplayName("P-14 a row under two seals is restored once, and is unreadable where either key is destroyed")
    void a_row_under_two_seals_is_restored_once() throws Exception {
        Sql.run(postgres.database().dataSource(), "insert into things.held values ('bridges lanternclub', 'of both')");
        Path file = home.resolve("hub.backup");
        assertThat(backups.take(file).rows()).isEqualTo(backups.verify(file).rows());
        assertThat(restored(file, "whole")).startsWith("of both, of bridges, of lanternclub;");
        backups.seals().destroy("bridges");
        assertThat(restored(file, "after")).startsWith("of lanternclub;");
    }

    @Test
    @DisplayName(
            "P-14 a key that comes back under the name of a destroyed one opens nothing, and a later backup is as unreadable")
    void a_destroyed_key_does_not_come_back() throws Exception {
        Path file = home.resolve("hub.backup");
        backups.take(file);
        Path key = home.resolve("store/seals/bridges");
        byte[] copy = Files.readAllBytes(key);
        backups.seals().destroy("bridges");
        assertThat(key).doesNotExist();
        Files.write(key, copy);
        assertThat(restored(file, "copied-back"))
                .isEqualTo("of lanternclub; package of lanternclub, input for lanternclub");
        Path later = home.resolve("later.backup");
        backups.take(later);
        assertThat(restored(later, "later")).isEqualTo("of lanternclub; package of lanternclub, input for lanternclub");
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 a backup that was taken can be read after a power cut, with the keys it was made with")
    void a_backup_outlasts_a_power_cut(PowerCut.Loss loss) throws Exception {
        PowerCut disk = new PowerCut(home);
        Path file = disk.root().resolve("hub.backup");
        HubBackups onDisk = new HubBackups((PooledDatabase) postgres.database(), secrets, disk.root(), CLOCK);
        Backups.Contents taken = onDisk.take(file);
        byte[] key = Files.readAllBytes(home.resolve("store/seals/bridges"));
        disk.cut(loss);
        assertThat(onDisk.verify(file)).isEqualTo(taken);
        assertThat(home.resolve("store/seals/bridges")).hasBinaryContent(key);
    }

    @ParameterizedTest(name = "lost are {0}")
    @EnumSource
    @DisplayName("R-02 P-14 a key that was destroyed stays so after a power cut")
    void a_destroyed_key_stays_so_after_a_power_cut(PowerCut.Loss loss) throws Exception {
        PowerCut disk = new PowerCut(home);
        SealKeys keys = new SealKeys(disk.root(), CLOCK);
        keys.make("bridges");
        keys.destroy("bridges");
        disk.cut(loss);
        assertThat(keys.find("bridges")).isEmpty();
        assertThat(keys.destroyed("bridges")).contains(CLOCK.instant());
        assertThat(disk.root().resolve("store/seals/bridges")).doesNotExist();
    }

    @Test
    @DisplayName("R-01 a hub killed while it makes a key makes it when it is asked again")
    void a_key_that_was_half_made_is_made_again() throws Exception {
        SealKeys keys = new SealKeys(home, CLOCK);
        Files.createDirectories(home.resolve("store/seals"));
        Files.createFile(home.resolve("store/seals/.bridges.new"));
        keys.make("bridges");
        assertThat(Files.size(home.resolve("store/seals/bridges"))).isEqualTo(32);
        assertThat(keys.find("bridges")).isPresent();
    }

    @Test
    @DisplayName("R-01 P-14 a key that a killed hub had wiped and not deleted yet is none")
    void a_key_that_was_wiped_is_none() throws Exception {
        SealKeys keys = new SealKeys(home, CLOCK);
        Path key = home.resolve("store/seals/bridges");
        Files.createDirectories(key.getParent());
        Files.write(key, new byte[32]);
        assertThat(keys.find("bridges")).isEmpty();
        keys.make("bridges");
        assertThat(Files.readAllBytes(key)).hasSize(32).isNotEqualTo(new byte[32]);
        assertThat(keys.find("bridges")).isPresent();
    }

    @Test
    @DisplayName("P-14 a backup holds no key of a seal")
    void a_backup_holds_no_key() throws Exception {
        Path file = home.resolve("hub.backup");
        backups.take(file);
        assertThat(opened(file)).contains("store/spool").doesNotContain("store/seals");
    }

    /** Every entry's name and bytes, as whoever has {@code backup-key} reads them. */
    private String opened(Path file) {
        StringBuilder all = new StringBuilder();
        new BackupReader(file, BackupSeal.find(secrets)).each((name, bytes) -> all.append(name)
                .append('\n')
                .append(new String(bytes.readAllBytes(), StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    /** Restores beside the hub with the keys it has now, and tells what is there. */
    private String restored(Path file, String name) throws Exception {
        Path clean = Files.createDirectories(home.resolve(name + "/store")).getParent();
        Path seals = Files.createDirectories(clean.resolve("store/seals"));
        try (var keys = Files.list(home.resolve("store/seals"))) {
            keys.forEach(key -> copy(key, seals.resolve(key.getFileName())));
        }
        Restoration.ask(clean, file + "\n");
        EmbeddedHost host = new EmbeddedHost(clean.resolve("store/postgres"), secrets);
        try {
            new Restoration(clean, secrets, CLOCK).restore(host);
            StringBuilder there = new StringBuilder(
                    Sql.one(host.ready().single(), "select string_agg(data, ', ' order by data) from things.held"));
            for (String holder : new String[] {"bridges", "lanternclub"}) {
                Path data = clean.resolve("store/spool/" + holder + "/data.csv");
                there.append(Files.exists(data) ? "; " + Files.readString(data) : "");
                Path raw = clean.resolve("store/raw/aa/" + holder);
                there.append(Files.exists(raw) ? ", " + Files.readString(raw) : "");
            }
            return there.toString();
        } finally {
            host.close();
        }
    }

    private static void copy(Path from, Path to) {
        try {
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
