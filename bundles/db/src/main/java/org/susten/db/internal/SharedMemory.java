// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;

/**
 * Where the processes of PostgreSQL that work on one statement share what they work on: in {@code /dev/shm}, unless it is closed to
 * the server or as small as containers have it (64 MB with Docker). Then as System V has it, of which every Linux lets have enough.
 */
final class SharedMemory {

    private static final Path PLACE = Path.of("/dev/shm");

    /** Three processes, each with a hash table of twice the memory that a run's statements are given. */
    private static final long ENOUGH = 768L << 20;

    private SharedMemory() {}

    /** Settings for this machine; none where PostgreSQL's own choice does. */
    static Map<String, String> settings() {
        return settings(PLACE, ENOUGH);
    }

    static Map<String, String> settings(Path place, long enough) {
        return does(place, enough) ? Map.of() : Map.of("dynamic_shared_memory_type", "sysv");
    }

    private static boolean does(Path place, long enough) {
        try {
            return Files.getPosixFilePermissions(place).contains(PosixFilePermission.OTHERS_WRITE)
                    && place.toFile().getUsableSpace() >= enough;
        } catch (IOException e) {
            return false;
        }
    }
}
