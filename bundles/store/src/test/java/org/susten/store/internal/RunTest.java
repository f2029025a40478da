// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.store.internal.Hub.SITE;
import static org.susten.store.internal.Hub.SYSTEM;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.gone;
import static org.susten.store.internal.Hub.id;
import static org.susten.store.internal.Hub.partial;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.enrollment;
import static org.susten.store.internal.Sample.school;
import static org.susten.store.internal.Sample.student;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.model.Enrollment;
import org.susten.model.GradeLevel;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.store.Stage.Change;
import org.susten.store.Stage.Coverage;
import org.susten.store.Stage.Row;

/** What a run does to the store. */
class RunTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void new_rows_are_stored_under_their_commit() {
        List<Change> changes =
                hub.run(rows(school("1"), student("a", "Ada"), student("b", "Bea")), complete("orgs", "users"));

        assertThat(changes)
                .containsExactlyInAnyOrder(
                        new Change("orgs", "Organization", "", 0, 1, 0, 0, 0),
                        new Change("users", "Person", "", 0, 2, 0, 0, 0));
        assertThat(hub.query("select key, given_name, roles, since from store.person_v1 order by key"))
                .containsExactly("a|Ada|[\"student\"]|" + hub.commit, "b|Bea|[\"student\"]|" + hub.commit);
        assertThat(hub.query("select identifiers from store.organization_v1"))
                .containsExactly("[{\"value\": \"991\", \"system\": \"nces\"}]");
        assertThat(hub.records.count(Person.class, SYSTEM, SITE, "users")).isEqualTo(2);
        assertThat(hub.records.lastCommit()).hasValue(hub.commit);
    }

    @Test
    void the_same_rows_again_in_another_order_write_nothing() {
        Row[] all = rows(school("1"), student("a", "Ada"), student("b", "Bea"), enrollment("a", "1"))
                .toArray(Row[]::new);
        hub.run(List.of(all), complete("orgs", "users"));
        List<String> before = hub.query("select ctid, xmin, row, since from store.person order by row");

        List<Change> changes = hub.run(List.of(all[3], all[2], all[1], all[0]), complete("orgs", "users"));

        assertThat(changes).allSatisfy(change -> assertThat(change.added() + change.changed() + change.closed())
                .isZero());
        assertThat(changes).extracting(Change::unchanged).containsExactlyInAnyOrder(1L, 2L, 1L);
        assertThat(hub.query("select ctid, xmin, row, since from store.person order by row"))
                .isEqualTo(before);
    }

    @Test
    void people_are_told_with_their_roles_and_the_grade_of_their_latest_enrollment() {
        Person staff = Sample.known("t", "Tea", PersonRole.TEACHER, PersonRole.PARENT);
        Person unsaid = Sample.known("u", "Ulla");
        hub.run(
                rows(
                        school("1"),
                        school("2"),
                        school("3"),
                        student("a", "Ada"),
                        staff,
                        unsaid,
                        in("a", "1", GradeLevel.GRADE_05, LocalDate.of(2026, 6, 1)),
                        in("a", "2", GradeLevel.GRADE_04, null),
                        in("a", "3", null, null),
                        Sample.demographic("a", LocalDate.of(2015, 5, 5))),
                complete("orgs", "users", "demographics"));
        List<String> told = new ArrayList<>();

        hub.records.people(
                SYSTEM,
                SITE,
                "users",
                (key, roles, grade) -> told.add(
                        key + new TreeSet<>(roles) + grade.map(GradeLevel::code).orElse("")));

        assertThat(told).containsExactlyInAnyOrder("a[STUDENT]04", "t[PARENT, TEACHER]", "u[]");
        told.clear();
        hub.records.people(SYSTEM, "elsewhere", "users", (key, roles, grade) -> told.add(key));
        hub.records.people(SYSTEM, SITE, "orgs", (key, roles, grade) -> told.add(key));
        assertThat(told).isEmpty();
    }

    private static Enrollment in(String student, String school, @Nullable GradeLevel grade, @Nullable LocalDate exit) {
        Enrollment enrollment = enrollment(student, school);
        return Enrollment.builder(enrollment.id())
                .person(enrollment.person())
                .organization(enrollment.organization())
                .grade(grade)
                .exit(exit)
                .build();
    }

    @Test
    void a_changed_row_keeps_its_old_content_in_history() {
        hub.run(rows(student("a", "Ada")), complete("users"));
        long first = hub.commit;

        List<Change> changes = hub.run(rows(student("a", "Adele")), complete("users"));

        assertThat(changes).containsExactly(new Change("users", "Person", "", 1, 0, 1, 0, 0));
        assertThat(hub.query("select given_name, since from store.person_v1")).containsExactly("Adele|" + hub.commit);
        assertThat(hub.query("select entity, since, until, content->>'given_name' from store.history_v1"))
                .containsExactly("person|" + first + "|" + hub.commit + "|Ada");
    }

    @Test
    @DisplayName("R-18 what was deleted and comes again is one record with a history")
    void a_row_absent_from_a_complete_reading_is_closed_and_can_come_back() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));
        long first = hub.commit;
        List<Change> closing = hub.run(rows(student("b", "Bea")), complete("users"));
        long second = hub.commit;
        assertThat(closing).containsExactly(new Change("users", "Person", "", 2, 0, 0, 1, 1));
        assertThat(hub.query("select key from store.person_v1")).containsExactly("b");
        assertThat(hub.records.count(Person.class, SYSTEM, SITE, "users")).isEqualTo(1);

        List<Change> back = hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));

        assertThat(back).containsExactly(new Change("users", "Person", "", 1, 1, 0, 0, 1));
        assertThat(hub.query("select key, since from store.person_v1 order by key"))
                .containsExactly("a|" + hub.commit, "b|" + first);
        assertThat(hub.query("select since, until from store.history_v1")).containsExactly(first + "|" + second);
    }

    @Test
    @DisplayName("R-13 nothing is closed by what was not read whole")
    void absence_from_a_partial_reading_closes_nothing() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));

        hub.run(rows(student("b", "Bea")), partial("users"));
        hub.run(rows(school("1")), complete("orgs"));

        assertThat(hub.query("select key from store.person_v1 order by key")).containsExactly("a", "b");
    }

    @Test
    void an_empty_complete_reading_would_close_everything_and_says_so() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));

        List<Change> changes = hub.run(List.of(), complete("users"));

        assertThat(changes).containsExactly(new Change("users", "Person", "", 2, 0, 0, 2, 0));
    }

    @Test
    void a_reading_of_one_organization_closes_rows_of_that_organization_only() {
        hub.run(
                rows(
                        school("1"),
                        school("2"),
                        student("a", "Ada"),
                        student("b", "Bea"),
                        enrollment("a", "1"),
                        enrollment("b", "2")),
                complete("orgs", "users"));

        List<Change> changes =
                hub.run(rows(student("b", "Bea")), List.of(new Coverage(SYSTEM, SITE, "users", true, Set.of("1"))));

        assertThat(changes)
                .contains(
                        new Change("users", "Enrollment", "", 2, 0, 0, 1, 0),
                        new Change("users", "Enrollment", "1", 1, 0, 0, 1, 0));
        assertThat(hub.query("select key from store.enrollment_v1")).containsExactly("b@2");
        assertThat(hub.query("select count(*) from store.person_v1")).containsExactly("2");
    }

    @Test
    void a_source_row_that_is_gone_closes_all_it_had_become() {
        Row person = new Row(1, student("a", "Ada"), id("users", "a"));
        Row enrolled = new Row(1, enrollment("a", "1"), id("users", "a"));
        hub.run(List.of(new Row(1, school("1"), id("orgs", "1")), person, enrolled), complete("orgs", "users"));

        List<Change> changes = hub.run(List.of(gone(1, id("users", "a"))), partial("users"));

        assertThat(changes)
                .contains(
                        new Change("users", "Person", "", 1, 0, 0, 1, 0),
                        new Change("users", "Enrollment", "", 1, 0, 0, 1, 0));
        assertThat(hub.query("select key from store.person_v1 union all select key from store.enrollment_v1"))
                .isEmpty();
        assertThat(hub.query("select key from store.organization_v1")).containsExactly("1");
    }

    @Test
    void a_source_row_sent_again_closes_what_it_no_longer_becomes() {
        Row person = new Row(1, student("a", "Ada"), id("users", "a"));
        Row one = new Row(1, enrollment("a", "1"), id("users", "a"));
        Row two = new Row(1, enrollment("a", "2"), id("users", "a"));
        hub.run(
                List.of(
                        new Row(1, school("1"), id("orgs", "1")),
                        new Row(2, school("2"), id("orgs", "2")),
                        person,
                        one,
                        two),
                partial("orgs", "users"));

        hub.run(List.of(person, two), partial("users"));

        assertThat(hub.query("select key from store.enrollment_v1")).containsExactly("a@2");
        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
    }

    @Test
    void a_record_shared_by_source_rows_of_another_stream_outlives_one_of_them() {
        Organization shared = school("1");
        hub.run(
                List.of(new Row(1, shared, id("visits", "v1")), new Row(2, shared, id("visits", "v2"))),
                partial("visits"));

        hub.run(List.of(gone(1, id("visits", "v1"))), partial("visits"));
        assertThat(hub.query("select key from store.organization_v1")).containsExactly("1");

        hub.run(List.of(new Row(1, student("a", "Ada"), id("visits", "v3"))), complete("visits"));
        assertThat(hub.query("select key from store.organization_v1")).isEmpty();
    }

    @Test
    void a_shared_record_said_by_many_rows_is_staged_once() {
        List<Row> visits = new java.util.ArrayList<>();
        for (int day = 1; day <= 5; day++) {
            visits.add(new Row(day, student("a", day < 5 ? "Ada" : "Adele"), id("visits", "a@" + day)));
        }
        hub.stage(visits).compare(complete("visits"));

        assertThat(hub.query("select given_name from store.stage_" + hub.run() + "_person"))
                .containsExactly("Adele");
        assertThat(hub.query("select ordinal from store.stage_" + hub.run() + "_duplicate"))
                .containsExactly("1");
    }

    @Test
    void commits_have_no_gap_where_a_transaction_fails() {
        hub.run(rows(student("a", "Ada")), complete("users"));
        long first = hub.commit;
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> hub.database.inTransaction(connection -> {
                    hub.records.nextCommit(connection, 99);
                    throw new IllegalStateException("the run fails");
                })))
                .isInstanceOf(IllegalStateException.class);

        hub.run(rows(student("a", "Ada")), complete("users"));

        assertThat(hub.commit).isEqualTo(first + 1);
    }

    @Test
    void a_row_id_leads_back_to_its_source() {
        hub.run(rows(student("a", "Ada")), complete("users"));

        assertThat(hub.query("select row from store.person_v1"))
                .containsExactly(hub.records.row(id("users", "a")).toString());
        assertThat(hub.records.source(Person.class, hub.records.row(id("users", "a"))))
                .contains(id("users", "a"));
        assertThat(hub.records.source(Person.class, hub.records.row(id("users", "b"))))
                .isEmpty();
    }
}
