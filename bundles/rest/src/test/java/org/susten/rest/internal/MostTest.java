// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MostTest {

    @Test
    void a_limit_that_would_be_changed_in_silence_is_refused_in_words() {
        assertThat(Most.against(1, 500)).isEmpty();
        assertThat(Most.of(500, 500)).isEqualTo(500);
        for (int limit : new int[] {Integer.MIN_VALUE, 0, 501}) {
            assertThat(Most.against(limit, 500)).contains("limit is a number from 1 to 500");
        }
    }
}
