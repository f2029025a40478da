// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever the caller must put right ends with code 2 and one sentence: what, where, what to do. */
class FaultsTest {

    @TempDir
    Path folder;

    private String csv = "";
    private String mapping = "";
    private String out = "";

    @BeforeEach
    void write() throws IOException {
        Invented.write(folder, 3, "");
        csv = folder.resolve("school.csv").toString();
        mapping = folder.resolve("mapping.yaml").toString();
        out = folder.resolve("clusters.csv").toString();
    }

    @Test
    void a_file_that_is_not_there() throws IOException {
        assertThat(refused("gone.csv", "--mapping", mapping, "--out", out))
                .contains("there is no file gone.csv", "is the path right?");
    }

    @Test
    void more_records_than_the_memory_has_room_for() throws Exception {
        Invented.write(folder, 40_000, "");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Link.class.getName(),
                        csv,
                        "--mapping",
                        mapping,
                        "--out",
                        out)
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isEqualTo(2);
        assertThat(said).startsWith("susten link: the files hold about 40,").contains("SUSTEN_HEAP=");
        assertThat(Path.of(out)).doesNotExist();
    }

    @Test
    void a_file_that_is_given_twice() throws IOException {
        String again = folder.resolve(".").resolve("school.csv").toString();
        assertThat(refused(csv, again, "--mapping", mapping, "--out", out)).contains(again + " is given twice");
    }

    @Test
    void a_folder_in_place_of_a_file() throws IOException {
        assertThat(refused(folder.toString(), "--mapping", mapping, "--out", out))
                .contains(folder.toString(), "is a folder", "name the files in it");
    }

    @Test
    void no_mapping() throws IOException {
        assertThat(refused(csv, "--out", out)).contains("--mapping is missing", "bench/mappings has examples");
        assertThat(refused(csv, "--out", out, "--mapping", "gone.yaml")).contains("there is no file gone.yaml");
    }

    @Test
    void a_mapping_that_names_a_missing_column() throws IOException {
        change(mapping, "given: first", "given: forename");
        assertThat(refused(csv, "--mapping", mapping, "--out", out))
                .contains(csv + " has no column forename", mapping, "its columns are id, first, last");
    }

    @Test
    void a_mapping_that_is_none() throws IOException {
        change(mapping, "given: first", "forename: first");
        assertThat(refused(csv, "--mapping", mapping, "--out", out)).contains(mapping, "forename is unknown", "given");
        change(mapping, "forename: first", "given: first\nonce: yes");
        assertThat(refused(csv, "--mapping", mapping, "--out", out)).contains(mapping, "once must be true or false");
        Files.writeString(Path.of(mapping), "given: [first\n");
        assertThat(refused(csv, "--mapping", mapping, "--out", out)).contains(mapping + " is no YAML");
        Files.write(Path.of(mapping), new byte[] {'g', (byte) 0xe9, ':'});
        assertThat(refused(csv, "--mapping", mapping, "--out", out)).contains(mapping, "UTF-8");
    }

    @Test
    void no_records() throws IOException {
        Files.writeString(Path.of(csv), Invented.HEADER + "\n");
        assertThat(refused(csv, "--mapping", mapping, "--out", out)).contains("there is nothing to link", csv);
        Files.writeString(Path.of(csv), "");
        assertThat(refused(csv, "--mapping", mapping, "--out", out))
                .contains(csv + " is empty", "must name the columns");
    }

    @Test
    void a_record_key_that_comes_twice() throws IOException {
        change(csv, "s2,", "s0,");
        assertThat(refused(csv, "--mapping", mapping, "--out", out))
                .contains(csv + " has one record key on lines 2 and 4", "must tell records apart")
                .doesNotContain("s0,");
    }

    @Test
    void a_truth_column_that_is_missing_or_does_not_fit() throws IOException {
        assertThat(refused(csv, "--mapping", mapping, "--truth", "cluster"))
                .contains(csv + " has no column cluster, which --truth names", "its columns are");
        Files.writeString(
                Path.of(mapping), Files.readString(Path.of(mapping)) + "truth: {column: who, pattern: 'x-(.*)'}\n");
        assertThat(refused(csv, "--mapping", mapping, "--truth", "who"))
                .contains("column who", "truth.pattern of " + mapping);
    }

    @Test
    void an_encoding_that_cannot_be_read() throws IOException {
        byte[] bytes = Files.readString(Path.of(csv)).replace("2,", "\u00e9,").getBytes(StandardCharsets.ISO_8859_1);
        Files.write(Path.of(csv), bytes);
        assertThat(refused(csv, "--mapping", mapping, "--out", out)).contains(csv + " is not UTF-8", "iconv");
        Files.write(Path.of(csv), Invented.HEADER.getBytes(StandardCharsets.UTF_16));
        assertThat(refused(csv, "--mapping", mapping, "--out", out)).contains(csv + " is not UTF-8", "iconv");
    }

    @Test
    void a_quotation_mark_that_is_missing() throws IOException {
        Files.writeString(
                Path.of(csv), Files.readString(Path.of(csv)) + "s9,\"Nesta,Aldford\n" + "x".repeat(20_000_000));
        assertThat(refused(csv, "--mapping", mapping, "--out", out))
                .contains(csv + " is no CSV", "after line 4", "quotation mark");
    }

    @Test
    void a_place_that_cannot_be_written() throws IOException {
        assertThat(refused(
                        csv,
                        "--mapping",
                        mapping,
                        "--out",
                        folder.resolve("no/where.csv").toString()))
                .contains("cannot be written", "there is no folder", "create it");
        assertThat(refused(csv, "--mapping", mapping, "--out", folder.toString()))
                .contains("it is a folder");
        assertThat(refused(csv, "--mapping", mapping, "--out", csv)).contains(csv + " is read", "choose another name");
        assertThat(refused(csv, "--mapping", mapping, "--out", out, "--json", "/no/where.json"))
                .contains("/no/where.json cannot be written");
    }

    @Test
    void options_that_say_nothing() throws IOException {
        assertThat(refused(csv, "--mapping", mapping)).contains("nothing to do", "--out", "--truth");
        assertThat(refused("--mapping", mapping, "--out", out)).contains("no file to link");
        assertThat(refused(csv, "--mapping", mapping, "--truth", "who", "--pairs"))
                .contains("give --out too");
        assertThat(refused(csv, "--mapping", mapping, "--out", out, "--incremental", "0"))
                .contains("--incremental", "from 1 on");
        assertThat(refused(csv, "--mapping", mapping, "--out", out, "--fast")).contains("unknown option --fast");
        assertThat(refused(csv, "--mapping")).contains("--mapping needs a value");
    }

    private static void change(String file, String from, String to) throws IOException {
        String text = Files.readString(Path.of(file));
        assertThat(text).contains(from);
        Files.writeString(Path.of(file), text.replace(from, to));
    }

    /** What is said; no line of it is a stack trace, and no result is left. */
    private String refused(String... arguments) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Link.run(
                new ArrayList<>(List.of(arguments)).toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        String told = err.toString(StandardCharsets.UTF_8);
        assertThat(code).as(told).isEqualTo(2);
        assertThat(out.size()).isZero();
        assertThat(told).startsWith("susten link: ").doesNotContain("\tat ");
        assertThat(folder.resolve("clusters.csv")).doesNotExist();
        return told;
    }
}
