// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    /** Clocks go forward on 14 March 2027 and back on 7 November 2027, both at two in the night. */
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    private static List<Instant> times(String cron, String from, String until) {
        Schedule schedule = Schedule.parse(cron);
        List<Instant> times = new ArrayList<>();
        Instant end = Instant.parse(until);
        for (Instant next = Instant.parse(from); ; ) {
            next = schedule.after(next, NEW_YORK).orElseThrow();
            if (!next.isBefore(end)) {
                return times;
            }
            times.add(next);
        }
    }

    private static List<LocalDate> days(List<Instant> times) {
        return times.stream().map(time -> LocalDate.ofInstant(time, NEW_YORK)).toList();
    }

    @Test
    @DisplayName("R-26 a time in the hour that is left out in spring comes once that day all the same")
    void the_hour_that_is_left_out() {
        List<Instant> times = times("30 2 * * *", "2027-03-13T05:00:00Z", "2027-03-16T04:00:00Z");
        assertThat(days(times))
                .containsExactly(
                        LocalDate.parse("2027-03-13"), LocalDate.parse("2027-03-14"), LocalDate.parse("2027-03-15"));
    }

    @Test
    @DisplayName("R-26 a time in the hour that comes twice in autumn comes once that day")
    void the_hour_that_comes_twice() {
        List<Instant> times = times("30 1 * * *", "2027-11-06T04:00:00Z", "2027-11-09T05:00:00Z");
        assertThat(days(times))
                .containsExactly(
                        LocalDate.parse("2027-11-06"), LocalDate.parse("2027-11-07"), LocalDate.parse("2027-11-08"));
    }

    @Test
    @DisplayName(
            "R-26 every hour is every hour of the day, 23 in spring and 25 in autumn, and never the same one twice")
    void every_hour() {
        assertThat(times("0 * * * *", "2027-03-14T04:59:59Z", "2027-03-15T04:00:00Z"))
                .hasSize(23)
                .isSorted()
                .doesNotHaveDuplicates();
        List<Instant> autumn = times("0 * * * *", "2027-11-07T03:59:59Z", "2027-11-08T05:00:00Z");
        assertThat(autumn).hasSize(25).doesNotHaveDuplicates();
        assertThat(Duration.between(autumn.get(0), autumn.get(24))).isEqualTo(Duration.ofHours(24));
    }

    @Test
    @DisplayName("R-26 the 29th of February comes in leap years only")
    void leap_day() {
        assertThat(days(times("0 6 29 2 *", "2027-01-01T00:00:00Z", "2033-01-01T00:00:00Z")))
                .containsExactly(LocalDate.parse("2028-02-29"), LocalDate.parse("2032-02-29"));
    }

    @ParameterizedTest
    @CsvSource({
        "0 6 * * 1-5,     2026-11-20T06:00, 2026-11-23T06:00",
        "0 6 * * mon-fri, 2026-11-23T05:59, 2026-11-23T06:00",
        "*/15 * * * *,    2026-11-23T05:46, 2026-11-23T06:00",
        "30 2 1 * *,      2026-11-23T00:00, 2026-12-01T02:30",
        "0 0 29 2 *,      2026-11-23T00:00, 2028-02-29T00:00",
        "0 12 13 * fri,   2026-11-23T00:00, 2026-11-27T12:00",
        "0 8 * * 7,       2026-11-23T00:00, 2026-11-29T08:00",
        "0 0 6 ? * MON-FRI, 2026-11-20T06:00, 2026-11-23T06:00",
    })
    void the_next_time_is_the_first_that_fits(String expression, LocalDateTime after, LocalDateTime next) {
        assertThat(Schedule.parse(expression).after(after.atZone(NEW_YORK).toInstant(), NEW_YORK))
                .contains(next.atZone(NEW_YORK).toInstant());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 31 2 *", "0 6 30 2,2 *", "0 0 6 31 4 ?"})
    void a_day_that_never_comes_is_refused(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.parse(expression))
                .withMessage("there is never a time like " + expression);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "* * * *", "60 * * * *", "* * 0 * *", "* * * * 8", "5-1 * * * *", "x * * * *", "*/0 * * * *"
            })
    void nonsense_is_refused(String expression) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schedule.parse(expression));
    }
}
