// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.measures.internal.Evaluation.Group;

/** What is known of a child. */
class KnownTest extends InTown {

    @Test
    @DisplayName("A number is in a list of numbers however many decimals it was computed with")
    void numbers_in_a_list() throws Exception {
        List<Group> one = count(Town.measure(folder, "share: [{fact: attendance.rate, in: [1]}]"));
        assertThat(yes(one))
                .isEqualTo(town.children.stream().filter(c -> c.absences() == 0).count())
                .isEqualTo(yes(count(Town.measure(folder, "share: [{fact: attendance.rate, atLeast: 1}]"))));
        assertThat(yes(count(Town.measure(folder, "share: [{fact: contacts.hours, in: [3, \"4.50\"]}]"))))
                .isEqualTo(town.children.stream()
                        .filter(c -> c.meetings() == 2 || c.meetings() == 3)
                        .count());
    }

    private static List<Group> count(Together together) {
        return postgres.database().inTransaction(new Evaluation(together)::count);
    }

    private static long people(List<Group> groups) {
        return groups.stream().mapToLong(Group::people).sum();
    }

    private static long yes(List<Group> groups) {
        return people(
                groups.stream().filter(group -> group.outcomes().get(0) == 1).toList());
    }
}
