// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Predicate;
import org.susten.measures.Table;
import org.susten.measures.internal.Town.Child;
import org.susten.measures.suppression.Cube;
import org.susten.measures.suppression.Suppression.Reason;

/** The truth about a town's children by school, grade and two outcomes, and what tables tell of it. */
final class TwoOutcomes {

    static final List<String> GRADES = List.of("KG", "04", "05");

    /** Where the totals stand. */
    static final int[] ALL = {3, 3, 2, 2};

    private TwoOutcomes() {}

    /** School, grade, whether the one holds, whether the other does. */
    static Cube cube(Town town, Predicate<Child> first, Predicate<Child> second) {
        Cube.Builder counts = Cube.of(ALL);
        for (Child child : town.children) {
            counts.add(
                    new int[] {
                        Town.SCHOOLS.indexOf(child.school()),
                        GRADES.indexOf(child.grade().code()),
                        first.test(child) ? 1 : 0,
                        second.test(child) ? 1 : 0
                    },
                    1);
        }
        return counts.build();
    }

    /** Marks what a table tells, and checks that it is true. */
    static void tell(Cube cube, Reason[] reasons, Table table, int outcome) {
        for (Table.Row row : table.rows()) {
            int[] places = ALL.clone();
            for (String member : row.group()) {
                if (Town.SCHOOLS.contains(member)) {
                    places[0] = Town.SCHOOLS.indexOf(member);
                } else if (GRADES.contains(member)) {
                    places[1] = GRADES.indexOf(member);
                }
            }
            int group = cube.cell(places);
            if (row.people() != null) {
                assertThat(row.people()).isEqualTo(cube.count(group));
                reasons[group] = Reason.NONE;
            }
            if (row.values().get(0).people() != null) {
                assertThat(row.values().get(0).people()).isEqualTo(cube.count(cube.moved(group, outcome, 1)));
                reasons[cube.moved(group, outcome, 1)] = Reason.NONE;
            }
        }
    }
}
