// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.identity.People;

class HistoryTest {

    private static final int DISTRICT = 1;
    private static final int PROGRAM = 2;
    private static final int HEAD_START = 3;

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static People people;
    private static long run;

    @BeforeAll
    static void open() {
        people = new JdbcPeople(postgres.database());
    }

    @BeforeEach
    void empty() {
        postgres.database().inTransaction(c -> {
            Sql.run(
                    c,
                    "truncate identity.person, identity.link, identity.key, identity.edge, identity.event, identity.decision, identity.review, identity.run");
            return 0;
        });
    }

    @Test
    @DisplayName("I-02 and I-10 one by one in any order, or all at once: the same persons by evidence")
    void any_order_and_all_at_once_give_the_same_persons() {
        Set<Set<UUID>> atOnce = null;
        for (int seed = 0; seed < 4; seed++) {
            empty();
            List<String[]> records = community();
            Collections.shuffle(records, new Random(seed));
            PeopleOfARun whole = new PeopleOfARun();
            for (String[] r : records) {
                PeopleOfARun into = seed == 0 ? whole : new PeopleOfARun();
                into.with(
                        Integer.parseInt(r[0]), r[1], r[2], r[3], r[4].isEmpty() ? Map.of() : Map.of("district", r[4]));
                if (seed > 0) {
                    commit(into);
                }
            }
            if (seed == 0) {
                commit(whole);
                atOnce = persons();
                assertThat(atOnce).hasSizeBetween(8, 16);
            }
            assertThat(persons()).as("order " + seed).isEqualTo(atOnce);
            assertThat(replayed()).as("state as a replay of events").isEqualTo(links());
        }
    }

    /** Eight children in three sources, with typos, missing numbers, twins and a number that two carry. */
    private static List<String[]> community() {
        List<String[]> records = new ArrayList<>();
        String[] given = {"Mirela", "Odalys", "Thaddeus", "Wilhelmina", "Ignatius", "Perpetua", "Caspian", "Leocadia"};
        String[] family = {"Quist", "Quist", "Abernathy", "Farrow", "Zielinski", "Okonkwo", "Vandermeer", "Bramblewick"
        };
        for (int i = 0; i < given.length; i++) {
            String born = i < 2 ? "2016-04-05" : "201" + (i % 7) + "-0" + (i % 8 + 1) + "-1" + i;
            records.add(new String[] {"1", "s" + i, given[i] + " " + family[i], born, "10001" + i});
            String typo = given[i].substring(0, given[i].length() - 1) + "h";
            records.add(new String[] {"2", "p" + i, typo + " " + family[i], born, i % 2 == 0 ? "10001" + i : ""});
            records.add(new String[] {"3", "h" + i, given[i] + " " + family[i], i == 5 ? null : born, ""});
        }
        records.add(new String[] {"2", "p9", "Casper Wren", "2014-02-02", "100016"});
        return records;
    }

    @Test
    @DisplayName("I-03 and I-08 merging commutes; unmerging gives back the records and the number exactly")
    void unmerging_restores_what_merging_changed() {
        for (boolean turned : new boolean[] {false, true}) {
            empty();
            commit(new PeopleOfARun()
                    .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                    .with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of())
                    .with(HEAD_START, "h1", "Tove Abara", "2014-11-23", Map.of()));
            Map<UUID, Long> before = links();
            long one = person(DISTRICT, "s1");
            long other = person(HEAD_START, "h1");
            long seen = feeds();
            assertThat(people.merge(turned ? other : one, turned ? one : other, "dana"))
                    .isTrue();
            assertThat(people.merge(one, other, "dana")).isFalse();
            assertThat(persons()).hasSize(1);
            assertThat(person(HEAD_START, "h1")).isEqualTo(one);
            assertThat(feeds()).as("feeds look again").isGreaterThan(seen);
            assertThat(replayed()).isEqualTo(links());
            commit(new PeopleOfARun().changed(HEAD_START, "h1", "Tove Abara", "2014-11-24", Map.of()));
            assertThat(persons()).as("no score parts what a person made one").hasSize(1);
            assertThat(people.unmerge(other, "dana")).isTrue();
            assertThat(links()).isEqualTo(before);
            assertThat(people.unmerge(other, "dana")).isFalse();
            assertThat(people.rows(other)).containsExactly(row(HEAD_START, "h1"));
            assertThat(replayed()).isEqualTo(before);
        }
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

    private static Map<UUID, Long> links() {
        Map<UUID, Long> links = new HashMap<>();
        postgres.database()
                .inTransaction(c -> Sql.list(
                        c,
                        "select row, person from identity.link_v1",
                        r -> links.put(r.getObject(1, UUID.class), r.getLong(2))));
        return links;
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

    private static Set<Set<UUID>> persons() {
        return links().entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue,
                        Collectors.mapping(Map.Entry::getKey, Collectors.toCollection(TreeSet::new))))
                .values()
                .stream()
                .collect(Collectors.toSet());
    }

    private static long person(int stream, String key) {
        return people.personOf(row(stream, key)).orElseThrow();
    }

    private static People.Outcome commit(PeopleOfARun arrivals) {
        return arrivals.commit(postgres.database(), people, ++run);
    }
}
