// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.susten.db.testing.Postgres;

/** What holds of the index whatever records come, in whatever order, and whatever people decide. */
class PropertiesTest {

    private static final String ME = PropertiesTest.class.getName();
    private static final int TRIES = 25;
    private static final Postgres postgres = new Postgres();

    private static JdbcPeople people;
    private static long run;

    @BeforeContainer
    static void open() {
        postgres.open(ME);
        people = new JdbcPeople(postgres.database());
    }

    @AfterContainer
    static void close() {
        postgres.close(ME);
    }

    @Provide
    Arbitrary<List<Written>> communities() {
        return Written.communities();
    }

    @Property(tries = TRIES)
    @Label("I-02 and I-10 all at once, or in any lots and any order: the same persons")
    void the_order_of_arrival_does_not_matter(
            @ForAll("communities") List<Written> community, @ForAll long order, @ForAll long cuts) {
        arrive(community, 0);
        Set<Set<UUID>> atOnce = IndexState.persons(postgres.database());
        List<Written> shuffled = new ArrayList<>(community);
        Collections.shuffle(shuffled, new Random(order));
        arrive(shuffled, cuts | 1);
        assertThat(IndexState.persons(postgres.database())).isEqualTo(atOnce);
        assertWhole();
    }

    @Property(tries = TRIES)
    @Label("I-03 merging commutes: whoever is said to be one person is one, in whatever order it is said")
    void merging_commutes(@ForAll("communities") List<Written> community, @ForAll int a, @ForAll int b, @ForAll int c) {
        arrive(community, 0);
        Set<UUID> said = merge(community, a, b);
        said.addAll(merge(community, b, c));
        Set<Set<UUID>> one = IndexState.persons(postgres.database());
        assertWhole();
        arrive(community, 0);
        Set<UUID> saidAgain = merge(community, c, b);
        saidAgain.addAll(merge(community, b, a));
        // The first merge may bring or part somebody by what it says of others: then the second is about other people.
        Assume.that(saidAgain.equals(said));
        assertThat(IndexState.persons(postgres.database())).isEqualTo(one);
        assertWhole();
    }

    @Example
    @Label("I-03 a record that fits two children joins them once they are one, directly or by way of a third")
    void decisions_are_transitive() {
        Map<String, String> number = Map.of("district", "100011");
        Written fits = new Written(1, "k0", "Mirela Abernathy", "2012-04-05", number);
        Written one = new Written(3, "k0", "Mirela Abernathy", "2012-04-05", number);
        Written two = new Written(3, "k1", "Mirela Abernathy", "2012-04-05", number);
        Written third = new Written(3, "k2", "Thaddeus Quist", "2015-04-05", Map.of());
        List<Written> community = List.of(fits, one, two, third);
        arrive(community, 0);
        assertThat(IndexState.persons(postgres.database()))
                .allSatisfy(person -> assertThat(person).hasSize(1));
        merge(community, 1, 3);
        merge(community, 3, 2);
        assertThat(person(fits)).isEqualTo(person(one)).isEqualTo(person(two));
        assertWhole();
    }

    @Property(tries = TRIES)
    @Label("I-03 and I-08 unmerging gives back records and number exactly")
    void unmerging_restores(@ForAll("communities") List<Written> community, @ForAll int a, @ForAll int b) {
        arrive(community, 0);
        Map<UUID, Long> before = IndexState.links(postgres.database());
        long one = personOf(community, a);
        long other = personOf(community, b);
        if (people.merge(one, other, "dana")) {
            long kept = personOf(community, a);
            long gone = kept == one ? other : one;
            assertThat(people.unmerge(gone, "dana")).isTrue();
        }
        assertThat(IndexState.links(postgres.database())).isEqualTo(before);
        assertWhole();
    }

    /** One thing that happens; {@code a} and {@code b} choose records by remainder. */
    private record Step(Kind kind, int a, int b) {
        enum Kind {
            ARRIVE,
            CORRECT,
            CLOSE,
            MERGE,
            UNMERGE,
            GATHER
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Integer> any = Arbitraries.integers().between(0, 1000);
        return Combinators.combine(Arbitraries.of(Step.Kind.class), any, any)
                .as(Step::new)
                .list()
                .ofMinSize(3)
                .ofMaxSize(14);
    }

