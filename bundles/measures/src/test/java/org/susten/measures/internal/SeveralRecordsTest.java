// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;
import org.susten.identity.internal.JdbcPeople;
import org.susten.measures.internal.Town.Child;

/** A day counts once, however many records a child has of it, in whatever system and under whatever name. */
class SeveralRecordsTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private Town town;

    @BeforeEach
    void a_town() {
        town = new Town(postgres.database());
        town.settle(7);
        town.lastYear();
    }

    @Test
    @DisplayName(
            "Who is there by one record and absent by another is there, this year and the year before, as one person or as two made one")
    void there_by_any_record() throws Exception {
        double days = sum("attendance.days");
        double absences = sum("attendance.absences");
        double change = sum("attendance.change");
        assertThat(days).isEqualTo(town.children.size() * (double) Town.DAYS);
        assertThat(absences)
                .isEqualTo(town.children.stream().mapToInt(Child::absences).sum());
        assertThat(change).isCloseTo(-absences / Town.DAYS, within(1e-6));

        Child absent = town.children.stream()
                .max(Comparator.comparingInt(Child::absences))
                .orElseThrow();
        town.thereAfterAll(absent);
        assertThat(sum("attendance.days")).isEqualTo(days);
        assertThat(sum("attendance.absences")).isEqualTo(absences - absent.absences());
        assertThat(sum("attendance.change")).isCloseTo(change + (double) absent.absences() / Town.DAYS, within(1e-6));

        List<Child> others = town.children.stream().filter(c -> c != absent).toList();
        Child first = others.stream().filter(c -> c.absences() > 0).findFirst().orElseThrow();
        Child second =
                others.stream().filter(c -> c.absences() == 0).findFirst().orElseThrow();
        assertThat(new JdbcPeople(postgres.database()).merge(town.person(first), town.person(second), "steward"))
                .isTrue();
        assertThat(sum("attendance.days")).isEqualTo(days - Town.DAYS);
        assertThat(sum("attendance.absences")).isEqualTo(absences - absent.absences() - first.absences());
    }

    private double sum(String fact) throws Exception {
        Evaluation evaluation = new Evaluation(Town.measure(folder, "mean: {fact: " + fact + "}"));
        return postgres.database().inTransaction(evaluation::count).groups().stream()
                .mapToDouble(group -> group.sums().get(0))
                .sum();
    }
}
