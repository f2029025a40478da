// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.susten.db.DatabaseException;
import org.susten.db.DatabaseException.Kind;

/** Says in plain words why the embedded server does not start, and what to do. */
final class StartFailure {

    private StartFailure() {}

    /** Refuses data of another major version before the server does so in its own words. */
    static void refuseForeignData(Path data) throws IOException {
        String version = Files.readString(data.resolve("PG_VERSION")).strip();
        if (!version.equals(Binaries.MAJOR)) {
            throw new DatabaseException(
                    Kind.CONFIG,
                    "store/postgres/data was written by PostgreSQL " + version + ", this hub brings " + Binaries.MAJOR
                            + ": start the release of the hub that wrote it and take a backup, or move the folder away",
                    null);
        }
    }

    /** Explains what the server or initdb said; only the lines that tell of failure are kept. */
    static DatabaseException explain(String step, String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        if (lower.contains("shared memory segment")) {
            return new DatabaseException(
                    Kind.CONFIG,
                    "this machine gives PostgreSQL no shared memory (" + failureLines(said)
                            + "). System administrator: raise kernel.shmmni, or open /dev/shm (mode 1777) and let it have 1 GB",
                    null);
        }
        if (lower.contains("no space left on device") || lower.contains("disk quota exceeded")) {
            return new DatabaseException(
                    Kind.FULL,
                    "no room left on the disk of store/postgres: free some, the hub then goes on by itself",
                    null);
        }
        if (lower.contains("permission denied") || lower.contains("has wrong ownership")) {
            return new DatabaseException(
                    Kind.CONFIG,
                    "PostgreSQL may not use store/postgres: give the folder to the user who runs the hub (chown -R);"
                            + " as root, every folder above it must be passable for other users",
                    null);
        }
        if (lower.contains("could not look up effective user id")) {
            return new DatabaseException(
                    Kind.CONFIG,
                    "the user who runs the hub has no name here: PostgreSQL wants one, add the user to /etc/passwd",
                    null);
        }
        if (lower.contains("has invalid permissions")) {
            return new DatabaseException(Kind.CONFIG, "store/postgres/data is open to other users: chmod 700 it", null);
        }
        if (lower.contains("could not bind") || lower.contains("address already in use")) {
            return new DatabaseException(
                    Kind.UNAVAILABLE, "the port of the embedded PostgreSQL was taken just now; trying another", null);
        }
        if (lower.contains("could not map anonymous shared memory") || lower.contains("cannot allocate memory")) {
            return new DatabaseException(
                    Kind.CONFIG,
                    "not enough memory for PostgreSQL: lower shared_buffers in store/postgres/data/postgresql.conf",
                    null);
        }
        if (lower.matches(
                "(?s).*(valid checkpoint record|checksum in control file|global/pg_control\"|invalid checkpoint link).*")) {
            return new DatabaseException(
                    Kind.CONFIG,
                    "store/postgres/data is damaged (" + failureLines(said)
                            + ") and is left as it is. Hub operator: look at the disk and copy the folder store away; then restore the last"
                            + " backup, which sets aside what is there: bin/susten restore FILE",
                    null);
        }
        return new DatabaseException(Kind.UNAVAILABLE, "PostgreSQL did not " + step + ": " + failureLines(said), null);
    }

    private static String failureLines(String said) {
        return said.lines()
                .filter(line -> line.matches(".*(FATAL|PANIC|error|could not).*"))
                .limit(3)
                .reduce((first, next) -> first + "; " + next)
                .orElse("it gave no reason; see store/postgres/log");
    }
}
