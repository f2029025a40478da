// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.partial;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.demographic;
import static org.susten.store.internal.Sample.school;
import static org.susten.store.internal.Sample.student;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.store.Stage;

/** What the person index hears of a run. */
class ChangedPeopleTest {

    private static final LocalDate SPRING = LocalDate.of(2017, 4, 2);
    private static final LocalDate AUTUMN = LocalDate.of(2017, 10, 9);

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void new_people_come_with_what_their_demographic_row_says() {
        Stage stage = hub.stage(rows(school("1"), student("a", "Ada"), demographic("a", SPRING), student("b", "Bea")));
        stage.compare(complete("orgs", "users", "demographics"));
        stage.waitForParents();

        assertThat(people(stage))
                .containsExactly(
                        "oneroster|riverside|users|a|n|Ada|2017-04-02|Female|{student}|[{\"value\": \"a\", \"system\": \"districtId:riverside\"}]",
                        "oneroster|riverside|users|b|n|Bea|null|null|{student}|[{\"value\": \"b\", \"system\": \"districtId:riverside\"}]");
    }

    @Test
    void a_changed_demographic_row_changes_its_person() {
        hub.run(
                rows(student("a", "Ada"), demographic("a", SPRING), student("b", "Bea")),
                complete("users", "demographics"));
        Stage stage = hub.stage(rows(demographic("a", AUTUMN)));
        stage.compare(partial("demographics"));
        stage.waitForParents();

        assertThat(people(stage)).singleElement().asString().contains("|a|c|Ada|2017-10-09|");
    }

    @Test
    void changed_people_keep_their_stored_demographic_and_closed_ones_are_told() {
        hub.run(
                rows(student("a", "Ada"), demographic("a", SPRING), student("b", "Bea"), student("c", "Cleo")),
                complete("users", "demographics"));
        Stage stage = hub.stage(rows(student("a", "Adele"), student("c", "Cleo")));
        stage.compare(complete("users"));
        stage.waitForParents();

        assertThat(people(stage))
                .satisfiesExactly(a -> assertThat(a).contains("|a|c|Adele|2017-04-02|Female|"), b -> assertThat(b)
                        .contains("|b|x|Bea|null|"));
    }

    @Test
    void nobody_is_told_of_where_nothing_changed() {
        hub.run(rows(student("a", "Ada"), demographic("a", SPRING)), complete("users", "demographics"));
        Stage stage = hub.stage(rows(demographic("a", SPRING), student("a", "Ada")));
        stage.compare(complete("users", "demographics"));

        assertThat(people(stage)).isEmpty();
    }

    private List<String> people(Stage stage) {
        String relation = hub.database.inTransaction(stage::people);
        List<String> people = hub.query(
                "select system, site, (select name from store.stream_v1 s where s.stream = p.stream), key, change, given_name,"
                        + " birth_date, sex, roles, identifiers from "
                        + relation + " p order by key");
        stage.drop();
        return people;
    }
}
