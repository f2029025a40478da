// SPDX-License-Identifier: Apache-2.0
package org.susten.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/assurance.md} says what the tests say. */
class AssuranceIT {

    private static final Pattern ROW = Pattern.compile("\\| ([RIPSC]-\\d\\d) \\| .* \\| (.*) \\|");
    private static final Pattern CLASS = Pattern.compile("`(\\w+)`");

    private static final Map<String, String> table = new TreeMap<>();
    private static final Map<String, String> sources = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        Path root = Path.of("").toAbsolutePath().getParent();
        for (String line : Files.readAllLines(root.resolve("docs/assurance.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(table.put(row.group(1), row.group(2)))
                        .as("twice: " + row.group(1))
                        .isNull();
            }
        }
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(
                            f -> f.toString().endsWith(".java") && !f.toString().contains("/target/"))
                    .toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                if (file.toString().contains("/src/test/") || name.endsWith("ConnectorContract")) {
                    sources.merge(name, Files.readString(file), String::concat);
                }
            }
        }
    }

    @Test
    void every_fault_and_attack_has_a_line() {
        assertThat(table).hasSize(115);
    }

    @Test
    void every_named_test_exists_and_names_the_id() {
        table.forEach((id, proof) -> {
            Matcher named = CLASS.matcher(proof);
            while (named.find()) {
                assertThat(sources).as(id).containsKey(named.group(1));
                assertThat(sources.get(named.group(1)))
                        .as(named.group(1) + " names " + id)
                        .contains(id);
            }
        });
    }

    @Test
    void what_has_no_test_says_not_yet() {
        TreeSet<String> silent = new TreeSet<>();
        table.forEach((id, proof) -> {
            if (!CLASS.matcher(proof).find() && !proof.startsWith("not yet")) {
                silent.add(id);
            }
        });
        assertThat(silent).isEmpty();
    }
}
