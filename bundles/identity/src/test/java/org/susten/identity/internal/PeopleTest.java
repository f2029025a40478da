// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.Database;
import org.susten.identity.People;

class PeopleTest extends OnIndex {

    private static final int ATTENDANCE = 4;

    @BeforeEach
    void nothing_stored() {
        postgres.database().inTransaction(c -> {
            Sql.run(c, "drop schema if exists store cascade");
            return 0;
        });
    }

    @Test
    void the_same_identifier_links_records_of_two_sources() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        People.Outcome outcome =
                commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirella Quist", "2016-04-05", id("d", "1001")));
        assertThat(outcome).isEqualTo(new People.Outcome(1, 0, 0, 0, 0));
        assertThat(person(PROGRAM, "p1")).isEqualTo(person(DISTRICT, "s1"));
        assertThat(people.rows(person(DISTRICT, "s1"))).hasSize(2);
    }

    @Test
    void the_same_identifier_links_records_of_one_run() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(PROGRAM, "p1", null, null, Map.of("d", "1001", "state", "7701"))
                .with(HEAD_START, "h1", "Mirela Quist", "2016-04-05", id("state", "7701")));
        assertThat(person(PROGRAM, "p1")).isEqualTo(person(DISTRICT, "s1")).isEqualTo(person(HEAD_START, "h1"));
    }

    @Test
    void the_same_value_of_another_system_links_nothing() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(PROGRAM, "p1", "Tove Abara", "2015-01-05", id("local:program", "1001")));
        assertThat(person(PROGRAM, "p1")).isNotEqualTo(person(DISTRICT, "s1"));
    }

    @Test
    @DisplayName("I-01 apostrophes, marks and case do not matter: the same name and birth date are one child")
    void the_same_name_and_birth_date_link() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela O'Quist", "2016-04-05", id("d", "1001")));
        People.Outcome outcome =
                commit(new PeopleOfARun().with(PROGRAM, "p1", "MIR\u00c9LA Oquist", "2016-04-05", NONE));
        assertThat(outcome).isEqualTo(new People.Outcome(1, 0, 0, 0, 0));
        assertThat(person(PROGRAM, "p1")).isEqualTo(person(DISTRICT, "s1"));
    }

    @Test
    @DisplayName("I-01 names alone are reviewed, never linked")
    void names_alone_go_to_review() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        People.Outcome outcome = commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", null, NONE));
        assertThat(outcome).isEqualTo(new People.Outcome(0, 1, 1, 0, 0));
        assertThat(people.reviews(0, 10)).singleElement().satisfies(r -> {
            assertThat(r.row()).isEqualTo(row(PROGRAM, "p1"));
            assertThat(r.candidate()).isEqualTo(person(DISTRICT, "s1"));
            assertThat(r.reason()).doesNotContain("Quist").contains("Same first name, sex and surname");
        });
    }

    @Test
    @DisplayName("I-01 an entirely different birth date without a number or phone is reviewed, never linked")
    void an_entirely_different_birth_date_goes_to_review() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Xenobia Quistgaard", "2016-04-05", NONE));
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Xenobia Quistgaard", "2009-11-23", NONE));
        assertThat(person(PROGRAM, "p1")).isNotEqualTo(person(DISTRICT, "s1"));
        assertThat(people.reviewCount()).isEqualTo(1);
    }

    @Test
    void the_same_child_by_name_with_another_number_of_the_same_system_is_reviewed() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", id("d", "2764")));
        assertThat(person(PROGRAM, "p1")).isNotEqualTo(person(DISTRICT, "s1"));
        assertThat(people.reviews(0, 10)).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("different number"));
    }

    @Test
    @DisplayName("I-01 twins share surname, birth date and sex and stay two")
    void twins_stay_two() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(DISTRICT, "s2", "Alma Quist", "2016-04-05", id("d", "1002")));
        assertThat(person(DISTRICT, "s1")).isNotEqualTo(person(DISTRICT, "s2"));
        assertThat(people.reviewCount()).isZero();
    }

    @Test
    void two_children_of_one_source_with_one_number_are_reviewed() {
        People.Outcome outcome = commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(DISTRICT, "s2", "Tove Abara", "2015-09-01", id("d", "1001")));
        assertThat(outcome.created()).isEqualTo(2);
        assertThat(people.reviews(0, 10)).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("same source"));
        People.Outcome third =
                commit(new PeopleOfARun().with(DISTRICT, "s3", "Ines Farrow", "2014-09-01", id("d", "1001")));
        assertThat(third.linked()).isZero();
    }

    @Test
    void a_mistyped_number_that_hits_another_child_is_reviewed() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Tove Abara", "2015-09-01", id("d", "1001")));
        assertThat(person(PROGRAM, "p1")).isNotEqualTo(person(DISTRICT, "s1"));
        assertThat(people.reviews(0, 10)).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("mistyped"));
    }

    @Test
    @DisplayName("I-02 attendance that knows a child by its number parts nobody, whenever it comes")
    void a_record_with_nothing_but_a_number_speaks_against_nobody() {
        List<PeopleOfARun> arrivals = List.of(
                new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", NONE),
                new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")),
                new PeopleOfARun().with(ATTENDANCE, "a1", null, null, id("d", "1001")));
        for (String order : List.of("012", "021", "102", "120", "201", "210")) {
            empty_the_index();
            order.chars().forEach(place -> commit(arrivals.get(place - '0')));
            assertThat(List.of(person(PROGRAM, "p1"), person(ATTENDANCE, "a1")))
                    .as(order)
                    .containsOnly(person(DISTRICT, "s1"));
            assertThat(people.reviewCount()).as(order).isZero();
        }
    }

    @Test
    void attendance_under_a_number_that_two_children_have_goes_to_the_child_of_the_district_that_gave_it() {
        streams();
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(PROGRAM, "p1", "Tove Abara", "2015-09-01", id("d", "1001"))
                .with(ATTENDANCE, "a1", null, null, id("d", "1001")));
        assertThat(person(ATTENDANCE, "a1")).isEqualTo(person(DISTRICT, "s1")).isNotEqualTo(person(PROGRAM, "p1"));
    }

    @Test
    void a_number_that_two_children_have_tells_nothing_where_nobody_knows_who_gave_it() {
        commit(new PeopleOfARun()
                .with(HEAD_START, "h1", "Mirela Quist", "2016-04-05", id("state", "7701"))
                .with(PROGRAM, "p1", "Tove Abara", "2015-09-01", id("state", "7701"))
                .with(ATTENDANCE, "a1", null, null, id("state", "7701")));
        assertThat(person(ATTENDANCE, "a1")).isNotIn(person(HEAD_START, "h1"), person(PROGRAM, "p1"));
        assertThat(person(PROGRAM, "p1")).isNotEqualTo(person(HEAD_START, "h1"));
        assertThat(people.reviewCount()).isEqualTo(3);
    }

    @Test
    void a_record_that_bridges_two_persons_makes_them_one() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(HEAD_START, "h1", null, null, id("state", "7701")));
        long older = person(DISTRICT, "s1");
        long gone = person(HEAD_START, "h1");
        assertThat(older).isNotEqualTo(gone);
        commit(new PeopleOfARun()
                .with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of("d", "1001", "state", "7701")));
        assertThat(List.of(person(DISTRICT, "s1"), person(HEAD_START, "h1"), person(PROGRAM, "p1")))
                .containsOnly(older);
        assertThat(people.history(gone)).extracting(People.Event::kind).contains("moved", "merged");
    }

    @Test
    void numbers_that_lead_to_two_children_join_only_the_one_whose_name_fits() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(HEAD_START, "h1", "Tove Abara", "2015-09-01", id("state", "7701")));
        commit(new PeopleOfARun()
                .with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of("d", "1001", "state", "7701")));
        assertThat(person(PROGRAM, "p1")).isEqualTo(person(DISTRICT, "s1")).isNotEqualTo(person(HEAD_START, "h1"));
        assertThat(people.reviews(0, 10)).singleElement().satisfies(r -> assertThat(r.reason())
                .contains("mistyped"));
    }

    @Test
    void when_the_bridge_turns_out_wrong_the_persons_part_again() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(HEAD_START, "h1", null, null, id("state", "7701")));
        long first = person(DISTRICT, "s1");
        long second = person(HEAD_START, "h1");
        commit(new PeopleOfARun()
                .with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", Map.of("d", "1001", "state", "7701")));
        commit(new PeopleOfARun().changed(PROGRAM, "p1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        assertThat(person(DISTRICT, "s1")).isEqualTo(first).isEqualTo(person(PROGRAM, "p1"));
        assertThat(person(HEAD_START, "h1")).isEqualTo(second);
    }

    @Test
    void a_record_that_fits_two_children_of_one_source_is_nobodys_until_somebody_decides() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .with(DISTRICT, "s2", "Mirella Quist", "2016-04-05", id("d", "1001")));
        commit(new PeopleOfARun().with(PROGRAM, "p1", null, null, id("d", "1001")));
        assertThat(person(PROGRAM, "p1")).isNotIn(person(DISTRICT, "s1"), person(DISTRICT, "s2"));
        assertThat(people.reviews(0, 10)).hasSize(3);
    }

    @Test
    void a_grown_up_of_the_same_name_is_no_child() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        commit(new PeopleOfARun()
                .with(PROGRAM, "t1", "Mirela Quist", "2016-04-05", id("d", "1001"))
                .as("{guardian}"));
        assertThat(person(PROGRAM, "t1")).isNotEqualTo(person(DISTRICT, "s1"));
    }

    @Test
    void zeros_and_words_for_nothing_are_no_numbers() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "0000"))
                .with(PROGRAM, "p1", "Tove Abara", "2015-09-01", id("d", "0000"))
                .with(HEAD_START, "h1", "Ines Farrow", "2015-09-01", id("d", "Unknown"))
                .with(PROGRAM, "p2", "Odd Farrow", "2015-09-02", id("d", "Unknown")));
        assertThat(List.of(
                        person(DISTRICT, "s1"), person(PROGRAM, "p1"), person(HEAD_START, "h1"), person(PROGRAM, "p2")))
                .doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("I-08 a merged person's number redirects and is never given again")
    void the_same_merges_and_redirects() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", null, NONE));
        long gone = person(PROGRAM, "p1");
        assertThat(people.decide(people.reviews(0, 1).get(0).id(), true, "dana"))
                .isTrue();
        assertThat(person(PROGRAM, "p1")).isEqualTo(person(DISTRICT, "s1")).isNotEqualTo(gone);
        assertThat(people.rows(gone)).hasSize(2);
        assertThat(people.history(gone)).extracting(People.Event::kind).contains("merged", "moved");
        commit(new PeopleOfARun().with(PROGRAM, "p2", "Tove Abara", "2015-09-01", NONE));
        assertThat(person(PROGRAM, "p2")).isGreaterThan(gone);
        assertThat(people.reviewCount()).isZero();
    }

    @Test
    @DisplayName("I-05 a person's no is asked only once")
    void not_the_same_is_never_asked_again() {
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", null, NONE));
        long review = people.reviews(0, 1).get(0).id();
        assertThat(people.decide(review, false, "dana")).isTrue();
        assertThat(people.decide(review, true, "dana")).isFalse();
        commit(new PeopleOfARun().changed(PROGRAM, "p1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        assertThat(person(PROGRAM, "p1")).isNotEqualTo(person(DISTRICT, "s1"));
        assertThat(people.reviewCount()).isZero();
    }

    @Test
    void a_linked_record_that_gains_another_childs_number_keeps_its_person_and_is_reviewed() {
        commit(new PeopleOfARun()
                .with(DISTRICT, "s1", "Tove Abara", "2015-09-01", id("d", "1001"))
                .with(PROGRAM, "p1", "Mirela Quist", "2016-04-06", NONE));
        long before = person(PROGRAM, "p1");
        People.Outcome outcome =
                commit(new PeopleOfARun().changed(PROGRAM, "p1", "Mirela Quist", "2016-04-06", id("d", "1001")));
        assertThat(outcome).isEqualTo(new People.Outcome(0, 0, 1, 1, 0));
        assertThat(person(PROGRAM, "p1")).isEqualTo(before);
    }

    @Test
    @DisplayName("I-11 a closed record keeps its person and its history, and comes back as the same child")
    void a_child_who_comes_back_is_the_same_child() {
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", NONE));
        long person = person(PROGRAM, "p1");
        commit(new PeopleOfARun().closed(PROGRAM, "p1"));
        assertThat(person(PROGRAM, "p1")).isEqualTo(person);
        commit(new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", NONE));
        assertThat(person(PROGRAM, "p1")).isEqualTo(person);
        assertThat(people.history(person))
                .extracting(People.Event::kind)
                .containsExactly("created", "closed", "reopened");
    }

    @Test
    void a_run_resolved_before_another_commit_is_decided_again() {
        Database database = postgres.database();
        long early = ++run;
        database.inTransaction(c -> people.resolve(
                c,
                early,
                new PeopleOfARun()
                        .with(PROGRAM, "p1", null, null, id("d", "1001"))
                        .fill(c, early)));
        commit(new PeopleOfARun().with(DISTRICT, "s1", "Mirela Quist", "2016-04-05", id("d", "1001")));
        database.inTransaction(c -> {
            people.apply(c, early, early);
            return 0;
        });
        assertThat(person(PROGRAM, "p1")).isEqualTo(person(DISTRICT, "s1"));
    }

    @Test
    void resolving_twice_and_forgetting_leave_nothing_behind() {
        Database database = postgres.database();
        long again = ++run;
        PeopleOfARun one = new PeopleOfARun().with(PROGRAM, "p1", "Mirela Quist", "2016-04-05", id("d", "1001"));
        assertThat(database.<People.Outcome>inTransaction(c -> people.resolve(c, again, one.fill(c, again))))
                .isEqualTo(database.<People.Outcome>inTransaction(c -> people.resolve(c, again, one.fill(c, again))));
        people.forget(again);
        assertThat(people.personOf(row(PROGRAM, "p1"))).isEmpty();
        assertThat(
                        database.<Long>inTransaction(
                                c -> Sql.number(
                                        c,
                                        "select (select count(*) from identity.pending_record) + (select count(*) from identity.pending_link) + (select count(*) from identity.run)")))
                .isZero();
    }

    private static void streams() {
        postgres.database().inTransaction(c -> {
            Sql.run(
                    c,
                    "create schema store; create table store.person_v1 (row uuid, key text); create table store.stream_v1 (stream int, system text, site text, name text);"
                            + " insert into store.stream_v1 values (1, 'oneroster', 'riverside', 'users'), (2, 'tabular', 'club', 'children'), (4, 'tabular', 'riverside', 'students')");
            return 0;
        });
    }

    private static Map<String, String> id(String system, String value) {
        return Map.of(system, value);
    }
}
