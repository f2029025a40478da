// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.model.Person;
import org.susten.model.ServiceContact;

/** What a source takes away, or keeps under another key. */
class DeletionsTest extends OnHub {

    @ParameterizedTest
    @DisplayName("R-18 what is deleted parents first, children first or all at once is closed all the same")
    @ValueSource(strings = {"students visits", "visits students", "both"})
    void deletions_close_in_any_order(String order) throws IOException {
        hub.connect("order");
        String[] children =
                IntStream.range(0, 20).mapToObj("s%d,Ada,Alder,,"::formatted).toArray(String[]::new);
        hub.receive("order", "students.csv", children);
        hub.receive(
                "order",
                "visits.csv",
                IntStream.range(0, 20)
                        .mapToObj("v%1$d,s%1$d,2026-10-01,30"::formatted)
                        .toArray(String[]::new));
        hub.runAll("order");
        children[1] = "-s1";
        Map<String, String[]> deletions = Map.of("students", children, "visits", new String[] {"-v1"});
        for (String step : order.equals("both") ? List.of("visits students") : List.of(order.split(" "))) {
            for (String file : step.split(" ")) {
                hub.receive("order", file + ".csv", deletions.get(file));
            }
            Run run = hub.runAll("order");
            assertThat(run.state()).isEqualTo(State.COMMITTED);
            assertThat(run.rows().quarantined() + run.rows().waiting()).isZero();
        }
        assertThat(hub.open(Person.class, "order", "students")).isEqualTo(19);
        assertThat(hub.open(ServiceContact.class, "order", "visits")).isEqualTo(19);
    }

    @Test
    @DisplayName("C-05 R-18 a row that is gone, or has another key now, closes what it was")
    void a_row_that_is_gone_or_renamed_closes_what_it_was() throws IOException {
        hub.connect("gone");
        hub.receive("gone", "students.csv", "s1,Ada,Alder,,", "s2,Bo,Birch,,", "s3,Cy,Cedar,,");
        hub.receive("gone", "visits.csv", "v1,s1,2026-10-01,30", "v2,s2,2026-10-01,30");
        hub.runAll("gone");
        hub.receive("gone", "visits.csv", "-v1", "v9<v2,s2,2026-10-01,30");

        Run run = hub.runAll("gone");

        assertThat(run.state()).isEqualTo(State.COMMITTED);
        assertThat(hub.open(ServiceContact.class, "gone", "visits")).isEqualTo(1);
    }
}
