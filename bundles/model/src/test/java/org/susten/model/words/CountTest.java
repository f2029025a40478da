// SPDX-License-Identifier: Apache-2.0
package org.susten.model.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTest {

    @Test
    void one_is_one_and_more_are_grouped_by_thousands() {
        assertThat(Count.of(1, "entry", "entries")).isEqualTo("1 entry");
        assertThat(Count.of(0, "row", "rows")).isEqualTo("0 rows");
        assertThat(Count.of(1200, "row", "rows")).isEqualTo("1,200 rows");
        assertThat(Count.of(1_234_567, "row", "rows")).isEqualTo("1,234,567 rows");
    }
}
