// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException.Problem;
import org.susten.files.OperatorFiles;

/** What is in force when a watcher begins, and that nothing goes on when it ends. */
class WatcherStartTest extends OnNotes {

    @Test
    void a_bad_file_at_start_still_has_its_last_good_one_in_force() throws IOException {
        put("ok one");
        watcher.close();
        Files.writeString(note, "bad");
        notes.inForce.clear();
        restart();
        await(() -> "ok one".equals(notes.inForce.get("notes/a.txt")));
        await(() -> !watcher.states().isEmpty());
        assertThat(state().problems()).hasSize(1);
        assertThat(state().inForce()).isEqualTo(Hash.of("ok one".getBytes()));
    }

    @Test
    void
            where_the_last_good_one_is_refused_too_nothing_is_in_force_and_the_problems_are_those_of_the_file_that_lies_there()
                    throws IOException {
        Path other = places.etc().resolve("notes").resolve("b.txt");
        Files.writeString(other, "ok");
        put("ok needs b");
        await(() -> "ok needs b".equals(notes.inForce.get("notes/a.txt")));
        watcher.close();
        Files.delete(other);
        Files.writeString(note, "bad");
        notes.inForce.clear();
        notes.offered.clear();

        restart();
        await(() -> notes.offered.containsKey("bad") && notes.offered.containsKey("ok needs b"));
        await(() -> watcher.states().stream()
                .map(OperatorFiles.State::name)
                .toList()
                .equals(List.of("notes/a.txt")));

        assertThat(state().inForce()).isEmpty();
        assertThat(state().problems()).extracting(Problem::what).containsExactly("it does not begin with ok");
    }

    @Test
    void a_file_changed_while_the_hub_was_down_is_in_force_and_the_older_one_never_again() throws IOException {
        put("ok one");
        watcher.close();
        Files.writeString(note, "ok two");
        notes.inForce.clear();
        notes.offered.clear();
        restart();
        await(() -> "ok two".equals(notes.inForce.get("notes/a.txt")));
        assertThat(notes.offered).doesNotContainKey("ok one");
    }

    @Test
    void a_file_deleted_while_the_hub_was_down_is_withdrawn() throws IOException {
        put("ok one");
        watcher.close();
        Files.delete(note);
        restart();
        await(() -> !notes.inForce.containsKey("notes/a.txt"));
    }

    @Test
    void files_of_a_kind_that_comes_late_are_in_force_before_the_next_file_that_may_need_them() throws IOException {
        put("ok one");
        watcher.close();
        notes.inForce.clear();
        Files.writeString(places.etc().resolve("needs-1.cfg"), "first");
        Files.writeString(places.etc().resolve("needs-2.cfg"), "second");
        watcher = new Watcher(places, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
        Needs needs = needs("");
        watcher.bindKind(needs);
        await(() -> needs.seen.size() == 3);
        assertThat(needs.seen)
                .as("the first refused, the second not, the first again")
                .containsExactly(Map.of(), Map.of("notes/a.txt", "ok one"), Map.of("notes/a.txt", "ok one"));
    }

    @Test
    void files_of_a_kind_that_comes_late_wait_for_those_of_a_folder_before_theirs() throws IOException {
        put("ok one");
        watcher.close();
        notes.inForce.clear();
        Path early = Files.createDirectories(places.etc().resolve("early"));
        Files.writeString(early.resolve("needs-1.cfg"), "first");
        Files.writeString(early.resolve("needs-2.cfg"), "second");
        watcher = new Watcher(places, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
        Needs needs = needs("early");
        watcher.bindKind(needs);
        await(() -> needs.seen.size() == 3);
        assertThat(needs.seen)
                .as("mappings are not read between two crosswalks")
                .containsExactly(Map.of(), Map.of(), Map.of("notes/a.txt", "ok one"));
    }

    @Test
    void once_closed_no_look_is_under_way_any_more() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        AtomicReference<Boolean> closedMeanwhile = new AtomicReference<>();
        Thread closer = new Thread(() -> watcher.close());
        watcher.bindKind(new Reader("slow.txt", () -> {
            reading.countDown();
            await(() ->
                    closer.getState() == Thread.State.TIMED_WAITING || closer.getState() == Thread.State.TERMINATED);
            closedMeanwhile.set(closer.getState() == Thread.State.TERMINATED);
        }));
        Files.writeString(places.etc().resolve("slow.txt"), "any");
        assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
        closer.start();
        closer.join();
        await(() -> closedMeanwhile.get() != null);
        assertThat(closedMeanwhile).hasValue(false);
    }

    /** Does something when one file of {@code etc} itself is read. */
    private record Reader(String glob, Runnable onRead) implements FileKind {

        @Override
        public String folder() {
            return "";
        }

        @Override
        public void accept(String name, Path file) {
            onRead.run();
        }

        @Override
        public String check(String name, Path file) {
            return "nothing";
        }

        @Override
        public void withdraw(String name) {}
    }

    private Needs needs(String folder) {
        return new Needs(folder, notes, () -> watcher.bindKind(notes));
    }
}
