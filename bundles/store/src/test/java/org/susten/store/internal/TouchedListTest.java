// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.id;
import static org.susten.store.internal.Hub.partial;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.school;
import static org.susten.store.internal.Sample.student;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;

@DisplayName("What a commit touched is listed")
class TouchedListTest {

    private static final LocalDate DAY = LocalDate.of(2026, 9, 14);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void two_children() {
        hub.empty();
        hub.sql("truncate store.touched");
        hub.run(rows(school("1"), student("a", "Ada"), student("b", "Bea")), complete("orgs", "users"));
    }

    @Test
    void new_records_and_those_of_nobody_are() {
        assertThat(touched()).containsExactly("organization|null|null", "person|a|null", "person|b|null");
    }

    @Test
    void whom_a_record_was_about_and_whom_it_is_about_are_with_their_days() {
        hub.run(rows(attendance("a", DAY)), partial("attendance"));
        assertThat(touched()).containsExactly("attendance|a|" + DAY);
        hub.run(rows(attendance("b", DAY.plusDays(1))), partial("attendance"));
        assertThat(touched()).containsExactly("attendance|a|" + DAY, "attendance|b|" + DAY.plusDays(1));
    }

    @Test
    void whom_a_record_is_about_that_comes_back_as_anothers_is() {
        hub.run(rows(attendance("a", DAY)), complete("attendance"));
        hub.run(rows(), complete("attendance"));
        assertThat(touched()).containsExactly("attendance|a|" + DAY);
        hub.run(rows(attendance("b", DAY)), complete("attendance"));
        assertThat(touched()).containsExactly("attendance|a|" + DAY, "attendance|b|" + DAY);
    }

    @Test
    void closed_records_and_those_that_come_back_are_and_unchanged_ones_are_not() {
        hub.run(rows(student("b", "Bea")), complete("users"));
        assertThat(touched()).containsExactly("person|a|null");
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));
        assertThat(touched()).containsExactly("person|a|null");
    }

    @Test
    void of_what_is_some_days_old_it_is_said_that_it_may_have_been_anybody() {
        long first = hub.commit;
        hub.run(rows(student("a", "Adele")), partial("users"));
        long second = hub.commit;
        hub.sql("update store.commit set at = at - interval '3 days'");
        hub.run(rows(student("b", "Beatrice")), partial("users"));
        assertThat(touched()).containsExactly("person|b|null");
        assertThat(hub.query("select commit, entity, person is null from store.touched_v1 where commit < " + hub.commit
                        + " and commit > " + first + " and person is null order by entity"))
                .containsExactly(second + "|organization|t", second + "|person|t");
    }

    private List<String> touched() {
        return hub.query(
                """
                select t.entity, coalesce(p.key, t.person::text), t.day from store.touched_v1 t left join store.person p on p.row = t.person
                where t.commit = %d order by 1, 2, 3"""
                        .formatted(hub.commit));
    }

    private static Attendance attendance(String child, LocalDate day) {
        return Attendance.builder(id("attendance", "1"))
                .person(id("users", child))
                .organization(id("orgs", "1"))
                .day(day)
                .category(AttendanceCategory.PRESENT)
                .build();
    }
}
