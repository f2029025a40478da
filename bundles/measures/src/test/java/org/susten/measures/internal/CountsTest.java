// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.Postgres;
import org.susten.identity.internal.JdbcPeople;
import org.susten.measures.internal.Evaluation.Group;

/** When measures are counted again, and when what was counted still holds. */
class CountsTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static Town town;

    @TempDir
    Path folder;

    private final Counts counts = new Counts();
    private Together absence;

    @BeforeEach
    void a_town() throws Exception {
        if (town == null) {
            town = new Town(postgres.database());
            town.settle(7);
        }
        absence = together("{fact: attendance.absenceRate, atLeast: 0.1}");
    }

    @Test
    @DisplayName("Measures about the same children are counted once, while nothing happens")
    void counted_once() {
        assertThat(groups(absence)).isSameAs(groups(absence));
    }

    @Test
    @DisplayName("Who asks while they are counted waits for that, and has the same")
    void counted_once_for_two_who_ask() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            CyclicBarrier both = new CyclicBarrier(2);
            Callable<List<Group>> ask = () -> postgres.database().inTransaction(c -> {
                meet(both);
                return counts.of(c, absence).groups();
            });
            List<Future<List<Group>>> answers = two.invokeAll(List.of(ask, ask));
            assertThat(answers.get(0).get())
                    .isNotEmpty()
                    .isSameAs(answers.get(1).get());
        } finally {
            two.shutdown();
        }
    }

    private static void meet(CyclicBarrier both) {
        try {
            both.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @DisplayName("A commit is counted by the next look")
    void a_commit_counts() {
        List<Group> before = groups(absence);
        town.missesADay(
                town.children.stream().filter(c -> !c.chronic()).findFirst().orElseThrow());
        List<Group> after = groups(absence);
        assertThat(chronic(after)).isEqualTo(chronic(before) + 1);
    }

    @Test
    @DisplayName("Two persons made one are one child by the next look, and two again once they are parted")
    void the_person_index_counts() {
        long before = people(groups(absence));
        JdbcPeople index = new JdbcPeople(postgres.database());
        List<Long> two = postgres.database().inTransaction(c -> {
            try (var rows = c.createStatement()
                    .executeQuery("select distinct person from identity.link_v1 order by 1 limit 2")) {
                rows.next();
                long one = rows.getLong(1);
                rows.next();
                return List.of(one, rows.getLong(1));
            }
        });
        assertThat(index.merge(two.get(0), two.get(1), "steward")).isTrue();
        assertThat(people(groups(absence))).isEqualTo(before - 1);
        assertThat(index.unmerge(two.get(1), "steward") || index.unmerge(two.get(0), "steward"))
                .isTrue();
        assertThat(people(groups(absence))).isEqualTo(before);
    }

    @Test
    @DisplayName("A measure that is changed is counted anew")
    void a_changed_measure_counts() throws Exception {
        List<Group> before = groups(absence);
        assertThat(chronic(groups(together("{fact: attendance.absenceRate, atLeast: 0}"))))
                .isEqualTo(people(before));
    }

    private Together together(String share) throws Exception {
        return Town.measure(folder, "cohort: [{fact: attendance.days, atLeast: 1}]\nshare: [" + share + "]");
    }

    private List<Group> groups(Together together) {
        return postgres.database().inTransaction(c -> counts.of(c, together)).groups();
    }

    private static long people(List<Group> groups) {
        return groups.stream().mapToLong(Group::people).sum();
    }

    private static long chronic(List<Group> groups) {
        return groups.stream()
                .filter(group -> group.outcomes().get(0) == 1)
                .mapToLong(Group::people)
                .sum();
    }
}
