// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RunsInTheHeapTest {

    private static final long HEAP = Runtime.getRuntime().maxMemory() >> 20;

    @Test
    void as_many_runs_are_worked_on_as_the_heap_has_room_for() {
        assertThat(RunIntake.Setting.atOnce(0)).isEqualTo((int) (HEAP / 96));
    }

    @Test
    void an_operator_may_want_fewer_or_more() {
        assertThat(RunIntake.Setting.atOnce(1)).isEqualTo(1);
        assertThat(RunIntake.Setting.atOnce((int) (HEAP / 40))).isEqualTo((int) (HEAP / 40));
    }

    @Test
    @DisplayName("C-12 a number of runs that would end the hub out of memory is cut to what the heap can bear")
    void no_more_than_the_heap_can_bear() {
        assertThat(RunIntake.Setting.atOnce(1000)).isEqualTo((int) (HEAP / 32));
    }
}
