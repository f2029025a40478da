// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That each file arrives, once, and what becomes of the original. */
class FolderArrivalTest extends OnInbox {

    @Test
    void a_file_is_kept_and_put_away() throws Exception {
        Files.writeString(inbox.resolve("visits.csv"), "a,b\n1,2\n");
        connect("&after=move");
        settle();
        Await.until("kept", () -> !contents().isEmpty());
        Await.until("put away", () -> files(inbox.resolve(".taken")).contains("visits.csv"));
        assertThat(contents()).containsExactly("a,b\n1,2\n");
        assertThat(hub.arrivals.kept.get(0).connection()).isEqualTo("riverside");
        assertThat(files(inbox)).isEmpty();
    }

    @Test
    @DisplayName("R-04 a file stays where it is while there is no room, and is taken when there is")
    void a_file_stays_while_there_is_no_room() throws Exception {
        Files.writeString(inbox.resolve("visits.csv"), "whole");
        connect("&settle=0s");
        Await.until("kept", () -> !contents().isEmpty());
        hub.arrivals.full = true;
        Files.writeString(inbox.resolve("next.csv"), "next");
        Await.until("alert", () -> hub.alerts.said("No space left on device"));
        assertThat(files(inbox)).containsExactly("next.csv");
        hub.arrivals.full = false;
        Await.until("kept", () -> contents().contains("next"));
        Await.until("closed", () -> hub.alerts.open().isEmpty());
        assertThat(hub.alerts.opened).containsExactly("arrival:riverside:file");
    }

    @Test
    @DisplayName("R-08 the same name sent again is another file, and both are put away")
    void the_same_name_sent_again_is_another_file() throws Exception {
        connect("&settle=0s&after=move");
        Files.writeString(inbox.resolve("visits.csv"), "monday");
        Await.until("first", () -> files(inbox.resolve(".taken")).size() == 1);
        Files.writeString(inbox.resolve("visits.csv"), "tuesday");
        Await.until("second", () -> files(inbox.resolve(".taken")).size() == 2);
        assertThat(contents()).containsExactly("monday", "tuesday");
        assertThat(files(inbox.resolve(".taken"))).containsExactly("visits.2.csv", "visits.csv");
    }

    @Test
    void a_file_that_is_kept_in_place_is_taken_once_for_each_content() throws Exception {
        connect("&settle=0s&after=keep");
        Files.writeString(inbox.resolve("visits.csv"), "monday");
        Await.until("first", () -> contents().size() == 1);
        Files.writeString(inbox.resolve("visits.csv"), "tuesday and more");
        Await.until("second", () -> contents().size() == 2);
        assertThat(contents()).containsExactly("monday", "tuesday and more");
        assertThat(files(inbox)).containsExactly("visits.csv");
    }

    @Test
    void no_original_stays_in_plain_text_unless_told() throws Exception {
        connect("&settle=0s");
        Files.writeString(inbox.resolve("visits.csv"), "monday");
        Await.until("gone", () -> contents().size() == 1 && files(inbox).isEmpty());
        Await.until("nowhere", () -> Listing.of(inbox).isEmpty());
    }

    @Test
    void an_original_is_not_removed_before_its_copy_is_kept() throws Exception {
        hub.arrivals.full = true;
        connect("&settle=0s");
        Files.writeString(inbox.resolve("visits.csv"), "monday");
        Await.until(
                "refused", () -> !hub.alerts.message("arrival:riverside:file").isEmpty());
        assertThat(files(inbox)).containsExactly("visits.csv");
    }

    @Test
    @DisplayName("R-01 an original that was being removed when the hub was killed is taken once more")
    void killed_while_removing_it_is_taken_once_more() throws Exception {
        Files.writeString(Files.createDirectories(inbox.resolve(".leaving")).resolve("visits.csv"), "monday");
        connect("&settle=0s");
        Await.until("gone", () -> contents().size() == 1 && files(inbox).isEmpty());
        Await.until("nowhere", () -> Listing.of(inbox).isEmpty());
        assertThat(contents()).containsExactly("monday");
    }

    @Test
    void a_file_that_says_all_are_there_completes_the_arrival() throws Exception {
        Files.writeString(inbox.resolve("visits.csv"), "monday");
        connect("&settle=0s&done=*.done");
        Await.until("kept", () -> contents().size() == 1);
        assertThat(hub.arrivals.complete).isEmpty();
        Files.writeString(inbox.resolve("all.done"), "");
        Await.until("complete", () -> hub.arrivals.complete.contains("riverside"));
        Await.until("gone", () -> files(inbox).isEmpty());
        assertThat(contents()).containsExactly("monday");
    }

    @Test
    @DisplayName("R-09 a file of 5 GB passes through without being held in memory")
    void a_very_large_file_passes_through() throws Exception {
        long size = 5L << 30;
        try (RandomAccessFile sparse =
                new RandomAccessFile(inbox.resolve("large.csv").toFile(), "rw")) {
            sparse.setLength(size);
        }
        hub.arrivals.countOnly = true;
        connect("&settle=0s");
        Await.until("kept", () -> hub.arrivals.kept.size() == 1);
        assertThat(hub.arrivals.kept.get(0).bytes()).isEqualTo(size);
    }
}
