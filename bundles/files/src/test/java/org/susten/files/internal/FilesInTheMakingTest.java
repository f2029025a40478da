// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException;

/** When a file is read, and what is told of one that is not whole. */
class FilesInTheMakingTest extends OnNotes {

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
}
