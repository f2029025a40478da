// SPDX-License-Identifier: Apache-2.0
package org.susten.files.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException;

/** Files that nobody reads. */
class StrayFilesTest extends OnNotes {

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
}
