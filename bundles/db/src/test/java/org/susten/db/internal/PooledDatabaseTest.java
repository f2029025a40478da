// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.db.DatabaseException;
import org.susten.db.testing.Postgres;

class PooledDatabaseTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @BeforeAll
    static void migrate() {
        postgres.database().migrate("things", PooledDatabaseTest.class);
    }

    @Test
    void migrating_twice_changes_nothing() {
        postgres.database().migrate("things", PooledDatabaseTest.class);
        assertThat(count()).isZero();
    }

    @Test
    void work_that_throws_leaves_nothing_behind() {
        assertThatThrownBy(() -> postgres.database().inTransaction(connection -> {
                    connection.createStatement().execute("insert into things.thing values (1)");
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(count()).isZero();
    }

    @Test
    void a_failure_names_the_state_and_no_value() {
        assertThatThrownBy(() -> postgres.database()
                        .inTransaction(connection ->
                                connection.createStatement().execute("insert into things.thing values ('Lovelace')")))
                .isInstanceOfSatisfying(DatabaseException.class, e -> {
                    assertThat(e.kind()).isEqualTo(DatabaseException.Kind.FAULT);
                    assertThat(e).hasMessageContaining("22P02").hasMessageNotContaining("Lovelace");
                    assertThat(e.getCause()).isInstanceOf(SQLException.class).hasMessageNotContaining("Lovelace");
                });
    }

    @ParameterizedTest
    @DisplayName(
            "what goes wrong inside of PostgreSQL, and a database without the hub's tables, is for its administrator")
    @CsvSource({
        "XX000,UNAVAILABLE,its own log says why",
        "XX001,UNAVAILABLE,its own log says why",
        "42P01,FAULT,is being restored"
    })
    void what_is_for_its_administrator(String state, DatabaseException.Kind kind, String said) {
        DatabaseException told = DatabaseException.of(new SQLException("FATAL: could not write init file", state));
        assertThat(told.kind()).isEqualTo(kind);
        assertThat(told)
                .hasMessageContainingAll(said, "Database administrator", state)
                .hasMessageNotContaining("init file");
    }

    @Test
    void it_answers_and_says_what_it_is() {
        assertThat(postgres.database().answers()).isTrue();
        assertThat(postgres.database().description()).startsWith("PostgreSQL 18.");
    }

    private static long count() {
        return postgres.database().inTransaction(connection -> {
            var result = connection.createStatement().executeQuery("select count(*) from things.thing");
            result.next();
            return result.getLong(1);
        });
    }
}
