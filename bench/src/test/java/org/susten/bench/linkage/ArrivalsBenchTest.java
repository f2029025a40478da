// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.linkage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalsBenchTest {

    private static final PrintStream NOWHERE =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    @TempDir
    Path folder;

    @Test
    void newcomers_come_in_runs_and_one_by_one_into_a_small_index() throws Exception {
        Path json = folder.resolve("figures.json");
        ArrivalsBench.run(
                new String[] {
                    "--records", "2000", "--arrivals", "10", "--runs", "3", "--singles", "20", "--json", json.toString()
                },
                NOWHERE);
        JsonNode arrivals = new ObjectMapper().readTree(json.toFile()).path("arrivals");
        assertThat(arrivals.path("run").asInt()).isEqualTo(10);
        assertThat(arrivals.path("persisted").asLong()).isBetween(1_500L, 2_500L);
        for (String figure :
                new String[] {"recordsPerSecond", "ratioToLimit", "oneP50Millis", "oneP99Millis", "oneRatioToLimit"}) {
            assertThat(arrivals.path(figure).asDouble()).as(figure).isPositive();
        }
    }
}
