// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.measures;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuresBenchTest {

    @TempDir
    Path folder;

    @Test
    void every_shipped_measure_tells_something_of_the_county() throws Exception {
        Path json = folder.resolve("figures.json");
        MeasuresBench.run(
                new String[] {
                    "--people",
                    "3000",
                    "--schools",
                    "5",
                    "--measures",
                    "../config/etc/measures",
                    "--json",
                    json.toString()
                },
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
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
    }
}
