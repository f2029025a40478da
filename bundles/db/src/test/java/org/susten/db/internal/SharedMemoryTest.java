// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedMemoryTest {

    private static final Map<String, String> SYSTEM_V = Map.of("dynamic_shared_memory_type", "sysv");

    @TempDir
    Path place;

    @Test
    void where_the_usual_place_is_open_and_large_postgresql_has_its_own_way() throws IOException {
        mode("rwxrwxrwx");
        assertThat(SharedMemory.settings(place, 1)).isEmpty();
    }

    @Test
    void where_it_is_closed_too_small_or_not_there_memory_comes_from_system_v() throws IOException {
        mode("rwxrwxrwx");
        assertThat(SharedMemory.settings(place, Long.MAX_VALUE)).isEqualTo(SYSTEM_V);
        mode("rwxr-xr-x");
        assertThat(SharedMemory.settings(place, 1)).isEqualTo(SYSTEM_V);
        assertThat(SharedMemory.settings(place.resolve("none"), 1)).isEqualTo(SYSTEM_V);
    }

    private void mode(String permissions) throws IOException {
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(permissions));
    }
}
