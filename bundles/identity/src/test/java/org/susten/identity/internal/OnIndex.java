// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.identity.People;

/** Tests of the person index: one on a database that those of a class share, with nobody in it before each. */
abstract class OnIndex {

    static final int DISTRICT = 1;
    static final int PROGRAM = 2;
    static final int HEAD_START = 3;
    static final Map<String, String> NONE = Map.of();

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    static JdbcPeople people;
    static long run;

    @BeforeAll
    static void open_the_index() {
        people = new JdbcPeople(postgres.database());
    }

    @BeforeEach
    void empty_the_index() {
        empty(IndexState.TABLES);
    }

    static void empty(String tables) {
        postgres.database().inTransaction(c -> {
            Sql.run(c, "truncate " + tables);
            return tables;
        });
    }

    static People.Outcome commit(PeopleOfARun arrivals) {
        return commit(people, arrivals);
    }

    static People.Outcome commit(People by, PeopleOfARun arrivals) {
        return arrivals.commit(postgres.database(), by, ++run);
    }

    static long person(int stream, String key) {
        return people.personOf(PeopleOfARun.row(stream, key)).orElseThrow();
    }

    static void assertWhole() {
        assertThat(postgres.database().<Set<String>>inTransaction(IndexState::contradictions))
                .isEmpty();
    }
}
