// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.gone;
import static org.susten.store.internal.Hub.id;
import static org.susten.store.internal.Hub.partial;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.enrollment;
import static org.susten.store.internal.Sample.school;
import static org.susten.store.internal.Sample.student;

import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.store.Stage;
import org.susten.store.Stage.Change;
import org.susten.store.Stage.Duplicate;
import org.susten.store.Stage.Row;

/** What a run says twice. */
class RepetitionsTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void equal_rows_are_kept_once_and_not_reported() {
        Stage stage = hub.stage(rows(student("a", "Ada"), student("a", "Ada"), student("b", "Bea")));

        assertThat(stage.compare(complete("users"))).containsExactly(new Change("users", "Person", "", 0, 2, 0, 0, 0));
        assertThat(stage.duplicates(10)).isEmpty();
        hub.commit(stage);
        assertThat(hub.query("select key from store.person_v1 order by key")).containsExactly("a", "b");
    }

    @Test
    void of_rows_with_one_key_the_later_counts_and_the_former_is_reported() {
        Stage stage = hub.stage(List.of());
        stage.add(List.of(new Row(7, student("a", "Late"), id("users", "a"))));
        stage.add(List.of(new Row(3, student("a", "Early"), id("users", "a"))));

        stage.compare(complete("users"));

        assertThat(stage.duplicates(10)).containsExactly(new Duplicate("users", "Person", "a", 3));
        stage.compare(complete("users"));
        assertThat(stage.duplicates(10)).hasSize(1);
        hub.commit(stage);
        assertThat(hub.query("select given_name from store.person_v1")).containsExactly("Late");
    }

    @Test
    void a_source_row_sent_twice_takes_back_what_only_the_former_became() {
        hub.run(
                List.of(
                        new Row(1, school("1"), id("orgs", "1")),
                        new Row(2, student("a", "Ada"), id("users", "a")),
                        new Row(2, enrollment("a", "1"), id("users", "a")),
                        new Row(5, student("a", "Ada"), id("users", "a"))),
                complete("orgs", "users"));

        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
        assertThat(hub.query("select key from store.enrollment_v1")).isEmpty();
    }

    @Test
    void a_row_sent_and_then_gone_is_gone_and_one_gone_and_then_sent_is_there() {
        hub.run(
                List.of(
                        new Row(1, student("a", "Ada"), id("users", "a")),
                        gone(2, id("users", "a")),
                        gone(3, id("users", "b")),
                        new Row(4, student("b", "Bea"), id("users", "b"))),
                partial("users"));

        assertThat(hub.query("select key from store.person_v1")).containsExactly("b");
    }

    @Test
    void a_child_whose_staged_parent_is_taken_back_waits() {
        hub.run(
                List.of(
                        new Row(1, school("1"), id("orgs", "1")),
                        new Row(2, student("a", "Ada"), id("users", "a")),
                        new Row(3, enrollment("a", "1"), id("enrollments", "e")),
                        gone(4, id("users", "a"))),
                partial("users"));

        assertThat(hub.query("select key from store.enrollment_v1")).isEmpty();
        assertThat(hub.query("select key from store.waiting")).containsExactly("a@1");
    }
}
