// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a throw-away database leaves, and where. */
class ThrowAwayTest {

    @TempDir
    Path folder;

    @Test
    void its_programs_and_an_empty_data_directory_are_kept_in_the_folder_named_and_its_data_nowhere() throws Exception {
        // as a checkout is, which whoever runs PostgreSQL in root's place can reach
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path kept = Files.createDirectory(folder.resolve("kept"));
        linked("-Dsusten.link.programs=" + kept, "first.csv");
        Path programs = only(kept);
        assertThat(programs.resolve("bin/postgres")).isExecutable();
        FileTime unpacked = Files.getLastModifiedTime(programs.resolve("bin/postgres"));
        Path empty = programs.resolve("data");
        assertThat(empty.resolve("PG_VERSION")).as("a data directory to copy").exists();
        FileTime made = Files.getLastModifiedTime(empty);
        linked("-Dsusten.link.programs=" + kept, "second.csv");
        assertThat(only(kept)).as("not unpacked again").isEqualTo(programs);
        assertThat(Files.getLastModifiedTime(programs.resolve("bin/postgres"))).isEqualTo(unpacked);
        assertThat(Files.getLastModifiedTime(empty)).as("copied, not used").isEqualTo(made);
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    @Test
    void where_its_programs_cannot_be_kept_they_go_with_the_data() throws Exception {
        linked("-Dsusten.link.programs=" + folder.resolve("not there"), "clusters.csv");
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    private void linked(String option, String out) throws Exception {
        Invented.write(folder, 40, "");
        Files.createDirectories(folder.resolve("temporary"));
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-Djava.io.tmpdir=" + folder.resolve("temporary"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Link.class.getName(),
                        folder.resolve("school.csv").toString(),
                        "--mapping",
                        folder.resolve("mapping.yaml").toString(),
                        "--out",
                        folder.resolve(out).toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();
        assertThat(folder.resolve(out)).isNotEmptyFile();
    }

    private static Path only(Path below) throws IOException {
        try (Stream<Path> entries = Files.list(below)) {
            List<Path> all = entries.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
