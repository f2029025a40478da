// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.camel.support.ScheduledPollConsumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderArrivalTest {
    private static final Duration SETTLED = Duration.ofSeconds(4);

    @RegisterExtension
    final TestHub hub = new TestHub();

    private Path inbox;

    @BeforeEach
    void folder() throws IOException {
        inbox = Files.createDirectories(hub.base.resolve("inbox"));
    }

    private void connect(String options) {
        hub.connect("riverside", "file:inbox?every=20ms" + options);
    }

    /** The hub has looked at the folder, and then the time passes that a file must stay the same. */
    private void settle() throws Exception {
        look();
        hub.clock.forward(SETTLED);
    }

    /** The hub has looked at the folder as it is now. */
    private void look() throws Exception {
        ScheduledPollConsumer consumer = (ScheduledPollConsumer)
                hub.line.context().getRoute("arrive:riverside").getConsumer();
        long now = consumer.getCounter();
        Await.until("looked at twice", () -> consumer.getCounter() >= now + 2);
    }

    private List<String> contents() {
        return hub.arrivals.kept.stream().map(RecordedArrivals.Kept::content).toList();
    }

    private List<String> files(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(f -> f.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void an_alert_about_an_address_is_closed_when_the_connection_gets_another_or_goes() throws Exception {
        hub.connect("riverside", "sftp://hub@nowhere.test/out?password=x");
        assertThat(hub.alerts.message("arrival:riverside")).contains("nowhere.test");
        connect("");
        Await.until("closed by the folder", () -> hub.alerts.open().isEmpty());

        hub.connect("riverside", "sftp://hub@nowhere.test/out?password=x");
        hub.connect("riverside", "upload:");
        assertThat(hub.alerts.open()).isEmpty();

        hub.connect("riverside", "sftp://hub@nowhere.test/out?password=x");
        hub.line.carrier().went("riverside");
        assertThat(hub.alerts.open()).isEmpty();
    }

    @Test
    void two_connections_with_one_folder_are_told_of_each_other() throws Exception {
        connect("");
        hub.connect("harbor", "file:./inbox?every=30ms");
        assertThat(hub.alerts.message("arrival:harbor")).contains("connection riverside", "another folder");
        hub.connect("riverside", "upload:");
        Await.until("harbor has it", () -> hub.alerts.open().isEmpty());
        assertThat(hub.line.context().getRoute("arrive:harbor")).isNotNull();
        hub.connect("riverside", "file:inbox?include=*.zip");
        assertThat(hub.alerts.open()).isEmpty();
    }

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

    @Test
    void other_names_than_plain_ones_arrive_as_they_are() throws Exception {
        String name = "Besuche März; $(rm -rf) ‘x’ ${body}.csv";
        Files.writeString(inbox.resolve(name), "x");
        connect("&settle=0s&after=move");
        Await.until("kept", () -> contents().size() == 1);
        assertThat(hub.arrivals.kept.get(0).name()).isEqualTo(name);
        Await.until("put away", () -> files(inbox.resolve(".taken")).contains(name));
    }

    @Test
    @DisplayName("S-21 a name with control characters is refused and stays")
    void a_name_with_control_characters_is_refused() throws Exception {
        Files.writeString(inbox.resolve("a\nb.csv"), "x");
        connect("&settle=0s");
        Await.until(
                "refused", () -> hub.alerts.message("arrival:riverside:file").contains("no usable name"));
        assertThat(contents()).isEmpty();
    }

    @Test
    @DisplayName("The alert of a file that cannot be taken is closed once that file is gone")
    void the_alert_of_a_bad_file_is_closed_once_it_is_gone() throws Exception {
        Path bad = Files.writeString(inbox.resolve("a\nb.csv"), "x");
        connect("&settle=0s");
        Await.until("refused", () -> hub.alerts.times("arrival:riverside:file") >= 2);
        hub.clock.forward(java.time.Duration.ofMinutes(5));
        long before = hub.alerts.times("arrival:riverside:file");
        Await.until("refused again", () -> hub.alerts.times("arrival:riverside:file") > before);
        assertThat(hub.alerts.closed).as("still there, still open").isEmpty();
        Files.delete(bad);
        Await.until("closed", () -> {
            hub.clock.forward(java.time.Duration.ofMinutes(2));
            return hub.alerts.open().isEmpty();
        });
        assertThat(hub.alerts.opened).containsExactly("arrival:riverside:file");
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

    @Test
    @DisplayName("S-21 the hub's own folders are no inbox")
    void the_hubs_own_folders_are_no_inbox() {
        for (String own : List.of("etc/secrets", "store", ".", "..", "inbox/../etc", "/")) {
            hub.connect("sly", "file:" + own);
            assertThat(hub.line.context().getRoute("arrive:sly")).isNull();
            assertThat(hub.alerts.message("arrival:sly")).contains("the hub's own");
        }
    }

    @Test
    void the_hubs_inbox_and_outbox_are_for_what_comes_and_goes() throws Exception {
        Files.writeString(
                Files.createDirectories(hub.base.resolve("store/inbox")).resolve("visits.csv"), "whole");
        hub.connect("riverside", "file:store/inbox?every=20ms&settle=0s");
        Await.until("kept", () -> contents().contains("whole"));
        hub.connect("sly", "file:store/inbox/../postgres");
        assertThat(hub.alerts.message("arrival:sly")).contains("the hub's own");
    }

    @Test
    void changing_the_folder_moves_the_route_and_removing_the_connection_ends_it() throws Exception {
        connect("&settle=0s");
        Path other = Files.createDirectories(hub.base.resolve("other"));
        hub.connect("riverside", "file:other?every=20ms&settle=0s");
        Files.writeString(other.resolve("visits.csv"), "there");
        Await.until("kept", () -> contents().contains("there"));
        hub.line.carrier().went("riverside");
        assertThat(hub.line.context().getRoutes()).isEmpty();
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

    @Test
    @DisplayName(
            "S-06 and S-19 names of files that look like expressions, options or patterns are names, and no header comes of them")
    void names_are_names() throws Exception {
        HostileNames seen = HostileNames.at(hub.line.context());
        for (String name : HostileNames.ALL) {
            Files.writeString(inbox.resolve(name), "of " + name);
        }
        connect("&after=move");
        settle();
        Await.until("kept", () -> hub.arrivals.kept.size() == HostileNames.ALL.size());
        assertThat(hub.arrivals.kept)
                .extracting(RecordedArrivals.Kept::name)
                .containsExactlyInAnyOrderElementsOf(HostileNames.ALL);
        Await.until("put away", () -> files(inbox.resolve(".taken")).size() == HostileNames.ALL.size());
        assertThat(files(inbox.resolve(".taken"))).containsExactlyInAnyOrderElementsOf(HostileNames.ALL);
        assertThat(hub.arrivals.kept)
                .allSatisfy(kept -> assertThat(kept.origin()).isEqualTo("folder"));
        assertThat(seen.none()).isFalse();
        assertThat(seen.foreign(Set.of("CamelMessageTimestamp"))).isEmpty();
    }
}
