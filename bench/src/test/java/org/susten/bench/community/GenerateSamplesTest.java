// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerateSamplesTest {

    private static final Path SAMPLES = Path.of("../samples");

    @TempDir
    static Path made;

    @BeforeAll
    static void make_them() throws IOException {
        GenerateSamples.write(made);
    }

    /** Unpacked, for compressed bytes may differ from one JDK to the next. */
    private static Map<String, String> content(Path root) throws IOException {
        Map<String, String> content = new LinkedHashMap<>();
        try (Stream<Path> files =
                Stream.concat(Files.walk(root.resolve("data")), Stream.of(root.resolve("truth.csv")))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                unpack(root.relativize(file).toString(), Files.readAllBytes(file), content);
            }
        }
        return content;
    }

    private static void unpack(String name, byte[] bytes, Map<String, String> content) throws IOException {
        if (name.endsWith(".zip")) {
            ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes));
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                content.put(
                        name + "!" + entry.getName(),
                        new String(zip.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        } else if (name.endsWith(".gz")) {
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
                content.put(name, new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        } else {
            content.put(name, new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        }
    }

    @Test
    void the_samples_are_what_the_generator_writes() throws IOException {
        Map<String, String> written = content(made);
        Map<String, String> kept = content(SAMPLES);
        assertThat(kept.keySet()).isEqualTo(written.keySet());
        written.forEach((name, text) -> assertThat(kept.get(name).equals(text))
                .as(name + " is what the generator writes; run GenerateSamples and look at the difference")
                .isTrue());
    }

    @Test
    void the_canary_is_in_every_source_and_nobody_else_has_her_names() throws IOException {
        Map<String, Integer> found = new HashMap<>();
        content(SAMPLES).forEach((name, text) -> {
            for (String line : text.split("\r\n")) {
                if (line.contains(Population.CANARY_GIVEN)) {
                    assertThat(line).contains(Population.CANARY_FAMILY);
                    found.merge(name, 1, Integer::sum);
                }
            }
        });
        assertThat(found)
                .containsOnly(
                        Map.entry("data/riverside/riverside-oneroster.zip!users.csv", 1),
                        Map.entry("data/lanternclub/children.csv", 1),
                        Map.entry("data/firststeps/preschoolers.csv", 1));
    }

    @Test
    void most_children_of_the_club_bring_the_districts_number_and_a_few_bring_a_wrong_one() throws IOException {
        Map<String, String> numbers = districtNumbers();
        List<String[]> children = children(numbers.keySet());
        long known = children.stream().filter(row -> !row[7].isEmpty()).count();
        long wrong = children.stream()
                .filter(row -> !row[7].isEmpty() && !row[7].equals(numbers.get(row[0])))
                .count();
        long outside = children.stream().filter(row -> row[5].isEmpty()).count();
        assertThat(known / (double) children.size()).isBetween(0.70, 0.85);
        assertThat(wrong).isBetween(2L, 12L);
        assertThat(outside).isBetween(5L, 30L);
    }

    @Test
    void four_parents_refused_sharing_and_their_children_are_known_to_the_district_beyond_doubt() throws IOException {
        Map<String, String> numbers = districtNumbers();
        List<String[]> children = children(numbers.keySet());
        assertThat(children).extracting(row -> row[15]).containsOnly("yes", "no");
        assertThat(children).filteredOn(row -> row[15].equals("no")).hasSize(4).allSatisfy(row -> {
            assertThat(row[5]).as("school").isNotEmpty();
            assertThat(row[7]).as("district's number").isEqualTo(numbers.get(row[0]));
            assertThat(row[1]).isNotEqualTo(Population.CANARY_GIVEN);
        });
    }

    /** The right number of each child of the club, by the club's id; of children who are in no school of the district, none. */
    private static Map<String, String> districtNumbers() throws IOException {
        Ids ids = new Ids(GenerateSamples.SPEC.seed());
        Map<String, String> numbers = new HashMap<>();
        for (String line : Files.readAllLines(SAMPLES.resolve("truth.csv"))) {
            String[] row = line.split(",");
            if (row[0].equals("tabular/lanternclub/children")) {
                int child = Integer.parseInt(row[2].substring(1));
                numbers.put(row[1], child < GenerateSamples.SPEC.students() ? ids.studentNumber(child) : "");
            }
        }
        return numbers;
    }

    /** Rows of {@code children.csv} about a child who exists. */
    private static List<String[]> children(Set<String> known) throws IOException {
        return Arrays.stream(Files.readString(SAMPLES.resolve("data/lanternclub/children.csv"))
                        .split("\r\n"))
                .skip(1)
                .map(line -> line.split(",", -1))
                .filter(row -> known.contains(row[0]))
                .toList();
    }
}
