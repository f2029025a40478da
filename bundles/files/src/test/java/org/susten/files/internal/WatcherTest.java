// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException;
import org.susten.files.OperatorFiles.State;

class WatcherTest extends OnNotes {

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
    void a_deleted_file_is_withdrawn_and_forgotten() throws IOException {
        put("ok one");
        Files.delete(note);
        await(() -> !notes.inForce.containsKey("notes/a.txt"));
        await(() -> watcher.states().isEmpty());
        assertThat(base.resolve("store/files/notes/a.txt")).doesNotExist();
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
    void a_dry_run_says_what_would_change_and_changes_nothing() throws Exception {
        Path draft = Files.writeString(base.resolve("draft"), "ok draft");
        assertThat(watcher.check("notes/draft.txt", draft)).isEqualTo("would hold 8 characters");
        assertThat(notes.inForce).isEmpty();
        assertThatThrownBy(() -> watcher.check("unknown/draft.txt", draft)).isInstanceOf(FileProblemException.class);
        assertThatThrownBy(() -> watcher.check("notes/draft.bak", draft)).isInstanceOf(FileProblemException.class);
    }
}
