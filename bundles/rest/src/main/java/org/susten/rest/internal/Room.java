// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether there is room on the disks that the hub itself writes to. */
final class Room {

    /** Bytes below which PostgreSQL cannot be relied on to begin another segment of its log, nor a run to be staged. */
    static final long LEAST = 64L << 20;

    private static final List<String> FOLDERS =
            List.of("store/postgres/data", "store/raw", "store/spool", "store", "data");

    private Room() {}

    /**
     * What is too full, one line for each disk.
     *
     * @param home the hub's folder
     * @param least bytes that must be left
     */
    static List<String> missing(Path home, long least) throws IOException {
        List<String> missing = new ArrayList<>();
        Set<Object> seen = new HashSet<>();
        for (String folder : FOLDERS) {
            Path path = home.resolve(folder);
            if (Files.exists(path)) {
                // A FileStore would look the disk up among the mounts, where that of a chroot is not.
                long left = path.toFile().getUsableSpace();
                if (left < least && seen.add(Files.getAttribute(path, "unix:dev"))) {
                    missing.add("only " + (left >> 20) + " MiB left on the disk of " + folder
                            + ", free some: work that fails for want of room is tried again by itself");
                }
            }
        }
        return missing;
    }
}
