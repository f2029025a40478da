// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark goes the whole way and accounts for every row. */
class IntakeBenchTest {

    @TempDir
    Path folder;

    @Test
    void a_small_community_is_measured_every_way() throws Exception {
        Path json = folder.resolve("figures.json");

        IntakeBench.run(
                new String[] {
                    "--rows", "3000", "--folder", folder.resolve("bench").toString(), "--json", json.toString()
                },
                new PrintStream(new ByteArrayOutputStream()));

        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        long rows = figures.path("rows").asLong();
        assertThat(rows).isBetween(2000L, 4000L);
        assertThat(figures.at("/firstLoad/added").asLong()).isGreaterThanOrEqualTo(rows);
        assertThat(figures.at("/firstLoad/quarantined").asLong()).isZero();
        assertThat(figures.at("/firstLoad/waiting").asLong()).isZero();
        for (String key : new String[] {"rowsPerSecond", "ratioToCopy", "ratioToCamelRoute", "ratioToJdbcBatches"}) {
            assertThat(figures.at("/firstLoad/" + key).asDouble()).as(key).isPositive();
        }
        assertThat(figures.at("/unchanged/ratioToCopy").asDouble()).isPositive();
        assertThat(figures.at("/unchanged/added").asLong()).isZero();
        assertThat(figures.at("/unchanged/changed").asLong()).isZero();
        assertThat(figures.at("/unchanged/closed").asLong()).isZero();
        assertThat(figures.at("/unchanged/rowsRewritten").asLong()).isZero();
        assertThat(figures.at("/unchanged/bytesGrown").asLong()).isZero();
        assertThat(figures.at("/onePercent/changed").asLong()).isBetween(rows / 300, rows / 30);
        assertThat(figures.at("/onePercent/seconds").asDouble()).isPositive();
        assertThat(figures.at("/machine/fsync").asText()).isEqualTo("on");
        assertThat(figures.path("peakHeapMiB").asLong()).isPositive();
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> Options.of(new String[] {"--row", "5"})).hasMessageContaining("--row");
    }
}
