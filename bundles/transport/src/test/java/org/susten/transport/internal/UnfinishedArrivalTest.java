// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are written, cut or replaced while the hub looks. */
class UnfinishedArrivalTest extends OnInbox {

    @Test
    @DisplayName("R-09 a file that is still being written is not taken before it has settled")
    void a_file_still_being_written_is_not_taken() throws Exception {
        connect("");
        Path file = inbox.resolve("visits.csv");
        Files.writeString(file, "a,b\n");
        for (int i = 0; i < 3; i++) {
            look();
            Files.writeString(file, i + ",x\n", StandardOpenOption.APPEND);
            hub.clock.forward(Duration.ofSeconds(1));
        }
        assertThat(contents()).isEmpty();
        settle();
        Await.until("kept", () -> !contents().isEmpty());
        assertThat(contents()).containsExactly("a,b\n0,x\n1,x\n2,x\n");
    }

    @Test
    @DisplayName("R-08 unfinished uploads, hidden files and other names are left alone")
    void unfinished_uploads_are_left_alone() throws Exception {
        for (String name :
                List.of("visits.csv.part", "visits.tmp", ".visits.csv", "visits.csv.filepart", "notes.txt")) {
            Files.writeString(inbox.resolve(name), "x");
        }
        Files.writeString(inbox.resolve("visits.csv"), "whole");
        connect("&include=*.csv");
        settle();
        Await.until("kept", () -> contents().contains("whole"));
        assertThat(contents()).containsExactly("whole");
        Await.until("put away", () -> files(inbox).size() == 5);
    }

    @Test
    @DisplayName("R-08 a file replaced while it is read is not half taken: the new one is")
    void a_file_replaced_while_it_is_read_is_not_half_taken() throws Exception {
        Path file = Files.writeString(inbox.resolve("visits.csv"), "old".repeat(100_000));
        Path other = Files.writeString(hub.base.resolve("new.csv"), "new".repeat(100_000));
        hub.arrivals.during = bytes -> {
            if (bytes > 100_000 && Files.exists(other)) {
                Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
            }
        };
        connect("");
        settle();
        Await.until(
                "not taken", () -> hub.alerts.message("arrival:riverside:file").contains("changed while it was read"));
        settle();
        Await.until("taken", () -> !contents().isEmpty());
        assertThat(contents()).containsExactly("new".repeat(100_000));
        Await.until("alert closed", () -> hub.alerts.open().isEmpty());
    }

    @Test
    @DisplayName("R-09 a file cut while it is read is not taken")
    void a_file_cut_while_it_is_read_is_not_taken() throws Exception {
        Path file = Files.writeString(inbox.resolve("visits.csv"), "x".repeat(400_000));
        hub.arrivals.during = bytes -> {
            if (bytes > 60_000 && bytes < 200_000) {
                try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                    cut.setLength(200_000);
                }
            }
        };
        connect("");
        settle();
        Await.until(
                "not taken", () -> hub.alerts.message("arrival:riverside:file").contains("changed while it was read"));
        assertThat(contents()).isEmpty();
    }

    @Test
    @DisplayName(
            "R-09 a file that was only just made, and is empty yet, is not taken as an empty one, even where none waits")
    void a_file_that_was_just_made_is_not_taken_empty() throws Exception {
        connect("&settle=0s&after=move");
        Path file = Files.createFile(inbox.resolve("visits.csv"));
        look();
        assertThat(contents()).isEmpty();
        Files.writeString(file, "monday");
        Await.until("kept", () -> !contents().isEmpty());
        assertThat(contents()).containsExactly("monday");
    }

    @Test
    @DisplayName("R-09 an empty file arrives too, for the engine to judge")
    void an_empty_file_arrives_too() throws Exception {
        Files.createFile(inbox.resolve("visits.csv"));
        connect("&settle=0s");
        settle();
        Await.until("kept", () -> contents().size() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"move", "delete"})
    @DisplayName("R-08 a file sent again in the moment in which the one before is put away is taken too")
    void a_file_sent_again_while_the_one_before_is_put_away_is_taken_too(String after) throws Exception {
        Path file = Files.writeString(inbox.resolve("visits.csv"), "monday");
        Path next = Files.writeString(hub.base.resolve("next.csv"), "friday");
        hub.arrivals.then = bytes -> {
            if (Files.exists(next)) {
                Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
            }
        };
        connect("&settle=0s&after=" + after);
        Await.until("both", () -> contents().equals(List.of("monday", "friday")));
        Await.until("put away", () -> files(inbox).isEmpty());
    }
}
