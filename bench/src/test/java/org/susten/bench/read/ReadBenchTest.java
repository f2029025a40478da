// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadBenchTest {

    @TempDir
    Path folder;

    @Test
    void every_format_is_read_whole_by_the_kit_and_by_its_bare_parser() throws Exception {
        Path json = folder.resolve("figures.json");

        ReadBench.run(
                new String[] {"--rows", "500", "--json", json.toString()},
                new PrintStream(new ByteArrayOutputStream()));

        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        for (String format : new String[] {"csv", "json", "fixed", "xml", "xlsx"}) {
            assertThat(figures.at("/" + format + "/ratioToBareParser").asDouble())
                    .as(format)
                    .isPositive();
        }
    }

    @Test
    void an_unknown_option_is_refused() {
        assertThatThrownBy(() -> ReadBench.run(new String[] {"--row", "5"}, System.out))
                .hasMessageContaining("--row");
    }
}
