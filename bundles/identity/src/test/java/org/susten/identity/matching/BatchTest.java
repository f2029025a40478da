// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class BatchTest {

    private static final String[] STEMS = {
        "ald", "bram", "carl", "dun", "ells", "farn", "gold", "hart", "ing", "jes", "kirk", "lang", "mor", "nor", "oak"
    };
    private static final String[] ENDINGS = {"ford", "ley", "ton", "well", "wood", "worth", "bridge", "field", "combe"};
    private static final String[] GIVEN = {
        "Agatha", "Bertram", "Clement", "Dorothea", "Edmund", "Frideswide", "Gervase", "Honor", "Isolde", "Jocasta",
        "Kenelm", "Lavinia", "Mortimer", "Nesta", "Osbert", "Philippa", "Quentin", "Rosamund", "Sibyl", "Tobias"
    };

    /** Two records of each child, who has a brother or sister, one in ten a twin; records 2n and 2n + 1 are child n's. */
    private static List<Features> people(int children) {
        List<Features> people = new ArrayList<>();
        Random dice = new Random(5);
        for (int i = 0; i < children; i++) {
            int household = i - i % 2;
            Random home = new Random(household);
            String family = STEMS[home.nextInt(STEMS.length)] + ENDINGS[home.nextInt(ENDINGS.length)];
            String street = (1 + home.nextInt(900)) + " " + STEMS[home.nextInt(STEMS.length)] + " lane";
            String given = GIVEN[(home.nextInt(GIVEN.length) + i) % GIVEN.length];
            boolean twins = household % 20 == 0;
            LocalDate born = LocalDate.of(2008, 1, 1).plusDays((twins ? home : dice).nextInt(4000));
            for (String source : new String[] {"school", "program"}) {
                boolean moved = source.equals("program") && dice.nextInt(10) == 0;
                people.add(Features.of(source)
                        .given(given)
                        .family(family)
                        .birthDate(dice.nextInt(20) == 0 ? null : born)
                        .street(moved ? "7 elsewhere road" : street)
                        .postalCode("0400" + household % 7)
                        .build());
            }
        }
        return people;
    }

    private static Set<Set<Integer>> persons(List<Features> people, List<Integer> order) {
        Batch batch = new Batch(people.size());
        order.forEach(place -> batch.add(people.get(place)));
        Model model = batch.learn();
        Edges edges = batch.score(model, Set.of());
        Scorer scorer = new Scorer(batch.table(), model);
        long[] ties = order.stream().mapToLong(Integer::longValue).toArray();
        int[] groups = Clusterer.groups(ties, edges, scorer, Model.LIKELY);
        Map<Integer, Set<Integer>> byGroup = new HashMap<>();
        for (int row = 0; row < groups.length; row++) {
            byGroup.computeIfAbsent(groups[row], g -> new TreeSet<>()).add(order.get(row));
        }
        return Set.copyOf(byGroup.values());
    }

    @Test
    @DisplayName("I-01 twins, brothers and sisters in one house stay apart where their records meet")
    void both_records_of_nearly_every_child_meet_and_no_two_children_do() {
        List<Features> people = people(600);
        Set<Set<Integer>> persons = persons(people, places(people));
        long right = persons.stream()
                .filter(p -> p.stream().map(place -> place / 2).distinct().count() == 1 && p.size() == 2)
                .count();
        long wrong = persons.stream()
                .filter(p -> p.stream().map(place -> place / 2).distinct().count() > 1)
                .count();
        assertThat(wrong).isZero();
        assertThat(right).isGreaterThan(590);
    }

    @Test
    @DisplayName(
            "I-07 thousands of the same surname in one town cost no more pairs than the cap allows, and are found by the rest")
    void blocks_are_capped_under_an_adversarial_surname() {
        int smiths = 6000;
        Blocks blocks = new Blocks(smiths);
        Batch batch = new Batch(smiths);
        Random dice = new Random(3);
        for (int i = 0; i < smiths; i++) {
            Features smith = Features.of("school")
                    .given(GIVEN[dice.nextInt(GIVEN.length)])
                    .family("Smith")
                    .birthDate(LocalDate.of(2004, 1, 1).plusDays(dice.nextInt(5000)))
                    .street((1 + i) + " Main Street")
                    .postalCode("04001")
                    .build();
            blocks.add(smith);
            batch.add(smith);
        }
        Features again = Features.of("program")
                .given("Rosamund")
                .family("Smith")
                .birthDate(LocalDate.of(2010, 6, 1))
                .street("9000 Main Street")
                .postalCode("04001")
                .build();
        int first = batch.add(again);
        int second = batch.add(again);

        blocks.prune(Blocks.CAP);
        for (Keys.Kind kind : Keys.Kind.ALL) {
            long[] entries = blocks.entries(kind, 1);
            Blocks.blocks(entries, 0, entries.length, (rows, from, to) -> assertThat(to - from)
                    .as(kind.name())
                    .isLessThanOrEqualTo(Blocks.CAP));
        }
        Edges edges = batch.score(batch.learn(), Set.of());
        boolean found = LongStream.range(0, edges.size())
                .anyMatch(e -> edges.first((int) e) == first && edges.second((int) e) == second);
        assertThat(found).isTrue();
    }

    @Test
    @DisplayName("I-01 a school's own phone, given for hundreds, is learnt to be nobody's")
    void a_shared_phone_is_learnt() {
        List<Features> people = new ArrayList<>();
        Random dice = new Random(9);
        for (int i = 0; i < 400; i++) {
            people.add(Features.of("school")
                    .given(GIVEN[dice.nextInt(GIVEN.length)])
                    .family(STEMS[dice.nextInt(STEMS.length)] + ENDINGS[dice.nextInt(ENDINGS.length)])
                    .birthDate(LocalDate.of(2008, 1, 1).plusDays(dice.nextInt(4000)))
                    .phone("555-010-0000")
                    .build());
        }
        Batch batch = new Batch(people.size());
        people.forEach(batch::add);
        Model model = batch.learn();
        Table table = new Table(2, model);
        Features own = Features.of("school")
                .given("Nesta")
                .family("Aldford")
                .phone("555-010-0000")
                .build();
        Features other = Features.of("program")
                .given("Nesta")
                .family("Aldford")
                .phone("555-010-0000")
                .build();
        table.add(own);
        table.add(other);
        assertThat(new Scorer(table, model).explain(0, 1).lines())
                .as("the school's phone says nothing")
                .noneMatch(line -> line.comparison() == Comparison.PHONE);
    }

    @Test
    @DisplayName("I-02 the order of records does not change who is who")
    void the_order_does_not_matter() {
        List<Features> people = people(300);
        List<Integer> order = places(people);
        Set<Set<Integer>> persons = persons(people, order);
        for (int seed = 0; seed < 3; seed++) {
            Collections.shuffle(order, new Random(seed));
            assertThat(persons(people, order)).isEqualTo(persons);
        }
    }

    private static List<Integer> places(List<Features> people) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < people.size(); place++) {
            places.add(place);
        }
        return places;
    }
}
