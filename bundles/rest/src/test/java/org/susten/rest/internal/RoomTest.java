// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomTest {

    @TempDir
    Path home;

    @Test
    @DisplayName("R-04 a disk without room is named once, with what to do")
    void a_disk_without_room_is_named_once() throws Exception {
        Files.createDirectories(home.resolve("store/raw"));
        Files.createDirectories(home.resolve("data"));
        assertThat(Room.missing(home, Long.MAX_VALUE))
                .singleElement()
                .asString()
                .contains("disk of store/raw", "free some");
        assertThat(Room.missing(home, 0)).isEmpty();
    }

    @Test
    void what_is_not_there_yet_has_room() throws Exception {
        assertThat(Room.missing(home, Long.MAX_VALUE)).isEmpty();
    }
}
