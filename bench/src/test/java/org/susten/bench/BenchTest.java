// SPDX-License-Identifier: Apache-2.0
package org.susten.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BenchTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream problems = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"", "help", "--help", "arrivals --help", "delivery --rows 5 -h", "community --help"})
    void help_is_given_wherever_it_is_asked_for(String line) throws Exception {
        assertThat(run(line)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("usage: ./susten bench COMMAND");
        assertThat(problems.size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "intake --row 5",
                "read --row 5",
                "linkage --row 5",
                "arrivals --row 5",
                "provider --row 5",
                "delivery --row 5",
                "ledger --row 5",
                "measures --row 5",
                "families --row 5",
                "community --row 5"
            })
    void an_option_that_is_none_is_named_in_a_sentence_and_nothing_is_measured(String line) throws Exception {
        assertThat(run(line)).isEqualTo(2);
        assertThat(problems.toString(StandardCharsets.UTF_8)).contains("--row").hasLineCount(1);
        assertThat(out.size()).isZero();
    }

    @Test
    void what_is_no_benchmark_no_number_or_lacks_its_value_is_told() throws Exception {
        assertThat(run("tortoise")).isEqualTo(2);
        assertThat(run("read --rows many")).isEqualTo(2);
        assertThat(run("read --rows")).isEqualTo(2);
        assertThat(problems.toString(StandardCharsets.UTF_8).lines())
                .satisfiesExactly(
                        first -> assertThat(first).contains("tortoise", "no such benchmark"),
                        second -> assertThat(second).contains("bench read", "a number", "many"),
                        third -> assertThat(third).contains("--rows", "missing"));
    }

    private int run(String line) throws Exception {
        return Bench.run(line.isEmpty() ? new String[0] : line.split(" "), print(out), print(problems));
    }

    private static PrintStream print(ByteArrayOutputStream into) {
        return new PrintStream(into, true, StandardCharsets.UTF_8);
    }
}
