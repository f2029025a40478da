// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryBenchTest {

    private static final PrintStream NOWHERE =
            new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);

    /** One child in a hundred has no consent. */
    private static final int DELIVERED = 1_980;

    @TempDir
    Path folder;

    @Test
    void a_small_delivery_leaves_whole_and_as_changes_with_and_without_the_ledger() throws Exception {
        Path json = folder.resolve("figures.json");
        DeliveryBench.run(
                new String[] {"--rows", "2000", "--children", "100", "--rounds", "1", "--json", json.toString()},
                NOWHERE);
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("rows").asInt()).isEqualTo(2_000);
        assertThat(figures.path("children").asInt()).isEqualTo(100);
        assertThat(figures.at("/full/rows").asInt()).isEqualTo(DELIVERED);
        assertThat(figures.at("/withoutLedger/rows").asInt()).isEqualTo(DELIVERED);
        assertThat(figures.at("/deltaOfOnePercent/rows").asInt()).isBetween(1, 20);
        assertThat(figures.at("/deltaOfOnePercentOfChildren/rows").asInt()).isBetween(0, 20);
        for (String ratio : new String[] {
            "ratioToCopy", "ratioOfLimit", "rateKeptWithLedger", "deltaToFull", "deltaOfLimit", "deltaOfChildrenToFull"
        }) {
            assertThat(figures.path(ratio).isNumber()).as(ratio).isTrue();
            assertThat(figures.path(ratio).asDouble()).as(ratio).isNotNegative();
        }
    }

    @Test
    void a_small_ledger_holds_a_disclosure_of_each_child_and_is_walked_to_its_end() throws Exception {
        Path json = folder.resolve("figures.json");
        LedgerBench.run(new String[] {"--rows", "1000", "--rounds", "1", "--json", json.toString()}, NOWHERE);
        JsonNode figures = new ObjectMapper().readTree(json.toFile());
        assertThat(figures.path("children").asInt()).isEqualTo(1_000);
        assertThat(figures.path("disclosures").asLong()).isEqualTo(990);
        // of the round, and of the one before that counts for nothing
        assertThat(figures.path("entriesVerified").asLong()).isGreaterThanOrEqualTo(2 * 990);
        for (String ratio : new String[] {"rateKeptWithLedger", "rateKeptOfLimit"}) {
            assertThat(figures.path(ratio).asDouble()).as(ratio).isPositive();
        }
        assertThat(figures.has("disclosuresPerSecond")).isTrue();
        assertThat(figures.has("verifySeconds")).isTrue();
    }
}
