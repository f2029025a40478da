// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProviderBenchTest {

    @TempDir
    Path folder;

    @Test
    void a_small_district_is_read_over_tls_first_deep_kept_and_anew() throws Exception {
        Path json = folder.resolve("figures.json");
        ProviderBench.run(
                new String[] {"--users", "1000", "--connections", "2", "--seconds", "1", "--json", json.toString()},
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("users").asInt()).isEqualTo(1_000);
        assertThat(figures.path("firstReading").path("pagesPerSecond").asDouble())
                .isPositive();
        assertThat(figures.path("deepPage").path("offset").asLong()).isEqualTo(900);
        for (String load : new String[] {"kept", "readAnew"}) {
            assertThat(figures.path(load).path("requestsPerSecond").asDouble())
                    .as(load)
                    .isPositive();
        }
    }
}
