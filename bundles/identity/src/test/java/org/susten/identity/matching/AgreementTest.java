// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.identity.matching.TwoRecords.child;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two of one name at one address, born years apart, and a record that knows neither birth date nor middle name. */
class AgreementTest {

    private static final int ELDER = 0;
    private static final int UNDATED = 1;
    private static final int YOUNGER = 2;
    private static final int ELDER_TOO = 3;
    private static final long[] TIES = {0, 1, 2, 3};

    private final Table table = new Table(4);
    private final Scorer scorer = new Scorer(table, Model.initial());

    AgreementTest() {
        table.add(child("school").born(2008, 11, 23).middle("Ann").build());
        table.add(child("program").born(0, 0, 0).build());
        table.add(child("clinic").born(2016, 4, 9).middle("Rose").build());
        table.add(child("library").born(2008, 11, 23).middle("Ann").build());
    }

    @Test
    void each_comparison_counts_once_however_many_pairs_know_it() {
        float pairs = clipped(ELDER, YOUNGER) + clipped(UNDATED, YOUNGER);
        assertThat(pairs).as("the pairs' mean speaks for one person").isPositive();
        assertThat(scorer.together(new int[] {ELDER, UNDATED}, new int[] {YOUNGER}))
                .as("of the pairs that know both birth dates and middle names none does")
                .isNegative();
        assertThat(scorer.together(new int[] {ELDER, UNDATED}, new int[] {ELDER_TOO}))
                .isPositive();
    }

    @Test
    void two_groups_of_one_record_are_their_pair() {
        assertThat(scorer.together(new int[] {ELDER}, new int[] {YOUNGER}))
                .isCloseTo((float) scorer.explain(ELDER, YOUNGER).evidence(), within(0.01f));
    }

    @Test
    void a_record_without_a_birth_date_joins_nobody_to_somebody_born_on_another_day() {
        Edges edges = new Edges();
        for (int a = ELDER; a <= ELDER_TOO; a++) {
            for (int b = a + 1; b <= ELDER_TOO; b++) {
                edges.add(a, b, scorer.bits(a, b));
            }
        }
        int[] groups = Clusterer.groups(TIES, edges, scorer, Model.LIKELY);
        assertThat(groups[ELDER]).isEqualTo(groups[ELDER_TOO]).isNotEqualTo(groups[YOUNGER]);
        assertThat(groups[UNDATED]).isIn(groups[ELDER], groups[YOUNGER]);
    }

    @Test
    void two_numbers_that_are_nothing_alike_part_groups_that_a_record_without_a_number_fits_where_people_keep_theirs() {
        Table people = new Table(3);
        people.add(child("school").number("4620001873").build());
        people.add(child("clinic").build());
        people.add(child("program").number("1938857206").build());
        int[] one = {0, 1};
        int[] other = {2};
        assertThat(new Scorer(people, whereNumbersDiffer(0.03)).together(one, other))
                .as("where some are given another number, all else counts more")
                .isPositive();
        assertThat(new Scorer(people, whereNumbersDiffer(0.002)).together(one, other))
                .isNegative();
    }

    private static Model whereNumbersDiffer(double share) {
        double[][] same = new double[Comparison.ALL.length][];
        double[][] random = new double[Comparison.ALL.length][];
        for (Comparison comparison : Comparison.ALL) {
            same[comparison.ordinal()] = comparison.same();
            random[comparison.ordinal()] = comparison.random();
        }
        same[Comparison.IDENTIFIER.ordinal()][Comparison.IDENTIFIER_OTHER] = share;
        return new Model(
                same,
                Model.household(same, random, 0.02),
                random,
                Priors.initial(1000),
                Map.of(),
                Placeholders.NONE,
                0);
    }

    private float clipped(int a, int b) {
        return Math.max(-Clusterer.CLIP, Math.min(Clusterer.CLIP, scorer.bits(a, b)));
    }

    private static org.assertj.core.data.Offset<Float> within(float offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }
}
