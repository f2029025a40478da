// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.db.testing.Postgres;

class PreparedStatementsTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    /** After five times the driver has the server keep a statement. */
    private static final int OFTEN = 12;

    private static final String READ = "select * from passing";
    private static final String KEPT =
            "select extract(epoch from prepare_time)::text from pg_prepared_statements where statement = 'select 7 as lucky'";

    private PooledDatabase database;

    @BeforeEach
    void one_connection() {
        database = new PooledDatabase(postgres.access(), 1, "started by the tests");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_table_that_comes_and_goes_leaves_prepared_what_is_not_about_it() {
        List<String> before = afterRuns();
        List<String> after = afterRuns();
        assertThat(before).hasSize(1);
        assertThat(after).isEqualTo(before);
    }

    @Test
    void a_temporary_table_made_anew_is_read_as_it_is_now() {
        for (int i = 0; i < OFTEN; i++) {
            assertThat(read("bigint", String.valueOf(i))).containsExactly(String.valueOf(i));
        }
    }

    @Test
    void a_temporary_table_of_another_shape_under_a_known_name_fails_once_and_is_a_thing_to_try_again() {
        for (int i = 0; i < OFTEN; i++) {
            read("bigint", "1");
        }
        DatabaseException refused = catchThrowableOfType(DatabaseException.class, () -> read("text", "'Ash'"));
        assertThat(refused.kind()).isEqualTo(DatabaseException.Kind.CONFLICT);
        assertThat(refused).hasMessageContaining("0A000").hasMessageNotContaining("Ash");
        assertThat(read("text", "'Ash'")).containsExactly("Ash");
    }

    @Test
    void outside_of_a_transaction_the_driver_tries_again_by_itself() {
        for (String type : List.of("bigint", "text")) {
            database.inTransaction(connection -> Sql.run(
                    connection, "drop table if exists lasting; create table lasting as select 1::" + type + " as v"));
            assertThatCode(() -> {
                        try (Connection connection = database.dataSource().getConnection()) {
                            for (int i = 0; i < OFTEN; i++) {
                                Sql.list(connection, "select * from lasting", row -> row.getString(1));
                            }
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    /** When the server prepared a statement that is about no table, after a dozen transactions that each made a table. */
    private List<String> afterRuns() {
        for (int i = 0; i < OFTEN; i++) {
            database.inTransaction(connection -> {
                Sql.run(connection, "create temp table passing on commit drop as select 1 as v");
                return Sql.list(connection, "select 7 as lucky", row -> row.getInt(1));
            });
        }
        return database.inTransaction(connection -> Sql.list(connection, KEPT, row -> row.getString(1)));
    }

    private List<String> read(String type, String value) {
        return database.inTransaction(connection -> {
            make(connection, "create temp table passing on commit drop as select " + value + "::" + type + " as v");
            return Sql.list(connection, READ, row -> row.getString(1));
        });
    }

    private static void make(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(table);
        }
    }
}
