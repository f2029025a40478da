// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What a glance at a file shows without reading it: its content has changed only where some of this has.
 *
 * @param attributes size, times and inode
 */
record Look(Map<String, Object> attributes) {

    private static final String CHANGED = "ctime";

    /** Glances at a file; empty where there is none. */
    static Optional<Look> at(Path file) throws IOException {
        return Files.isRegularFile(file)
                ? Optional.of(new Look(Files.readAttributes(file, "unix:size,lastModifiedTime,ino," + CHANGED)))
                : Optional.empty();
    }

    /** When the file last changed in any way; nobody can set this back. */
    Instant changed() {
        return attributes.get(CHANGED) instanceof FileTime time ? time.toInstant() : Instant.MAX;
    }
}
