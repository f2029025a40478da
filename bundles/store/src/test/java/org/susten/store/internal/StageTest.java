// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.store.internal.Hub.complete;
import static org.susten.store.internal.Hub.id;
import static org.susten.store.internal.Hub.rows;
import static org.susten.store.internal.Sample.student;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;
import org.susten.model.Person;
import org.susten.store.Records;
import org.susten.store.Stage;
import org.susten.store.Stage.Row;
import org.susten.store.StageLostException;

/** The life of a stage. */
class StageTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void several_threads_may_add() throws Exception {
        Stage stage = hub.stage(List.of());
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> done = new ArrayList<>();
        for (int part = 0; part < 8; part++) {
            int first = part * 500;
            done.add(threads.submit(() -> {
                List<Row> batch = new ArrayList<>();
                for (int i = first; i < first + 500; i++) {
                    String key = String.valueOf(i % 3000);
                    batch.add(new Row(i + 1, student(key, "Given" + key), id("users", key)));
                }
                stage.add(batch);
            }));
        }
        for (Future<?> each : done) {
            each.get();
        }
        threads.shutdown();

        assertThat(stage.size()).isEqualTo(4000);
        assertThat(stage.compare(complete("users"))).singleElement().satisfies(change -> assertThat(change.added())
                .isEqualTo(3000));
        assertThat(stage.duplicates(10)).isEmpty();
        hub.commit(stage);
        assertThat(hub.query("select count(*) from store.person_v1")).containsExactly("3000");
    }

    @Test
    void a_stage_is_found_again_after_a_restart_of_the_hub() {
        Stage stage = hub.stage(rows(student("a", "Ada")));
        stage.compare(complete("users"));
        long run = hub.run();

        Records restarted = new JdbcRecords(postgres.database());
        Stage found = restarted.stage(run);
        assertThat(found.size()).isEqualTo(1);
        assertThatThrownBy(() -> found.add(rows(student("b", "Bea")))).isInstanceOf(IllegalStateException.class);
        found.compare(complete("users"));
        found.waitForParents();
        hub.database.inTransaction(connection -> {
            found.merge(connection, restarted.nextCommit(connection, run));
            return run;
        });
        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
        found.drop();
    }

    @Test
    void a_found_stage_can_be_merged_as_it_was_compared() {
        Stage stage = hub.stage(rows(student("a", "Ada")));
        stage.compare(complete("users"));
        stage.waitForParents();
        long run = hub.run();

        Records restarted = new JdbcRecords(postgres.database());
        hub.database.inTransaction(connection -> {
            restarted.stage(run).merge(connection, restarted.nextCommit(connection, run));
            return run;
        });

        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
        restarted.stage(run).drop();
    }

    @Test
    void a_stage_that_a_crash_emptied_closes_nothing() {
        hub.run(rows(student("a", "Ada")), complete("users"));
        Stage stage = hub.stage(rows(student("a", "Adele")));
        long run = hub.run();
        // What recovery does to unlogged tables.
        hub.sql("truncate store.stage_" + run + ", store.stage_" + run + "_person");

        assertThatThrownBy(() -> stage.compare(complete("users"))).isInstanceOf(StageLostException.class);
        assertThatThrownBy(() -> hub.database.inTransaction(connection -> {
                    stage.merge(connection, 99);
                    return run;
                }))
                .isInstanceOf(StageLostException.class);
        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
        stage.drop();
    }

    @Test
    void a_run_leaves_the_stage_of_another_alone_whose_number_begins_like_its_own() {
        Stage other = hub.records.stage(700_001);
        other.add(rows(student("a", "Ada")));
        Stage stage = hub.records.stage(70_000);
        stage.add(rows(student("b", "Bea")));
        stage.compare(complete("users"));
        stage.drop();

        assertThat(other.compare(complete("users"))).singleElement().satisfies(change -> assertThat(change.added())
                .isEqualTo(1));
        other.drop();
    }

    @Test
    void what_dead_runs_left_is_dropped_and_nothing_else() {
        Stage kept = hub.stage(rows(student("a", "Ada")));
        long keptRun = hub.run();
        hub.stage(rows(student("b", "Bea")));

        hub.records.dropStagesExcept(List.of(keptRun));

        assertThat(hub.query("select relname from pg_class where relname like 'stage\\_%' and relkind = 'r'"))
                .isNotEmpty()
                .allMatch(table -> table.startsWith("stage_" + keptRun));
        assertThat(hub.records.count(Person.class, Hub.SYSTEM, Hub.SITE, "users"))
                .isZero();
        kept.drop();
        assertThat(hub.query("select relname from pg_class where relname like 'stage\\_%' and relkind = 'r'"))
                .isEmpty();
    }

    @Test
    void a_merge_whose_transaction_fails_leaves_nothing() {
        Stage stage = hub.stage(rows(student("a", "Ada")));
        stage.compare(complete("users"));
        assertThatThrownBy(() -> hub.database.inTransaction(connection -> {
                    stage.merge(connection, hub.records.nextCommit(connection, 1));
                    throw new IllegalStateException("links cannot be written");
                }))
                .hasMessage("links cannot be written");
        assertThat(hub.query("select key from store.person")).isEmpty();
        assertThat(hub.query("select open from store.tally")).isEmpty();

        hub.commit(stage);
        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
    }
}
