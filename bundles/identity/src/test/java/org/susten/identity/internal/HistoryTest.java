// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.identity.People;

class HistoryTest extends OnIndex {

    @Test
    @DisplayName("I-03 and I-08 merging commutes; unmerging gives back the records and the number exactly")
    void unmerging_restores_what_merging_changed() {
        for (boolean turned : new boolean[] {false, true}) {
            empty_the_index();
            commit(new PeopleOfARun()
                    .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                    .with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of())
                    .with(HEAD_START, "h1", "Tove Abara", "2014-11-23", Map.of()));
            Map<UUID, Long> before = IndexState.links(postgres.database());
            long one = person(DISTRICT, "s1");
            long other = person(HEAD_START, "h1");
            long seen = feeds();
            assertThat(people.merge(turned ? other : one, turned ? one : other, "dana"))
                    .isTrue();
            assertThat(people.merge(one, other, "dana")).isFalse();
            assertThat(IndexState.persons(postgres.database())).hasSize(1);
            assertThat(person(HEAD_START, "h1")).isEqualTo(one);
            assertThat(feeds()).as("feeds look again").isGreaterThan(seen);
            assertThat(replayed()).isEqualTo(IndexState.links(postgres.database()));
            commit(new PeopleOfARun().changed(HEAD_START, "h1", "Tove Abara", "2014-11-24", Map.of()));
            assertThat(IndexState.persons(postgres.database()))
                    .as("no score parts what a person made one")
                    .hasSize(1);
            assertThat(people.unmerge(one, "dana")).isFalse();
            assertThat(people.tookIn(one)).containsExactly(other);
            assertThat(people.unmerge(other, "dana")).isTrue();
            assertThat(people.tookIn(one)).isEmpty();
            assertThat(IndexState.links(postgres.database())).isEqualTo(before);
            assertThat(people.unmerge(other, "dana")).isFalse();
            assertThat(people.rows(other)).containsExactly(row(HEAD_START, "h1"));
            assertThat(replayed()).isEqualTo(before);
        }
    }

    @Test
    @DisplayName(
            "I-03 and I-08 whoever was merged into a person that gets its number back goes with it, and has its number back, too")
    void unmerging_takes_along_whom_the_person_had_taken_in() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                .with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of())
                .with(HEAD_START, "h1", "Tove Abara", "2014-11-23", Map.of())
                .with(HEAD_START, "h2", "Ines Farrow", "2013-02-09", Map.of()));
        Map<UUID, Long> before = IndexState.links(postgres.database());
        long one = person(DISTRICT, "s1");
        long other = Math.min(person(HEAD_START, "h1"), person(HEAD_START, "h2"));
        long third = Math.max(person(HEAD_START, "h1"), person(HEAD_START, "h2"));
        people.merge(other, third, "dana");
        people.merge(one, other, "dana");
        assertThat(people.tookIn(one)).containsExactlyInAnyOrder(other, third);
        assertThat(people.unmerge(other, "dana")).isTrue();
        assertThat(people.tookIn(one)).isEmpty();
        assertThat(people.tookIn(other)).containsExactly(third);
        assertThat(people.rows(third)).containsExactlyInAnyOrder(row(HEAD_START, "h1"), row(HEAD_START, "h2"));
        assertWhole();
        assertThat(people.unmerge(third, "dana")).isTrue();
        assertThat(IndexState.links(postgres.database())).isEqualTo(before);
        assertWhole();
    }

    @Test
    @DisplayName("I-12 the explanation adds up to the score, and is the one kept with the link")
    void the_explanation_adds_up_and_is_kept() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", Map.of()));
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of()));
        People.Explanation now =
                people.explain(row(DISTRICT, "s1"), row(PROGRAM, "p1")).orElseThrow();
        assertThat(now.together()).isTrue();
        double sum = now.prior()
                + now.household()
                + now.weights().stream().mapToDouble(People.Weight::bits).sum();
        assertThat(sum).isCloseTo(now.evidence(), within(1e-9));
        List<double[]> kept = postgres.database()
                .inTransaction(c -> Sql.list(c, "select bits, weights from identity.event where kind = 'linked'", r ->
                        new double[] {r.getDouble(1), Reckoned.of(r.getBytes(2)).evidence()}));
        assertThat(kept).singleElement().satisfies(k -> {
            assertThat(k[0]).isCloseTo(now.evidence(), within(1e-3));
            assertThat(k[1]).isCloseTo(now.evidence(), within(1e-9));
        });
        assertThat(people.explain(row(DISTRICT, "s1"), row(DISTRICT, "nobody"))).isEmpty();
    }

    @Test
    @DisplayName("I-07 a surname that hundreds share widens no search")
    void a_crowd_of_one_surname_is_passed_over() {
        PeopleOfARun crowd = new PeopleOfARun();
        for (int i = 0; i < 300; i++) {
            crowd.with(DISTRICT, "s" + i, "Xy Smith", null, Map.of());
        }
        commit(crowd);
        assertThat(commit(new PeopleOfARun().with(PROGRAM, "p1", "Xy Smith", null, Map.of()))
                        .review())
                .isZero();
    }

    private static long feeds() {
        return postgres.database().inTransaction(c -> Sql.number(c, "select last from identity.change_v1"));
    }

    /** Whom each row belongs to, by events alone. */
    private static Map<UUID, Long> replayed() {
        Map<UUID, Long> links = new HashMap<>();
        postgres.database()
                .inTransaction(c -> Sql.list(
                        c,
                        "select row, person from identity.event where kind in ('created', 'linked', 'moved', 'split', 'unmerged') order by id",
                        r -> links.put(r.getObject(1, UUID.class), r.getLong(2))));
        return links;
    }
}
