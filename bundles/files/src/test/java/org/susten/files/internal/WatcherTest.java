// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles.State;

class WatcherTest {

    @TempDir
    Path base;

    private Path note;
    private Places places;
    private Watcher watcher;
    private final Notes notes = new Notes(() -> places);

    @BeforeEach
    void start() throws IOException {
        places = new Places(base.resolve("etc"), base.resolve("store"));
        note = Files.createDirectories(places.etc().resolve("notes")).resolve("a.txt");
        restart();
    }

    @AfterEach
    void stop() {
        watcher.close();
    }

    @Test
    void a_saved_file_is_in_force_within_five_seconds() throws IOException {
        Files.writeString(note, "ok one");
        long before = System.nanoTime();
        await(() -> "ok one".equals(notes.inForce.get("notes/a.txt")));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        await(() -> !watcher.states().isEmpty());
        assertThat(state().problems()).isEmpty();
    }

    @Test
    @DisplayName("R-22 what is in force is what the file holds, hash by hash")
    void the_hash_in_force_is_the_hash_of_the_file() throws IOException {
        put("ok one");
        put("ok two");
        assertThat(state().inForce()).isEqualTo(state().onDisk()).isEqualTo(Hash.of(Files.readAllBytes(note)));
    }

    @Test
    void a_bad_file_is_refused_with_line_and_fix_and_the_last_good_one_stays_in_force() throws IOException {
        put("ok one");
        String before = state().inForce();
        put("bad");
        assertThat(notes.inForce).containsEntry("notes/a.txt", "ok one");
        assertThat(state().inForce()).isEqualTo(before).isNotEqualTo(state().onDisk());
        assertThat(state().problems())
                .containsExactly(new FileProblemException.Problem(1, "it does not begin with ok", "begin with ok"));
    }

    @Test
    void a_doubt_is_told_with_its_line_and_the_file_stays_in_force() throws IOException {
        put("ok doubtful");
        await(() -> watcher.doubts().containsKey("notes/a.txt"));
        assertThat(watcher.doubts().get("notes/a.txt"))
                .containsExactly(
                        new FileProblemException.Problem(1, "nobody is called doubtful", "write another name"));
        assertThat(state().problems()).isEmpty();
        assertThat(state().inForce()).isEqualTo(state().onDisk());
        put("ok sure");
        await(() -> watcher.doubts().isEmpty());
    }

