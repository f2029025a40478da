// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.susten.files.Durable;

/**
 * Copies of the content that is in force, so that a file spoiled while the hub was down still has its last good one. A new
 * content lies apart until it is accepted.
 */
final class LastGood {

    private final Path good;
    private final Path candidates;

    LastGood(Path store) {
        this.good = store.resolve("files");
        this.candidates = store.resolve("files.new");
    }

    /** Writes content down to be offered, and says where. */
    Path candidate(String name, byte[] content) throws IOException {
        Path file = candidates.resolve(name);
        Durable.createPrivateFolders(file.resolveSibling(""));
        Durable.write(file, content);
        return file;
    }

    /** The candidate has been accepted. */
    void keep(String name) throws IOException {
        Path file = good.resolve(name);
        Durable.createPrivateFolders(file.resolveSibling(""));
        Durable.move(candidates.resolve(name), file);
    }

    /** The candidate has been refused. */
    void drop(String name) throws IOException {
        Files.deleteIfExists(candidates.resolve(name));
    }

    void forget(String name) throws IOException {
        Durable.delete(good.resolve(name));
    }

    boolean has(String name) {
        return Files.isRegularFile(good.resolve(name));
    }

    Path file(String name) {
        return good.resolve(name);
    }

    Instant since(String name) throws IOException {
        return Files.getLastModifiedTime(good.resolve(name)).toInstant();
    }

    /** Names of files in one folder. */
    List<String> names(String folder) throws IOException {
        return Listing.of(good.resolve(folder));
    }
}
