// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.BackupException;
import org.susten.db.Backups;
import org.susten.db.Seals;
import org.susten.files.Durable;
import org.susten.files.Secrets;

/** Backups of this hub's database and of the folders beside it. */
public final class HubBackups implements Backups {

    private static final Logger log = LoggerFactory.getLogger(HubBackups.class);

    private final PooledDatabase database;
    private final Secrets secrets;
    private final Path home;
    private final Clock clock;
    private final SealKeys seals;
    private final ReentrantLock one = new ReentrantLock();

    /**
     * Of a hub.
     *
     * @param home the hub's folder
     */
    public HubBackups(PooledDatabase database, Secrets secrets, Path home, Clock clock) {
        this.database = database;
        this.secrets = secrets;
        this.home = home;
        this.clock = clock;
        this.seals = new SealKeys(home, clock);
    }

    @Override
    public Contents take(Path file) {
        if (!one.tryLock()) {
            throw new BackupException("a backup is being taken already: wait until it is done", null);
        }
        try {
            return write(home.resolve(file));
        } finally {
            one.unlock();
        }
    }

    private Contents write(Path file) {
        if (Files.exists(file)) {
            throw new BackupException(file + " is there already: name a new file", null);
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            Contents contents = seal(part);
            Durable.move(part, file);
            log.info("backup {}: {} rows, {} files", file.getFileName(), contents.rows(), contents.files());
            return contents;
        } catch (FileSystemException e) {
            throw new BackupException(
                    "the backup cannot be written: " + e.getMessage()
                            + ": name a folder with room that the hub's user may write to",
                    e);
        } catch (IOException e) {
            throw new BackupException("the backup cannot be written: " + e.getMessage(), e);
        } finally {
            drop(part);
        }
    }

    /** What is left of a backup that failed; one that cannot be deleted either is overwritten by the next. */
    private static void drop(Path part) {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            log.warn("{} is half a backup and cannot be deleted ({}): delete it", part, e.getMessage());
        }
    }

    private Contents seal(Path part) throws IOException {
        try (FileChannel channel = FileChannel.open(
                part,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            // closing the seal writes its last segment and closes the channel, so it is opened again to be synced
            Contents contents;
            try (OutputStream sealed = BackupSeal.make(secrets).sealing(Channels.newOutputStream(channel))) {
                contents = dump(sealed);
            }
            Durable.sync(part);
            return contents;
        }
    }

    private Contents dump(OutputStream sealed) throws IOException {
        try {
            return database.inTransaction(connection -> {
                try {
                    return new BackupWriter(sealed, seals)
                            .write(connection, database.migrations(), home, clock.instant());
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The keys that a backup holds nothing of. */
    Seals seals() {
        return seals;
    }

    @Override
    public Contents verify(Path file) {
        return new BackupReader(home.resolve(file), BackupSeal.find(secrets))
                .index()
                .contents();
    }

    @Override
    public Contents restoreAtNextStart(Path file) {
        Path backup = home.resolve(file).toAbsolutePath().normalize();
        Contents contents = verify(backup);
        try {
            Restoration.ask(home, backup + "\n");
            return contents;
        } catch (IOException e) {
            throw new BackupException("store/restore cannot be written: " + e.getMessage(), e);
        }
    }

    @Override
    public List<Aside> setAside() {
        try {
            return Restoration.setAside(home);
        } catch (IOException e) {
            throw new BackupException(
                    "the folder store cannot be listed: " + e.getMessage() + ": give the hub's user the right to", e);
        }
    }
}
