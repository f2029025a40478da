// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.identity.internal.PeopleOfARun.row;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.db.testing.MovableClock;

class RepeatingTest extends OnIndex {

    private static final int SHEETS = 7;

    @BeforeAll
    static void open() {
        postgres.database().inTransaction(c -> {
            Sql.run(
                    c,
                    "create schema store; create table store.stream_v1 (stream int, system text, site text, name text);"
                            + " insert into store.stream_v1 values (7, 'csv', 'club', 'sheets'), (8, 'csv', 'club', 'other')");
            return 0;
        });
    }

    @Test
    @DisplayName("I-01 what a stream may hold holds for what it brought before, both ways")
    void what_a_connection_says_of_its_stream_holds_for_what_it_brought_before() {
        JdbcLearning background =
                new JdbcLearning(postgres.database(), Duration.ZERO, new MovableClock(), Runnable::run);
        commit(new PeopleOfARun()
                .with(SHEETS, "monday", "Mirela Quist", "2016-04-05", Map.of("d", "1001"))
                .with(SHEETS, "friday", "Mirela Quist", "2016-04-05", Map.of("d", "1001")));
        assertThat(person("monday")).isNotEqualTo(person("friday"));
        assertThat(people.reviewCount()).isEqualTo(1);

        say(Set.of("sheets", "unheard of"));
        assertThat(person("monday")).as("not on the path of whoever says it").isNotEqualTo(person("friday"));
        background.tick();
        assertThat(person("monday")).isEqualTo(person("friday"));
        assertThat(people.reviewCount()).isZero();
        commit(new PeopleOfARun().with(SHEETS, "sunday", "Mirela Quist", "2016-04-05", Map.of("d", "1001")));
        assertThat(person("sunday")).isEqualTo(person("monday"));
        assertThat(postgres.database().<Set<String>>inTransaction(IndexState::contradictions))
                .isEmpty();

        say(Set.of());
        background.tick();
        assertThat(Set.of(person("monday"), person("friday"), person("sunday"))).hasSize(3);
        assertThat(postgres.database().<Set<String>>inTransaction(IndexState::contradictions))
                .isEmpty();
    }

    private static void say(Set<String> streams) {
        postgres.database().inTransaction(c -> {
            people.repeating(c, "csv", "club", streams);
            return 0;
        });
    }

    private static long person(String key) {
        return people.personOf(row(SHEETS, key)).orElseThrow();
    }
}