    @Property(tries = TRIES)
    @Label("I-04 whatever happens: the replay of events is the state, and no source key is two persons'")
    void the_index_is_the_replay_of_its_events(
            @ForAll("communities") List<Written> community, @ForAll("histories") List<Step> history) {
        empty();
        List<Written> known = new ArrayList<>();
        List<Written> coming = new ArrayList<>(community);
        for (Step step : history) {
            happen(step, known, coming);
            assertWhole();
        }
        Map<UUID, Set<Long>> personsOf = new HashMap<>();
        for (long person : Set.copyOf(IndexState.links(postgres.database()).values())) {
            people.rows(person)
                    .forEach(row ->
                            personsOf.computeIfAbsent(row, r -> new TreeSet<>()).add(person));
        }
        assertThat(personsOf).hasSize(known.size()).allSatisfy((row, persons) -> assertThat(persons)
                .hasSize(1));
    }

    private static void happen(Step step, List<Written> known, List<Written> coming) {
        if (step.kind == Step.Kind.ARRIVE || known.isEmpty()) {
            List<Written> lot = new ArrayList<>(coming.subList(0, Math.min(coming.size(), 1 + step.a % 3)));
            coming.removeAll(lot);
            known.addAll(lot);
            commit(Written.arrivals(lot.toArray(Written[]::new)));
            return;
        }
        Written one = known.get(step.a % known.size());
        Written other = known.get(step.b % known.size());
        switch (step.kind) {
            case CORRECT -> commit(one.correctedTo(other));
            case CLOSE -> commit(one.closed());
            case MERGE -> people.merge(person(one), person(other), "dana");
            case UNMERGE -> redirecting().ifPresent(person -> people.unmerge(person, "dana"));
            case GATHER -> people.gather(new BlockTable.Measure(0, 1 + step.b % 20));
            case ARRIVE -> throw new IllegalStateException("done above");
        }
    }

    /** The person merged away last. */
    private static OptionalLong redirecting() {
        return postgres.database().inTransaction(c -> Sql.list(
                        c,
                        "select max(person) from identity.person where redirect is not null having count(*) > 0",
                        r -> r.getLong(1))
                .stream()
                .mapToLong(Long::longValue)
                .findFirst());
    }

    private static void empty() {
        postgres.database().inTransaction(c -> {
            Sql.run(c, "truncate " + IndexState.TABLES);
            return 0;
        });
    }

    /** Into an empty index, all at once, or in lots of one to three cut by chance. */
    private static void arrive(List<Written> community, long cuts) {
        empty();
        Random dice = new Random(cuts);
        for (int from = 0; from < community.size(); ) {
            int size = cuts == 0 ? community.size() : 1 + dice.nextInt(3);
            int to = Math.min(community.size(), from + size);
            commit(Written.arrivals(community.subList(from, to).toArray(Written[]::new)));
            if (dice.nextInt(3) == 0) {
                people.gather(new BlockTable.Measure(0, 20));
            }
            from = to;
        }
    }

    private static void commit(PeopleOfARun arrivals) {
        arrivals.commit(postgres.database(), people, ++run);
    }

    /** Merges the persons of two records, and tells whose records they were. */
    private static Set<UUID> merge(List<Written> community, int a, int b) {
        long one = personOf(community, a);
        long other = personOf(community, b);
        Set<UUID> said = new TreeSet<>(people.rows(one));
        said.addAll(people.rows(other));
        people.merge(one, other, "dana");
        return said;
    }

    private static long personOf(List<Written> community, int number) {
        return person(community.get(Math.floorMod(number, community.size())));
    }

    private static long person(Written written) {
        return people.personOf(written.row()).orElseThrow();
    }

    private static void assertWhole() {
        assertThat(postgres.database().<Set<String>>inTransaction(IndexState::contradictions))
                .isEmpty();
    }
}
