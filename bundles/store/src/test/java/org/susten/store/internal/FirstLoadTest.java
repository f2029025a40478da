// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.id;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.student;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.store.Stage;
import org.susten.store.Stage.Row;

/** A first load that is large enough to build the indexes after it. */
class FirstLoadTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final int ROWS = 10_001;

    private static final List<Row> STUDENTS = IntStream.rangeClosed(1, ROWS)
            .mapToObj(row -> new Row(row, student("" + row, "Ada"), id("users", "" + row)))
            .toList();

    private static final String INDEXES =
            "select indexdef from pg_indexes where schemaname = 'store' and tablename = 'person' order by 1";

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void a_first_load_leaves_every_index_as_it_was() {
        List<String> before = hub.query(INDEXES);

        hub.run(STUDENTS, complete("users"));

        assertThat(hub.query(INDEXES)).isEqualTo(before).hasSize(3);
        assertThat(hub.query("select count(*), count(distinct row) from store.person_v1"))
                .containsExactly(ROWS + "|" + ROWS);
        hub.run(rows(student("1", "Bea")), complete("users"));
        assertThat(hub.query("select given_name from store.person_v1")).containsExactly("Bea");
    }

    @Test
    void a_first_load_waits_for_nobody_who_reads() throws SQLException {
        try (Connection reader = postgres.database().dataSource().getConnection()) {
            reader.setAutoCommit(false);
            Sql.any(reader, "from store.person_v1");

            hub.run(STUDENTS, complete("users"));

            reader.rollback();
            reader.setAutoCommit(true);
        }
        assertThat(hub.query("select count(*) from store.person_v1")).containsExactly("" + ROWS);
    }

    @Test
    void the_run_after_a_first_load_is_planned_with_what_is_known_of_it() {
        hub.run(rows(student("1", "Ada")), complete("users"));
        assertThat(hub.query("select reltuples from pg_class where oid = 'store.person'::regclass"))
                .containsExactly("1");
        hub.empty();
        hub.run(STUDENTS, complete("users"));
        assertThat(hub.query("select reltuples from pg_class where oid = 'store.person'::regclass"))
                .containsExactly("" + ROWS);
    }

    @Test
    void a_first_load_that_fails_leaves_nothing() {
        List<String> before = hub.query(INDEXES);
        Stage stage = hub.stage(STUDENTS);
        stage.compare(complete("users"));
        stage.waitForParents();

        assertThatThrownBy(() -> hub.database.inTransaction(connection -> {
                    stage.merge(connection, hub.records.nextCommit(connection, hub.run()));
                    throw new IllegalStateException("the run fails");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(hub.query(INDEXES)).isEqualTo(before);
        assertThat(hub.query("select count(*) from store.person")).containsExactly("0");
        stage.drop();
    }
}