    @Test
    void who_asked_is_told_when_a_file_comes_is_refused_and_goes_and_not_in_between() throws IOException {
        List<List<State>> told = new CopyOnWriteArrayList<>();
        var subscription = watcher.onChange(() -> told.add(watcher.states()));
        put("ok one");
        await(() ->
                !told.isEmpty() && !told.get(told.size() - 1).get(0).inForce().isEmpty());
        put("bad");
        await(() -> !told.get(told.size() - 1).get(0).problems().isEmpty());
        int quiet = told.size();
        watcher.look();
        watcher.look();
        assertThat(told).hasSize(quiet);
        Files.delete(note);
        await(() -> told.get(told.size() - 1).isEmpty());
        subscription.close();
        put("ok two");
        assertThat(told).hasSize(quiet + 1);
    }

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
    void a_deleted_file_is_withdrawn_and_forgotten() throws IOException {
        put("ok one");
        Files.delete(note);
        await(() -> !notes.inForce.containsKey("notes/a.txt"));
        await(() -> watcher.states().isEmpty());
        assertThat(base.resolve("store/files/notes/a.txt")).doesNotExist();
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
    void a_file_still_open_for_writing_is_not_read_however_long_the_pause() throws IOException {
        try (OutputStream out = Files.newOutputStream(note)) {
            out.write("ok half".getBytes());
            out.flush();
            Instant until = Instant.now().plusSeconds(4);
            await(() -> Instant.now().isAfter(until));
            assertThat(notes.offered).isEmpty();
            out.write(" and whole".getBytes());
        }
        await(() -> "ok half and whole".equals(notes.inForce.get("notes/a.txt")));
        assertThat(notes.offered).containsOnlyKeys("ok half and whole");
    }

    @Test
    void a_file_saved_by_half_is_refused_at_its_last_line_even_where_it_makes_sense_and_heals_when_it_is_whole()
            throws IOException {
        put("ok\nsmallest 10\nlast\n");
        for (String half : List.of("ok\nsmallest 1", "ok", "")) {
            put(half);
            assertThat(state().problems()).singleElement().satisfies(problem -> {
                assertThat(problem.line()).isEqualTo((int) half.lines().count() + (half.isEmpty() ? 1 : 0));
                assertThat(problem.what()).contains("saved by half");
                assertThat(problem.fix()).contains("save it again whole");
            });
            assertThat(notes.inForce).containsEntry("notes/a.txt", "ok\nsmallest 10\nlast\n");
        }
        put("ok\nsmallest 12\nlast\n");
        assertThat(state().problems()).isEmpty();
        assertThat(notes.inForce).containsEntry("notes/a.txt", "ok\nsmallest 12\nlast\n");
    }

    @Test
    void a_file_in_utf_16_is_not_called_saved_by_half() throws IOException {
        put("ok\n");
        Files.write(note, "ok two\n".getBytes(StandardCharsets.UTF_16LE));
        await(() -> !state().problems().isEmpty());
        assertThat(state().problems())
                .containsExactly(new FileProblemException.Problem(
                        1,
                        "the file holds bytes that are no text: it may have been saved as UTF-16",
                        "save it as UTF-8"));
    }

    @Test
    void a_file_whose_name_ends_otherwise_is_doubtful_and_what_belongs_to_nobody_is_not() throws IOException {
        Files.writeString(note.resolveSibling("b.TXT"), "ok");
        Files.writeString(note.resolveSibling("README"), "ok");
        put("ok one");
        await(() -> !watcher.doubts().isEmpty());
        assertThat(watcher.doubts())
                .isEqualTo(Map.of(
                        "notes/b.TXT",
                        List.of(new FileProblemException.Problem(
                                0, "nobody reads a file of that name", "rename it notes/b.txt"))));
        Files.delete(note.resolveSibling("b.TXT"));
        put("ok two");
        await(() -> watcher.doubts().isEmpty());
    }

    @Test
    void a_file_in_a_folder_below_is_doubtful() throws IOException {
        Path inner = Files.createDirectories(note.resolveSibling("old/older"));
        Files.writeString(inner.resolve("c.txt"), "ok");
        Files.writeString(inner.resolve("README"), "ok");
        put("ok one");
        await(() -> !watcher.doubts().isEmpty());
        assertThat(watcher.doubts())
                .isEqualTo(Map.of(
                        "notes/old/older/c.txt",
                        List.of(new FileProblemException.Problem(
                                0,
                                "nobody reads a file in a folder of etc/notes",
                                "move it to etc/notes/c.txt, or out of etc"))));
    }

    @Test
    void names_are_told_as_they_were_meant() {
        Kind kind = new Kind(notes, "notes", FileSystems.getDefault().getPathMatcher("glob:*.yaml"));
        assertThat(List.of("a.yml", "a.yaml.txt", "A.YML.TXT", "a.yaml", "a.yaml.sample", "notes.txt", "a.yaml~"))
                .extracting(kind::meant)
                .containsExactly(
                        Optional.of("a.yaml"),
                        Optional.of("a.yaml"),
                        Optional.of("a.yaml"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
    }

    @Test
    void a_file_whose_last_line_never_had_an_end_may_go_on_without() throws IOException {
        put("ok one");
        put("ok two");
        assertThat(notes.inForce).containsEntry("notes/a.txt", "ok two");
    }

    @Test
    void a_file_that_keeps_changing_is_not_read_until_it_rests() throws IOException {
        Path other = note.resolveSibling("other");
        WatchedFile file = new WatchedFile(
                notes, "notes/other", other, new LastGood(base.resolve("elsewhere")), Clock.systemUTC());
        for (int look = 0; look < 5; look++) {
            Files.writeString(other, "ok " + look);
            assertThat(file.look()).isEqualTo(WatchedFile.Change.NONE);
        }
        assertThat(file.look()).isEqualTo(WatchedFile.Change.IN_FORCE);
        assertThat(notes.inForce).containsEntry("notes/other", "ok 4");
    }

    @Test
    void a_refused_file_is_read_again_when_another_comes_into_force() throws IOException {
        put("ok needs b");
        assertThat(state().problems()).hasSize(1);
        Files.writeString(note.resolveSibling("b.txt"), "ok b");
        await(() -> "ok needs b".equals(notes.inForce.get("notes/a.txt")));
    }

    @Test
    void a_file_whose_secret_is_open_to_others_says_so_and_is_read_again_once_the_secret_is_mended()
            throws IOException {
        Path secret = Files.createDirectories(places.etc().resolve("secrets")).resolve("key");
        Files.writeString(secret, "an invented secret");
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-r--r--"));
        put("ok with secret");
        assertThat(state().problems()).singleElement().satisfies(problem -> {
            assertThat(problem.what()).contains("etc/secrets/key is open to other users");
            assertThat(problem.fix()).contains("chmod 600");
        });
        Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        await(() -> "ok with secret".equals(notes.inForce.get("notes/a.txt")));
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
    void a_kind_that_fails_harms_no_other_file() throws IOException {
        Files.writeString(note.resolveSibling("b.txt"), "throw");
        put("ok one");
        assertThat(notes.inForce).containsOnlyKeys("notes/a.txt");
    }

    @Test
    void unchanged_content_is_not_read_again() throws IOException {
        put("ok one");
        put("ok one");
        assertThat(notes.offered).containsEntry("ok one", 1);
    }

    @Test
    void copies_are_readable_by_the_hub_only() throws IOException {
        put("ok one");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(base.resolve("store/files/notes/a.txt"))))
                .isEqualTo("rw-------");
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

    @Test
    void a_dry_run_says_what_would_change_and_changes_nothing() throws Exception {
        Path draft = Files.writeString(base.resolve("draft"), "ok draft");
        assertThat(watcher.check("notes/draft.txt", draft)).isEqualTo("would hold 8 characters");
        assertThat(notes.inForce).isEmpty();
        assertThatThrownBy(() -> watcher.check("unknown/draft.txt", draft)).isInstanceOf(FileProblemException.class);
        assertThatThrownBy(() -> watcher.check("notes/draft.bak", draft)).isInstanceOf(FileProblemException.class);
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

    /** A minute later, so that files written before it are at rest. */
    private Needs needs(String folder) {
        return new Needs(folder, notes, () -> watcher.bindKind(notes));
    }

    private void restart() {
        watcher = new Watcher(places, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
        watcher.bindKind(notes);
    }

    /** Saves and waits until the watcher has judged it. */
    private void put(String content) throws IOException {
        Files.writeString(note, content);
        String hash = Hash.of(content.getBytes());
        await(() -> watcher.states().stream()
                .anyMatch(s -> s.name().equals("notes/a.txt") && s.onDisk().equals(hash)));
    }

    private State state() {
        return watcher.states().stream()
                .filter(state -> state.name().equals("notes/a.txt"))
                .findFirst()
                .orElseThrow();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
