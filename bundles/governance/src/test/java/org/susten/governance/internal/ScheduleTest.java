// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.governance.Schedule;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "0 6 * * 1-5,     2026-11-20T06:00, 2026-11-23T06:00",
        "0 6 * * mon-fri, 2026-11-23T05:59, 2026-11-23T06:00",
        "*/15 * * * *,    2026-11-23T05:46, 2026-11-23T06:00",
        "30 2 1 * *,      2026-11-23T00:00, 2026-12-01T02:30",
        "0 0 29 2 *,      2026-11-23T00:00, 2028-02-29T00:00",
        "0 12 13 * fri,   2026-11-23T00:00, 2026-11-27T12:00",
        "0 8 * * 7,       2026-11-23T00:00, 2026-11-29T08:00",
    })
    void the_next_time_is_the_first_that_fits(String expression, LocalDateTime after, LocalDateTime next) {
        assertThat(Schedule.parse(expression).next(after.atZone(Drafts.ZONE))).contains(next.atZone(Drafts.ZONE));
    }

    @Test
    void a_day_that_never_comes_has_no_next_time() {
        assertThat(Schedule.parse("0 0 31 2 *")
                        .next(LocalDateTime.parse("2026-11-23T00:00").atZone(Drafts.ZONE)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "* * * *", "60 * * * *", "* * 0 * *", "* * * * 8", "5-1 * * * *", "x * * * *", "*/0 * * * *"
            })
    void nonsense_is_refused(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.parse(expression));
    }
}
