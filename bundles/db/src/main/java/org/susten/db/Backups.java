// SPDX-License-Identifier: Apache-2.0
package org.susten.db;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Copies of all the hub knows, taken while it works: every table as of one instant, raw input, packages on their way, add-ons. A
 * copy is encrypted with the secret {@code backup-key}; without the {@code etc} of this hub nobody can open it. Safe for any
 * thread; one backup at a time.
 */
@ProviderType
public interface Backups {

    /**
     * What a backup holds.
     *
     * @param taken the instant of which it tells
     * @param tables how many tables
     * @param rows rows of all tables
     * @param files how many files beside the database
     * @param bytes size of those files
     */
    record Contents(Instant taken, long tables, long rows, long files, long bytes) {}

    /**
     * Takes a backup into a file that does not exist yet; written beside and renamed when whole and on disk.
     *
     * @throws BackupException where it cannot be taken; nothing is left then
     */
    Contents take(Path file);

    /**
     * Reads a backup to its end, changing nothing.
     *
     * @throws BackupException where it is damaged, cut, or of another hub
     */
    Contents verify(Path file);

    /**
     * Verifies a backup and has the hub's next start put it in the place of everything the hub has by then, which is set aside.
     *
     * @throws BackupException where it is damaged, cut, or of another hub
     */
    Contents restoreAtNextStart(Path file);

    /**
     * What a restoration set aside: all that the hub had until then, whole, readable and under no seal, until somebody deletes the folder.
     *
     * @param folder below the hub's folder
     * @param made when; the beginning of time where its name does not tell
     */
    record Aside(Path folder, Instant made) {}

    /**
     * What restorations have set aside and is there still, by name.
     *
     * @throws BackupException where it cannot be told
     */
    List<Aside> setAside();
}
