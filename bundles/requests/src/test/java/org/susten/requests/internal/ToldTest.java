// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.susten.requests.EducationRecord.Disclosure;

/** What a parent reads of disclosures. */
class ToldTest {

    private static Disclosure told(String at, String to, String... what) {
        return new Disclosure(
                Instant.parse(at), to, List.of(what), "rostering", "roster", "ferpa-99.31-a-1", List.of(), false);
    }

    @Test
    void who_received_the_same_again_and_again_stands_there_once_with_all_days() {
        List<List<String>> rows = new Told(ZoneOffset.UTC)
                .rows(List.of(
                        told("2026-09-01T06:00:00Z", "Learnly", "person: given name"),
                        told("2026-09-01T07:00:00Z", "Bridges", "person: given name"),
                        told("2026-09-01T18:00:00Z", "Learnly", "person: given name"),
                        told("2026-09-02T06:00:00Z", "Learnly", "person: given name", "person: birth date"),
                        told("2026-09-03T06:00:00Z", "Learnly", "person: given name")));
        assertThat(rows)
                .extracting(row -> row.get(0) + " | " + row.get(1) + " | " + row.get(2))
                .containsExactly(
                        "September 1, 2026 (2 times); September 3, 2026 | Learnly | person: given name",
                        "September 1, 2026 | Bridges | person: given name",
                        "September 2, 2026 | Learnly | person: given name, birth date");
    }
}
