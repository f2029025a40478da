// SPDX-License-Identifier: Apache-2.0
package org.susten.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkTest {

    private static final int CHILDREN = 300;

    @TempDir
    Path folder;

    @Test
    void each_record_gets_a_person_a_confidence_and_an_outcome() throws IOException {
        Invented.write(folder, CHILDREN, "");
        link("--pairs");
        List<String> lines = Files.readAllLines(folder.resolve("clusters.csv"));
        assertThat(lines.get(0)).isEqualTo("record,person,confidence,outcome");
        assertThat(lines).hasSize(1 + 2 * CHILDREN);
        assertThat(lines.subList(1, lines.size()))
                .allMatch(line -> line.matches("[sp]\\d+,\\d+,[01]\\.\\d+,(linked|review|new)"));
        assertThat(Files.readAllLines(folder.resolve("clusters.pairs.csv")).get(0))
                .startsWith("record1,record2,bits,probability,rule,prior,household,given,birth_date");
    }

    @Test
    void the_truth_is_told_by_band_beside_the_time_of_each_stage() throws IOException {
        Invented.write(folder, CHILDREN, "");
        String told = link("--truth", "who");
        assertThat(told).contains("read", "learn", "score", "cluster", "store", "precision", "recall");
        assertThat(f1(told, "all")).isGreaterThan(0.98);
        assertThat(f1(told, "linked")).isGreaterThan(0.95);
        assertThat(told).containsPattern("(?m)^review +\\d+");
    }

    @Test
    void records_without_a_true_person_are_no_pairs_of_one() throws IOException {
        Invented.write(folder, CHILDREN, "");
        String known = link("--truth", "who");
        Path school = folder.resolve("school.csv");
        Files.writeString(school, Files.readString(school).replaceAll("(?m),\\d?\\d$", ","));
        String told = link("--truth", "who");
        assertThat(told).contains("100 of " + 2 * CHILDREN + " records have nothing in column who");
        assertThat(known).doesNotContain("nothing in column");
        assertThat(f1(told, "all")).isBetween(0.7, 0.9);
    }

    @Test
    void a_key_that_no_database_can_hold_names_its_record_all_the_same() throws IOException {
        Invented.write(folder, CHILDREN, "");
        Path school = folder.resolve("school.csv");
        Files.writeString(school, Files.readString(school).replaceFirst("(?m)^s0,", "s\u00000,"));
        link();
        assertThat(Files.readAllLines(folder.resolve("clusters.csv")).get(1)).startsWith("s\u00000,");
    }

    @Test
    void the_same_files_give_the_same_bytes() throws IOException {
        Invented.write(folder, CHILDREN, "");
        link("--pairs");
        byte[] clusters = Files.readAllBytes(folder.resolve("clusters.csv"));
        byte[] pairs = Files.readAllBytes(folder.resolve("clusters.pairs.csv"));
        link("--pairs");
        assertThat(folder.resolve("clusters.csv")).hasBinaryContent(clusters);
        assertThat(folder.resolve("clusters.pairs.csv")).hasBinaryContent(pairs);
    }

    @Test
    void columns_that_the_mapping_does_not_name_change_nothing() throws IOException {
        Invented.write(folder, CHILDREN, "31");
        link();
        byte[] clusters = Files.readAllBytes(folder.resolve("clusters.csv"));
        Invented.write(folder, CHILDREN, "\"left, or right\"");
        link();
        assertThat(folder.resolve("clusters.csv")).hasBinaryContent(clusters);
    }

    @Test
    void records_that_arrive_in_lots_become_the_same_persons() throws IOException {
        Invented.write(folder, CHILDREN, "");
        String atOnce = link("--truth", "who");
        for (String lot : List.of("7", "150")) {
            String arriving = link("--truth", "who", "--incremental", lot);
            assertThat(f1(arriving, "all")).as("lots of " + lot).isCloseTo(f1(atOnce, "all"), within(0.002));
            assertThat(f1(arriving, "linked")).as("lots of " + lot).isCloseTo(f1(atOnce, "linked"), within(0.002));
        }
        assertThat(Files.readAllLines(folder.resolve("clusters.csv"))).hasSize(1 + 2 * CHILDREN);
    }

    @Test
    void keys_that_two_files_use_are_told_apart_by_the_file() throws IOException {
        Invented.write(folder, CHILDREN, "");
        Path program = folder.resolve("program.csv");
        Files.writeString(program, Files.readString(program).replaceAll("(?m)^p(?=[0-9])", "s"));
        link();
        assertThat(Files.readAllLines(folder.resolve("clusters.csv")))
                .hasSize(1 + 2 * CHILDREN)
                .anyMatch(line -> line.startsWith("school.csv#s0,"))
                .anyMatch(line -> line.startsWith("program.csv#s0,"));
    }

    @Test
    void records_without_a_key_are_called_by_file_and_row() throws IOException {
        Invented.write(folder, CHILDREN, "");
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(mapping, Files.readString(mapping).replace("key: id\n", ""));
        link();
        assertThat(Files.readAllLines(folder.resolve("clusters.csv")).get(1)).startsWith("school.csv#1,");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_first_column() throws IOException {
        Invented.write(folder, CHILDREN, "");
        Path school = folder.resolve("school.csv");
        Files.writeString(school, "\uFEFF\"id\"" + Files.readString(school).substring(2));
        link();
        assertThat(Files.readAllLines(folder.resolve("clusters.csv")).get(1)).startsWith("s0,");
    }

    @Test
    void records_of_two_files_of_one_name_are_told_apart_by_their_paths() throws IOException {
        Invented.write(folder, CHILDREN, "");
        Path other = Files.createDirectory(folder.resolve("before")).resolve("school.csv");
        Files.copy(folder.resolve("school.csv"), other);
        link(other.toString());
        assertThat(Files.readAllLines(folder.resolve("clusters.csv")).stream()
                        .map(line -> line.split(",")[0])
                        .filter(record -> record.endsWith("#s0")))
                .containsExactly(folder.resolve("school.csv") + "#s0", other + "#s0");
    }

    @Test
    void columns_may_stand_apart_by_semicolons_tabs_or_bars() throws IOException {
        Invented.write(folder, CHILDREN, "");
        link();
        byte[] clusters = Files.readAllBytes(folder.resolve("clusters.csv"));
        Path school = folder.resolve("school.csv");
        String text = Files.readString(school);
        for (String sign : List.of(";", "\t", "|")) {
            Files.writeString(school, text.replace(",", sign));
            link();
            assertThat(folder.resolve("clusters.csv")).as(sign).hasBinaryContent(clusters);
        }
    }

    @Test
    void a_month_or_day_of_one_digit_is_the_same_with_a_zero_before_it() throws IOException {
        Invented.write(folder, CHILDREN, "");
        Path mapping = folder.resolve("mapping.yaml");
        Files.writeString(
                mapping,
                Files.readString(mapping)
                        .replace("birthDate: born", "birthDate: {column: born, formats: [MM/dd/yyyy, yyyy-MM-dd]}"));
        link();
        byte[] clusters = Files.readAllBytes(folder.resolve("clusters.csv"));
        Path school = folder.resolve("school.csv");
        Files.writeString(
                school,
                Files.readString(school)
                        .replaceAll(",(\\d{4})-(\\d\\d)-(\\d\\d),", ",$2/$3/$1,")
                        .replaceAll(",0(\\d)/", ",$1/")
                        .replaceAll("/0(\\d)/", "/$1/"));
        assertThat(Files.readString(school)).containsPattern(",\\d/\\d/\\d{4},");

        assertThat(link()).doesNotContain("birth dates");

        assertThat(folder.resolve("clusters.csv")).hasBinaryContent(clusters);
    }

    @Test
    void birth_dates_that_are_none_are_counted_and_told() throws IOException {
        Invented.write(folder, CHILDREN, "");
        assertThat(link()).doesNotContain("birth dates");
        Path school = folder.resolve("school.csv");
        Files.writeString(school, Files.readString(school).replaceFirst("-(\\d\\d)-\\d\\d,", "-$1,"));
        assertThat(link())
                .contains("susten link: 1 of " + CHILDREN + " birth dates of " + school, "yyyy-MM-dd", "mapping.yaml");
    }

    /** What is printed. */
    private String link(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                folder.resolve("school.csv").toString(),
                folder.resolve("program.csv").toString(),
                "--mapping",
                folder.resolve("mapping.yaml").toString(),
                "--out",
                folder.resolve("clusters.csv").toString()));
        arguments.addAll(List.of(more));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream printer = new PrintStream(out, true, StandardCharsets.UTF_8);
        int code = Link.run(arguments.toArray(String[]::new), printer, printer);
        String told = out.toString(StandardCharsets.UTF_8);
        assertThat(code).as(told).isZero();
        return told;
    }

    private static double f1(String told, String band) {
        Matcher line = Pattern.compile("(?m)^" + band + " .* (\\S+)$").matcher(told);
        assertThat(line.find()).as(told).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
