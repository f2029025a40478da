// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.measures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuresBenchTest {

    private static final int PEOPLE = 3_000;

    @TempDir
    Path folder;

    @Test
    void every_shipped_measure_tells_something_of_the_county_and_a_folder_keeps_it() throws Exception {
        JsonNode figures = run();
        assertThat(figures.path("measures").asInt()).isGreaterThanOrEqualTo(10);
        assertThat(figures.path("ratioOfLimit").asDouble()).isPositive();
        for (String measure : new String[] {
            "chronic-absence",
            "average-attendance",
            "on-track",
            "mobility",
            "program-dosage",
            "service-coverage",
            "kindergarten-readiness",
            "participation-and-attendance",
            "college-enrollment",
            "college-persistence"
        }) {
            assertThat(figures.path(measure).path("rows").asInt()).as(measure).isGreaterThan(1);
        }
        assertThat(figures.path("suppression").path("cells").asInt()).isEqualTo(6 * 13 * 8);
        assertThat(figures.path("suppression").path("small").asInt()).isPositive();
        assertThat(figures.path("suppression").path("besides").asInt()).isPositive();
        JsonNode again = run();
        assertThat(again.path("rows").asLong())
                .isEqualTo(figures.path("rows").asLong())
                .isGreaterThan(PEOPLE);
        assertThat(again.path("mobility").path("withheld"))
                .isEqualTo(figures.path("mobility").path("withheld"));
        Files.delete(folder.resolve("kept/county_" + PEOPLE + "_1"));
        assertThatIllegalStateException().isThrownBy(this::run).withMessageContaining("half settled");
    }

    private JsonNode run() throws Exception {
        Path json = folder.resolve("figures.json");
        MeasuresBench.run(
                new String[] {
                    "--people",
                    Integer.toString(PEOPLE),
                    "--schools",
                    "5",
                    "--measures",
                    "../config/etc/measures",
                    "--folder",
                    folder.resolve("kept").toString(),
                    "--json",
                    json.toString()
                },
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        return new ObjectMapper().readTree(json.toFile());
    }
}
