// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.susten.cxf.ProblemException;

class MostTest {

    @Test
    void a_limit_that_would_be_changed_in_silence_is_refused_in_words() {
        assertThat(Most.of(1, 500)).isEqualTo(1);
        assertThat(Most.of(500, 500)).isEqualTo(500);
        for (int limit : new int[] {Integer.MIN_VALUE, 0, 501}) {
            assertThatThrownBy(() -> Most.of(limit, 500))
                    .isInstanceOf(ProblemException.class)
                    .hasMessage("limit is a number from 1 to 500");
        }
    }
}
