// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's main process, as its {@code postmaster.pid} names it, and what it leaves behind when it is killed. */
final class Postmaster {

    private static final Logger log = LoggerFactory.getLogger(Postmaster.class);
    private static final int SECONDS_TO_DIE = 20;

    private Postmaster() {}

    /** The process that serves this data directory now. */
    static Optional<ProcessHandle> of(Path data) {
        return named(data).filter(process -> worksIn(process, data));
    }

    /**
     * Clears away what a killed server left. Its sessions may outlive it and still write, so they are ended first. A {@code
     * postmaster.pid} whose number now belongs to some other process is removed, for the server would refuse to start; in all
     * other cases the server looks after that file itself.
     */
    static void clearAfterDeath(Path data) throws IOException {
        List<ProcessHandle> orphans = ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, data))
                .toList();
        orphans.forEach(ProcessHandle::destroyForcibly);
        CompletableFuture.allOf(orphans.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
                .orTimeout(SECONDS_TO_DIE, TimeUnit.SECONDS)
                .exceptionally(late -> null)
                .join();
        if (orphans.stream().anyMatch(ProcessHandle::isAlive)) {
            throw new IOException("processes of a killed PostgreSQL do not end");
        }
        if (named(data).isPresent()) {
            log.info("removing postmaster.pid of a killed PostgreSQL: its number belongs to another process now");
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        }
    }

    private static Optional<ProcessHandle> named(Path data) {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.isEmpty()
                    ? Optional.empty()
                    : ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(ProcessHandle::isAlive);
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** PostgreSQL works inside its data directory; nothing else does. */
    private static boolean worksIn(ProcessHandle process, Path data) {
        try {
            return Files.isSameFile(Path.of("/proc", Long.toString(process.pid()), "cwd"), data);
        } catch (IOException e) {
            return false;
        }
    }
}
