// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.present;
import static org.susten.feeds.internal.Community.users;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.Sql;
import org.susten.db.testing.Postgres;
import org.susten.governance.Ledger.Entry;
import org.susten.model.AttendanceCategory;

/** What is on record of children whom the hub took for one for a while. */
class TakenForOneTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path folder;

    private Hub hub;
    private long first;
    private long second;
    private int delivered;

    @BeforeEach
    void a_child_of_the_program_and_one_who_is_not() {
        hub = new Hub(postgres.database(), folder);
        later(hub.community::settle);
        hub.save(Hub.agreement());
        first = hub.community.person(users("users", "u1"));
        second = hub.community.person(users("users", "u5"));
        deliver();
    }

    @Test
    @DisplayName("P-09 what left about two children while the hub took them for one is on both their records")
    void what_left_about_two_as_one_is_on_record_of_both() {
        assertThat(told(first)).containsExactly("1");
        assertThat(told(second)).as("not in the program").isEmpty();
        later(() -> hub.community.merge(first, second));
        deliver();
        assertThat(told(first)).as("one number").isEqualTo(told(second)).hasSize(2);
        later(() -> hub.community.unmerge(Math.max(first, second)));
        deliver();
        assertThat(told(first)).containsExactly("1", "2", "3");
        assertThat(told(second)).containsExactly("2 as one");
        assertThat(hub.ledger.of(second).get(0).plainWords())
                .contains("At that time the hub took this child and another for one.");

        later(() -> hub.community.merge(first, second));
        deliver();
        later(() -> hub.community.unmerge(Math.max(first, second)));
        deliver();
        assertThat(told(first)).containsExactly("1", "2", "3", "4", "5");
        assertThat(told(second)).containsExactly("2 as one", "4 as one");
    }

    @Test
    @DisplayName("P-09 so it is where a record was thought to be another child's until more was known")
    void what_left_before_a_record_found_its_child_is_on_record_of_that_child() {
        later(() -> hub.community.merge(first, second));
        deliver();
        later(() -> hub.community.unmerge(Math.max(first, second)));
        long third = hub.community.person(users("users", "u3"));
        later(() -> hub.community.merge(third, second));
        deliver();
        assertThat(told(third)).as("asked for by the one that stays").contains("2 as one");
        assertThat(told(second)).as("and by the other").isEqualTo(told(third));
        assertThat(told(first)).containsExactly("1", "2", "3");
    }

    @Test
    @DisplayName("P-09 so it is where the child was taken for one and then for another")
    void what_left_while_a_child_was_taken_for_one_and_then_for_another_is_on_record() {
        long third = hub.community.person(users("users", "u3"));
        later(() -> hub.community.merge(third, second));
        deliver();
        later(() -> hub.community.merge(first, third));
        deliver();
        later(() -> hub.community.unmerge(second));
        assertThat(told(second)).containsExactly("2 as one", "3 as one");
    }

    @Test
    @DisplayName("P-09 what left about the one before is not on the other's record afterwards")
    void what_left_before_is_on_nobody_elses_record() {
        long third = hub.community.person(users("users", "u3"));
        later(() -> hub.community.merge(first, third));
        deliver();
        later(() -> hub.community.unmerge(Math.max(first, third)));
        deliver();
        assertThat(told(first)).containsExactly("1", "2", "3");
        assertThat(told(third)).containsExactly("1", "2 as one", "3");
    }

    private List<String> told(long person) {
        List<String> all = hub.ledger.latest(Long.MAX_VALUE, 1000).stream()
                .sorted(Comparator.comparingLong(Entry::id))
                .map(Entry::delivery)
                .distinct()
                .toList();
        return hub.ledger.of(person).stream()
                .map(entry -> 1 + all.indexOf(entry.delivery()) + (entry.together() ? " as one" : ""))
                .toList();
    }

    /** Something new of all, so that it is not the package of before that is sent again. */
    private void deliver() {
        hub.clock.forward(Duration.ofMinutes(1));
        LocalDate day = LocalDate.of(2026, 9, 20).plusDays(++delivered);
        for (String child : List.of("u1", "u3")) {
            hub.community.commit(present(child, "s1", day, AttendanceCategory.TARDY));
        }
        assertThat(hub.deliver()).isPresent();
    }

    /** What happened in the index happened by the hub's clock. */
    private void later(Runnable what) {
        hub.clock.forward(Duration.ofMinutes(1));
        long before = happened();
        what.run();
        hub.sql("update identity.event set at = '" + hub.clock.instant() + "' where id > " + before);
    }

    private long happened() {
        return hub.database.inTransaction(
                c -> Sql.list(c, "select last from identity.happened_v1", row -> row.getLong(1))
                        .get(0));
    }
}
