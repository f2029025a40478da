// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.suppression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.measures.suppression.Suppression.Reason;

class SuppressionTest {

    private static final long SMALLEST = 10;

    @Test
    @DisplayName("P-12 a cell that could be had by subtraction is protected by a second one")
    void a_lone_small_cell_takes_others_with_it() {
        Cube.Builder table = Cube.of(2, 3);
        long[][] people = {{40, 3, 57}, {44, 61, 30}};
        for (int school = 0; school < 2; school++) {
            for (int grade = 0; grade < 3; grade++) {
                table.add(new int[] {school, grade}, people[school][grade]);
            }
        }
        Cube cube = table.build();
        Reason[] reasons = choose(cube);
        assertThat(reasons[cube.cell(0, 1)]).isEqualTo(Reason.SMALL);
        assertThat(reasons).filteredOn(r -> r == Reason.COMPLEMENTARY).hasSize(3);
        assertThat(new Attack(cube, reasons).most(cube.cell(0, 1), SMALLEST)).isEqualTo(SMALLEST);
    }

    @Test
    void a_table_without_small_cells_is_published_whole() {
        Cube.Builder table = Cube.of(2, 2);
        for (int i = 0; i < 4; i++) {
            table.add(new int[] {i / 2, i % 2}, 10 + i);
        }
        assertThat(choose(table.build())).containsOnly(Reason.NONE);
    }

    @Test
    @DisplayName("P-12 of so few people that nothing can hide them nothing is told")
    void of_too_few_people_nothing_is_told() {
        Cube.Builder table = Cube.of(2);
        table.add(new int[] {0}, 4);
        assertThat(choose(table.build())).doesNotContain(Reason.NONE);
    }

    @Test
    @DisplayName("P-12 what was told before hides nothing, and if nothing else can, no more is told")
    void what_is_known_hides_nothing() {
        Cube.Builder table = Cube.of(3);
        table.add(new int[] {0}, 3);
        table.add(new int[] {1}, 40);
        table.add(new int[] {2}, 50);
        Cube cube = table.build();
        BitSet known = new BitSet();
        known.set(cube.cell(1));
        assertThat(new Suppression(cube, small(cube), known, new BitSet()).choose())
                .containsExactly(Reason.SMALL, Reason.NONE, Reason.COMPLEMENTARY, Reason.NONE);
        known.set(cube.cell(2));
        known.set(cube.cell(3));
        assertThat(new Suppression(cube, Map.of(cube.cell(0), 7L), known, new BitSet()).choose())
                .containsExactly(Reason.SMALL, Reason.NONE, Reason.NONE, Reason.NONE);
        known.clear(cube.cell(2));
        assertThat(new Suppression(cube, Map.of(cube.cell(0), 60L), known, new BitSet()).choose())
                .containsExactly(Reason.SMALL, Reason.NONE, Reason.COMPLEMENTARY, Reason.NONE);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    @DisplayName("P-12 integer programming finds no small cell in any published table")
    void no_small_cell_is_found_by_integer_programming(int seed) {
        Random random = new Random(seed);
        Cube cube = table(random, 2 + random.nextInt(3), 2 + random.nextInt(3), 2);
        Reason[] reasons = choose(cube);
        Attack attack = new Attack(cube, reasons);
        small(cube).keySet().forEach(cell -> assertThat(attack.most(cell, SMALLEST))
                .as("cell %d", cell)
                .isGreaterThanOrEqualTo(SMALLEST));
    }

    /** Groups of very different sizes, as schools and grades are; the last dimension is whether something holds. */
    private static Cube table(Random random, int... members) {
        Cube.Builder table = Cube.of(members);
        for (int school = 0; school < members[0]; school++) {
            for (int grade = 0; grade < members[1]; grade++) {
                int people = (int) Math.exp(1 + random.nextDouble() * 5);
                int yes = random.nextInt(people + 1);
                table.add(new int[] {school, grade, 0}, yes);
                table.add(new int[] {school, grade, 1}, people - yes);
            }
        }
        return table.build();
    }

    private static Reason[] choose(Cube cube) {
        return new Suppression(cube, small(cube), new BitSet(), new BitSet()).choose();
    }

    private static Map<Integer, Long> small(Cube cube) {
        return IntStream.range(0, cube.cells())
                .filter(cell -> cube.count(cell) < SMALLEST)
                .boxed()
                .collect(Collectors.toMap(cell -> cell, cell -> SMALLEST - cube.count(cell)));
    }
}
