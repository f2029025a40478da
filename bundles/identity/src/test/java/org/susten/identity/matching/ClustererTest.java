// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClustererTest {

    private static final long[] TIES = {0, 1, 2, 3};

    private static int[] groups(float[][] bits) {
        Edges edges = new Edges();
        for (int a = 0; a < bits.length; a++) {
            for (int b = a + 1; b < bits.length; b++) {
                if (bits[a][b] >= Model.REVIEW) {
                    edges.add(a, b, bits[a][b]);
                }
            }
        }
        return Clusterer.groups(TIES, edges, (a, b, floor) -> bits[Math.min(a, b)][Math.max(a, b)], Model.LIKELY);
    }

    @Test
    void a_record_between_twins_does_not_bridge_them() {
        int[] groups = groups(new float[][] {{0, 20, 6, -20}, {0, 0, -20, -20}, {0, 0, 0, 20}, {0, 0, 0, 0}});
        assertThat(groups[0]).isEqualTo(groups[1]).isNotEqualTo(groups[2]);
        assertThat(groups[2]).isEqualTo(groups[3]);
    }

    @Test
    void two_halves_of_one_person_join_where_most_pairs_say_so() {
        int[] groups = groups(new float[][] {{0, 20, 9, 7}, {0, 0, 8, -2}, {0, 0, 0, 20}, {0, 0, 0, 0}});
        assertThat(groups).containsOnly(groups[0]);
    }

    @Test
    void what_somebody_decided_holds_against_any_score() {
        float no = -Clusterer.DECIDED;
        int[] groups = groups(new float[][] {{0, 30, 30, 30}, {0, 0, 30, no}, {0, 0, 0, 30}, {0, 0, 0, 0}});
        assertThat(groups[1]).isNotEqualTo(groups[3]);
    }
}
