// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's main process, as its {@code postmaster.pid} names it. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);

    private Postmaster() {}

    /** The process that serves this data directory now. */
    static Optional<ProcessHandle> of(Path data) {
        return pid(data)
                .flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> serves(process, data));
    }

    /**
     * Removes a {@code postmaster.pid} that a dead server left behind. Where its number now belongs to some other process, the
     * server would otherwise refuse to start.
     */
    static void forgetDead(Path data) throws IOException {
        Path file = data.resolve("postmaster.pid");
        if (Files.exists(file) && of(data).isEmpty()) {
            log.info("removing postmaster.pid of a PostgreSQL that did not stop in order");
            Files.deleteIfExists(file);
        }
    }

    private static Optional<Long> pid(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Long.valueOf(lines.get(0).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** PostgreSQL works inside its data directory; nothing else does. */
    private static boolean serves(ProcessHandle process, Path data) {
        try {
            Path workingIn = Path.of("/proc", Long.toString(process.pid()), "cwd");
            return Files.isSameFile(workingIn, data);
        } catch (IOException e) {
            return false;
        }
    }
}
