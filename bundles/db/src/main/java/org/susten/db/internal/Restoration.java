// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.BackupException;
import org.susten.db.Backups;
import org.susten.db.DatabaseException;
import org.susten.files.Durable;
import org.susten.files.Secrets;

/**
 * Puts a backup in the place of what the hub has, at its start and before anybody uses the database. Asked for by the file {@code
 * store/restore}, which names the backup and goes when all is in place: a hub that is killed on the way begins anew. What was
 * there is set aside in {@code store/before-restore-<moment>}, never deleted.
 */
final class Restoration {

    private static final Logger log = LoggerFactory.getLogger(Restoration.class);
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);

    private static final String ASIDE = "before-restore-";

    private final Path home;
    private final Secrets secrets;
    private final Clock clock;
    private final SealKeys seals;

    Restoration(Path home, Secrets secrets, Clock clock) {
        this.home = home;
        this.secrets = secrets;
        this.clock = clock;
        this.seals = new SealKeys(home, clock);
    }

    /** The file that asks for it. */
    static Path request(Path home) {
        return home.resolve("store/restore");
    }

    /** What restorations have set aside and nobody has deleted, by name. */
    static List<Backups.Aside> setAside(Path home) throws IOException {
        Path store = home.resolve("store");
        if (!Files.isDirectory(store)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(store)) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> name.startsWith(ASIDE))
                    .sorted()
                    .map(name -> new Backups.Aside(Path.of("store", name), made(name)))
                    .toList();
        }
    }

    /** Somebody may have given it another name: then nobody can say that it is younger than anything. */
    private static Instant made(String name) {
        try {
            return MOMENT.parse(name.substring(ASIDE.length()), Instant::from);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** Whether a backup is to be restored. */
    boolean asked() {
        return Files.exists(request(home));
    }

    /** Restores it. Everything is read and found whole first; until then nothing is touched. */
    void restore(Host host) throws IOException {
        List<String> request = Files.readAllLines(request(home));
        Path backup = home.resolve(request.isEmpty() ? "" : request.get(0).strip());
        BackupReader reader = new BackupReader(backup, BackupSeal.find(secrets));
        BackupReader.Index index = reader.index();
        log.info(
                "restoring {}: {} rows of {}",
                backup,
                index.contents().rows(),
                index.contents().taken());
        Path aside;
        if (request.size() > 1) {
            // begun before and not finished: what is there now is half of this very backup
            aside = Path.of(request.get(1));
            Path half = home.resolve("store/half-restored");
            Durable.deleteAll(half);
            setAside(host, half);
            Durable.deleteAll(half);
        } else {
            aside = home.resolve("store").resolve(ASIDE + MOMENT.format(clock.instant()));
            setAside(host, aside);
            ask(home, backup + "\n" + aside + "\n");
        }
        load(reader, index, host.ready());
        for (String folder : BackupWriter.FOLDERS) {
            Path there = home.resolve(folder);
            if (Files.exists(there)) {
                Durable.syncAll(there);
            }
        }
        Durable.delete(request(home));
        log.info("restored {}; what was there before is in {}", backup, aside);
    }

    /** Writes the request, whole or not at all. */
    static void ask(Path home, String text) throws IOException {
        Path request = request(home);
        Durable.createFolders(request.resolveSibling(""));
        Durable.write(request, text.getBytes(StandardCharsets.UTF_8));
    }

    private void setAside(Host host, Path to) throws IOException {
        Durable.createFolders(to);
        host.setAside(to);
        for (String folder : BackupWriter.FOLDERS) {
            Path there = home.resolve(folder);
            if (Files.exists(there)) {
                Durable.move(there, to.resolve(there.getFileName()));
            }
        }
    }

    private void load(BackupReader reader, BackupReader.Index index, Access access) throws IOException {
        migrate(reader, index, access);
        Set<String> closed = new TreeSet<>();
        try (Connection connection = access.single().getConnection()) {
            connection.setAutoCommit(false);
            reader.each((name, bytes) -> {
                if (name.startsWith("tables/")) {
                    String table = name.substring("tables/".length());
                    empty(connection, table);
                    copy(connection, table, index.tables().get(table), bytes);
                } else if (name.startsWith("files/")) {
                    file(name.substring("files/".length()), bytes);
                } else if (name.startsWith(SealedParts.PLACE)) {
                    sealed(connection, name, index, bytes, closed);
                }
            });
            closed.forEach(seal -> log.warn(
                    "what the backup holds under the seal {} stays unread: its key is {}",
                    seal,
                    seals.destroyed(seal).isPresent() ? "destroyed" : "not in store/seals"));
            for (Map.Entry<String, Long> sequence : index.sequences().entrySet()) {
                try (PreparedStatement set = connection.prepareStatement("select setval(?::regclass, ?)")) {
                    set.setString(1, sequence.getKey());
                    set.setLong(2, sequence.getValue());
                    set.execute();
                }
            }
            connection.commit();
            connection.setAutoCommit(true);
            connection.createStatement().execute("analyze");
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** Makes the schemas as they were, by the very migrations that had made them, in the same order. */
    private void migrate(BackupReader reader, BackupReader.Index index, Access access) throws IOException {
        try (Connection connection = access.single().getConnection()) {
            if (!Catalog.migrations(connection).isEmpty()) {
                throw new BackupException(
                        "the database holds a hub's data already: empty it, or name another in etc/org.susten.db.cfg;"
                                + " to start without restoring, delete store/restore",
                        null);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
        Path scripts = Files.createTempDirectory("susten-migrations");
        try {
            reader.each((name, bytes) -> {
                if (name.startsWith("migrations/")) {
                    Path script = below(scripts, name);
                    Files.createDirectories(script.getParent());
                    Files.copy(bytes, script);
                }
            });
            for (BackupReader.Migration migration : index.migrations()) {
                List<Script> all = Scripts.in(scripts.resolve("migrations").resolve(migration.schema()));
                Migrations.of(all, migration.schema()).apply(access.single(), migration.schema(), migration.version());
            }
        } finally {
            Durable.deleteAll(scripts);
        }
    }

    /** Rows or a file under a seal, or rows under several; left alone where there is no key any more. */
    private void sealed(
            Connection connection, String name, BackupReader.Index index, InputStream bytes, Set<String> closed)
            throws IOException {
        String[] part = name.substring(SealedParts.PLACE.length()).split("/", 3);
        InputStream open = bytes;
        for (String seal : part[0].split(Pattern.quote(SealedParts.AND))) {
            AesGcmHkdfStreaming cipher = seals.find(seal).orElse(null);
            if (cipher == null) {
                closed.add(seal);
                return;
            }
            open = SealedParts.opening(cipher, open);
        }
        if (part[1].equals("tables")) {
            copy(connection, part[2], index.sealed().get(name), open);
        } else {
            file(part[2], open);
        }
    }

    /** What a migration put there is in the backup too. */
    private static void empty(Connection connection, String table) {
        try (PreparedStatement filled = connection.prepareStatement("select 1 from " + table + " limit 1")) {
            if (filled.executeQuery().next()) {
                connection.createStatement().execute("delete from " + table);
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static void copy(
            Connection connection, String table, BackupReader.@Nullable Table described, InputStream bytes)
            throws IOException {
        if (described == null) {
            throw new IOException("table " + table + " is not among the contents");
        }
        try {
            long rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + table + " (" + described.columns() + ") from stdin", bytes);
            if (rows != described.rows()) {
                throw new IOException("table " + table + " has " + rows + " of " + described.rows() + " rows");
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private void file(String name, InputStream bytes) throws IOException {
        Path file = below(home, name);
        Files.createDirectories(file.getParent());
        Files.copy(bytes, file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private static Path below(Path folder, String name) throws IOException {
        Path path = folder.resolve(name).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("an entry leads out of its folder");
        }
        return path;
    }
}
