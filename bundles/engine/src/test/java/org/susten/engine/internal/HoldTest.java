// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.engine.connection.Options;
import org.susten.engine.run.Hold;
import org.susten.store.Stage.Change;

@DisplayName("R-16 holds")
class HoldTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 10, 1);
    private static final Hold ORDINARY = Hold.of(Options.of(Map.of()), TODAY);
    private static final Hold ROLLOVER = Hold.of(Options.of(Map.of("hold.rollover", "2026-10-01")), TODAY);

    private static Change change(String organization, long before, long added, long changed, long closed) {
        return new Change(
                "students", "Person", organization, before, added, changed, closed, before - changed - closed);
    }

    @Test
    void ten_percent_may_close_and_not_one_row_more() {
        assertThat(ORDINARY.reasons(List.of(change("", 100, 0, 0, 10)))).isEmpty();
        assertThat(ORDINARY.reasons(List.of(change("", 100, 0, 0, 11))))
                .containsExactly("students: 11 of 100 Person rows (11.0 %) would close, the limit hold.closed is 10 %");
    }

    @Test
    void three_quarters_may_change_and_not_one_row_more() {
        assertThat(ORDINARY.reasons(List.of(change("", 100, 0, 75, 0)))).isEmpty();
        assertThat(ORDINARY.reasons(List.of(change("", 100, 0, 76, 0))))
                .singleElement()
                .asString()
                .contains("76 of 100", "would change", "hold.changed is 75 %");
    }

    @Test
    void one_school_can_hold_a_district() {
        assertThat(ORDINARY.reasons(List.of(change("", 1000, 0, 0, 40), change("north", 40, 0, 0, 40))))
                .singleElement()
                .asString()
                .startsWith("students of organization north: 40 of 40");
    }

    @Test
    void few_rows_say_nothing_by_their_share_unless_all_go() {
        assertThat(ORDINARY.reasons(List.of(change("", 19, 0, 19, 0)))).isEmpty();
        assertThat(ORDINARY.reasons(List.of(change("", 19, 0, 0, 18)))).isEmpty();
        assertThat(ORDINARY.reasons(List.of(change("", 19, 0, 0, 19)))).hasSize(1);
    }

    @Test
    void on_rollover_days_closing_counts_only_where_nothing_comes_instead() {
        assertThat(ROLLOVER.reasons(List.of(change("", 100, 95, 0, 100)))).isEmpty();
        assertThat(ROLLOVER.reasons(List.of(change("", 100, 0, 100, 0)))).isEmpty();
        assertThat(ROLLOVER.reasons(List.of(change("", 100, 20, 0, 60)))).hasSize(1);
    }

    @Test
    void limits_are_the_connections_own() {
        Hold strict = Hold.of(Options.of(Map.of("hold.closed", "0", "hold.changed", "0.5")), TODAY);
        assertThat(strict.reasons(List.of(change("", 100, 0, 51, 1)))).hasSize(2);
    }

    @Test
    void on_blackout_days_whatever_changes_anything_is_held() {
        Options options = Options.of(Map.of("hold.blackout", "2026-09-28..2026-10-01"));
        Hold blackout = Hold.of(options, TODAY);
        assertThat(blackout.reasons(List.of(change("", 100, 0, 0, 0)))).isEmpty();
        assertThat(blackout.reasons(List.of(change("", 100, 2, 1, 0), change("north", 100, 2, 1, 0))))
                .containsExactly(
                        "today is one of the days of hold.blackout, and rows would change: 2 added, 1 changed, 0 closed");
        assertThat(Hold.of(options, TODAY.plusDays(1)).reasons(List.of(change("", 100, 2, 1, 0))))
                .isEmpty();
    }

    @Test
    void rollover_days_are_read_one_by_one_and_from_to() {
        Options options = Options.of(Map.of("hold.rollover", "2026-08-01..2026-09-15, 2027-01-20"));
        assertThat(options.rollsOver(java.time.LocalDate.parse("2026-09-15"))).isTrue();
        assertThat(options.rollsOver(java.time.LocalDate.parse("2026-09-16"))).isFalse();
        assertThat(options.rollsOver(java.time.LocalDate.parse("2027-01-20"))).isTrue();
    }
}
