// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Places where results go: looked at before the work begins. */
final class Output {

    private Output() {}

    /** Throws where a result could not be written, or would replace what is read. */
    static void check(Path file, List<Path> inputs) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        if (Files.isDirectory(file)) {
            throw new UsageException(file + " cannot be written: it is a folder; name a file in it");
        }
        if (!Files.isDirectory(folder)) {
            throw new UsageException(file + " cannot be written: there is no folder " + folder + "; create it");
        }
        if (Files.exists(file) ? !Files.isWritable(file) : !Files.isWritable(folder)) {
            throw new UsageException(file + " cannot be written: you have no right to; choose another place");
        }
        for (Path input : inputs) {
            if (same(file, input)) {
                throw new UsageException(file + " is read and cannot be the result too: choose another name");
            }
        }
    }

    static boolean same(Path file, Path input) {
        try {
            return Files.exists(file) && Files.isSameFile(file, input);
        } catch (IOException e) {
            return false; // Two places that cannot be compared are not the same.
        }
    }

    /** What writing that broke off leaves to say. */
    static UsageException broken(Path file, Exception failure) {
        return new UsageException(
                file + " could not be written to its end: " + failure.getMessage() + "; see whether the disk is full");
    }
}
