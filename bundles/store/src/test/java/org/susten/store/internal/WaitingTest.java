// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.gone;
import static org.susten.store.internal.Hub.id;
import static org.susten.store.internal.Hub.partial;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.enrollment;
import static org.susten.store.internal.Sample.membership;
import static org.susten.store.internal.Sample.school;
import static org.susten.store.internal.Sample.section;
import static org.susten.store.internal.Sample.student;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.store.Stage;
import org.susten.store.Stage.Change;
import org.susten.store.Stage.Orphan;
import org.susten.store.Stage.Row;

/** Children wait for parents. */
class WaitingTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void a_child_waits_for_a_parent_that_is_neither_stored_nor_staged() {
        Stage stage = hub.stage(rows(student("a", "Ada"), membership("m1", "a", "c1"), membership("m2", "b", "c1")));
        stage.compare(partial("users", "enrollments"));

        assertThat(stage.waitForParents())
                .containsOnly(
                        org.assertj.core.api.Assertions.entry("enrollments/ClassMembership/classes", 2L),
                        org.assertj.core.api.Assertions.entry("enrollments/ClassMembership/users", 1L));
        assertThat(stage.waiting(10))
                .containsExactly(
                        new Orphan("enrollments", "ClassMembership", "m1", 2, "section", id("classes", "c1")),
                        new Orphan("enrollments", "ClassMembership", "m2", 3, "person", id("users", "b")),
                        new Orphan("enrollments", "ClassMembership", "m2", 3, "section", id("classes", "c1")));
        hub.commit(stage);
        assertThat(memberships()).isEmpty();
        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
    }

    @Test
    void it_comes_in_with_the_run_that_brings_its_last_parent() {
        hub.run(rows(membership("m1", "a", "c1")), partial("enrollments"));
        hub.run(rows(student("a", "Ada")), partial("users"));
        assertThat(memberships()).isEmpty();

        hub.run(rows(school("1"), section("c1", "1")), partial("orgs", "classes"));

        assertThat(memberships()).containsExactly("m1|" + hub.commit);
        assertThat(hub.query("select * from store.waiting")).isEmpty();
        assertThat(hub.query("select * from store.waiting_for")).isEmpty();
    }

    @Test
    void grandchildren_wait_with_their_parents_and_come_with_them() {
        hub.run(
                rows(student("a", "Ada"), section("c1", "1"), membership("m1", "a", "c1")),
                complete("users", "classes", "enrollments"));
        assertThat(memberships()).isEmpty();
        assertThat(hub.query("select key from store.class_section_v1")).isEmpty();
        assertThat(hub.waiting)
                .containsEntry("classes/ClassSection/orgs", 1L)
                .containsEntry("enrollments/ClassMembership/classes", 1L);

        hub.run(rows(school("1")), complete("orgs"));

        assertThat(memberships()).containsExactly("m1|" + hub.commit);
    }

    @Test
    void new_content_of_a_stored_row_waits_and_the_old_stays() {
        hub.run(rows(school("1"), student("a", "Ada"), section("c1", "1"), membership("m1", "a", "c1")), partial("x"));
        long first = hub.commit;
        hub.run(rows(membership("m1", "a", "c2")), complete("enrollments"));
        assertThat(memberships()).containsExactly("m1|" + first);

        hub.run(rows(section("c2", "1")), partial("classes"));

        assertThat(memberships()).containsExactly("m1|" + hub.commit);
        assertThat(hub.query("select count(*) from store.history where entity = 'class_membership'"))
                .containsExactly("1");
    }

    @Test
    void what_the_source_no_longer_says_does_not_wait_any_more() {
        hub.run(rows(membership("m1", "a", "c1"), membership("m2", "a", "c1")), partial("enrollments"));
        hub.run(List.of(gone(1, id("enrollments", "m1"))), partial("enrollments"));
        assertThat(hub.query("select key from store.waiting")).containsExactly("m2");

        hub.run(rows(membership("m3", "a", "c1")), complete("enrollments"));
        assertThat(hub.query("select key from store.waiting")).containsExactly("m3");
    }

    @Test
    void a_parent_of_the_same_kind_is_not_waited_for() {
        Organization school = Organization.builder(id("orgs", "1"))
                .name("School")
                .type(OrganizationType.SCHOOL)
                .identifiers(List.of())
                .parent(id("orgs", "district"))
                .build();

        hub.run(rows(school), complete("orgs"));

        assertThat(hub.query("select key from store.organization_v1")).containsExactly("1");
    }

    @Test
    void comparing_again_starts_afresh() {
        Stage stage = hub.stage(rows(student("a", "Ada"), membership("m1", "a", "c1")));
        stage.compare(complete("users", "enrollments"));
        stage.waitForParents();
        stage.compare(complete("users", "enrollments"));
        assertThat(stage.waitForParents()).hasSize(1);
        hub.commit(stage);

        Stage next = hub.stage(rows(school("1"), section("c1", "1")));
        next.compare(complete("orgs", "classes"));
        next.waitForParents();
        next.compare(complete("orgs", "classes"));
        next.waitForParents();
        hub.commit(next);

        assertThat(memberships()).hasSize(1);
        assertThat(hub.query("select * from store.waiting")).isEmpty();
    }

    @Test
    void comparing_again_closes_nothing_of_a_source_row_whose_child_comes_in() {
        Enrollment enrollment = enrollment("a", "1");
        hub.run(
                List.of(new Row(1, student("a", "Ada"), id("users", "a")), new Row(1, enrollment, id("users", "a"))),
                partial("users"));
        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");

        Stage stage = hub.stage(rows(school("1")));
        stage.compare(complete("orgs"));
        stage.waitForParents();
        assertThat(stage.compare(complete("orgs"))).extracting(Change::stream).containsExactly("orgs");
        stage.waitForParents();
        hub.commit(stage);

        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
        assertThat(hub.query("select count(*) from store.enrollment_v1")).containsExactly("1");
        assertThat(hub.query("select * from store.waiting")).isEmpty();
    }

    @Test
    void what_waits_goes_on_waiting_where_its_source_row_came_and_was_not_understood() {
        hub.run(rows(membership("m1", "a", "c1")), complete("enrollments"));
        Stage stage = hub.stage(rows(membership("m2", "a", "c1")));
        stage.keep(List.of(id("enrollments", "m1")));
        stage.compare(complete("enrollments"));
        stage.waitForParents();
        hub.commit(stage);

        assertThat(hub.query("select key from store.waiting order by key")).containsExactly("m1", "m2");
    }

    @Test
    @DisplayName("R-17 any order of arrival ends the same")
    void any_order_of_arrival_ends_the_same() {
        List<Entity> community = List.of(
                school("1"),
                school("2"),
                student("a", "Ada"),
                student("b", "Bea"),
                section("c1", "1"),
                section("c2", "2"),
                membership("m1", "a", "c1"),
                membership("m2", "b", "c2"),
                membership("m3", "a", "c2"),
                membership("m4", "nobody", "c2"));
        Random random = new Random(17);
        List<String> expected = null;
        for (int round = 0; round < 25; round++) {
            hub.empty();
            List<Entity> shuffled = new ArrayList<>(community);
            Collections.shuffle(shuffled, random);
            int from = 0;
            while (from < shuffled.size()) {
                int until = Math.min(shuffled.size(), from + 1 + random.nextInt(4));
                hub.run(rows(shuffled.subList(from, until).toArray(Entity[]::new)), partial("users"));
                from = until;
            }
            List<String> end = state();
            if (expected == null) {
                expected = end;
            }
            assertThat(end).isEqualTo(expected).hasSize(10);
        }
    }

    private List<String> state() {
        return hub.query(
                """
                select key, name from store.organization_v1
                union all select key, given_name from store.person_v1
                union all select key, organization::text from store.class_section_v1
                union all select key, section::text from store.class_membership_v1
                union all select 'waiting ' || key, missing from store.waiting
                    join (select row, string_agg(component, ',' order by component) missing
                          from store.waiting_for group by row) f using (row)
                order by 1, 2
                """);
    }

    private List<String> memberships() {
        return hub.query("select key, since from store.class_membership_v1 order by key");
    }
}
