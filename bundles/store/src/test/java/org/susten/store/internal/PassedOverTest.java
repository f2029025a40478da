// SPDX-License-Identifier: Apache-2.0
package org.susten.store.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
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
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.DatabaseException;
import org.susten.db.testing.Postgres;
import org.susten.model.Entity;
import org.susten.store.Records;
import org.susten.store.Stage;
import org.susten.store.Stage.Change;
import org.susten.store.Stage.Coverage;
import org.susten.store.Stage.Duplicate;
import org.susten.store.Stage.Row;
import org.susten.store.StageLostException;

/** Rows that are stored as they are said are passed over, and everything ends as if they had been staged. */
class PassedOverTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final long SEEDS = 12;

    private final Hub hub = new Hub(postgres.database());

    @BeforeEach
    void empty() {
        hub.empty();
    }

    @Test
    void an_unchanged_row_is_not_staged_and_counts_as_unchanged() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea"), student("c", "Cleo")), complete("users"));
        Stage stage = hub.stage(rows(student("c", "Cleo"), student("b", "Beate"), student("a", "Ada")));

        assertThat(staged("person")).containsExactly("b");
        assertThat(stage.size()).isEqualTo(3);
        assertThat(stage.compare(complete("users"))).containsExactly(new Change("users", "Person", "", 3, 0, 1, 0, 2));
        stage.waitForParents();
        hub.commit(stage);
        assertThat(hub.query("select given_name from store.person_v1 order by 1"))
                .containsExactly("Ada", "Beate", "Cleo");
    }

    @Test
    @DisplayName("a run whose comparison broke off is not compared again: what was passed over would count as absent")
    void a_comparison_that_broke_off_is_not_repeated() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));
        Stage stage = hub.stage(rows(student("a", "Ada"), student("b", "Bea")));
        hub.sql("alter table store.tally rename to hidden");
        assertThatThrownBy(() -> stage.compare(complete("users"))).isInstanceOf(DatabaseException.class);
        hub.sql("alter table store.hidden rename to tally");

        assertThatThrownBy(() -> stage.compare(complete("users"))).isInstanceOf(StageLostException.class);
        stage.drop();

        assertThat(hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users")))
                .containsExactly(new Change("users", "Person", "", 2, 0, 0, 0, 2));
    }

    @Test
    void what_is_absent_is_closed_although_the_rest_was_passed_over() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));

        assertThat(hub.run(rows(student("a", "Ada")), complete("users")))
                .containsExactly(new Change("users", "Person", "", 2, 0, 0, 1, 1));
        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
    }

    @Test
    void a_row_that_comes_back_after_closing_is_open_again() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));
        hub.run(rows(student("a", "Ada")), complete("users"));

        assertThat(hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users")))
                .containsExactly(new Change("users", "Person", "", 1, 1, 0, 0, 1));
        assertThat(hub.query("select key from store.person_v1 order by 1")).containsExactly("a", "b");
    }

    @Test
    void of_a_key_said_as_stored_and_otherwise_the_later_counts_whichever_that_is() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));
        Stage stage = hub.stage(List.of(
                new Row(1, student("a", "Ada"), id("users", "a")),
                new Row(2, student("a", "Adele"), id("users", "a")),
                new Row(3, student("b", "Beate"), id("users", "b")),
                new Row(4, student("b", "Bea"), id("users", "b"))));

        assertThat(stage.compare(complete("users"))).containsExactly(new Change("users", "Person", "", 2, 0, 1, 0, 1));
        assertThat(stage.duplicates(10))
                .containsExactly(new Duplicate("users", "Person", "a", 1), new Duplicate("users", "Person", "b", 3));
        hub.commit(stage);
        assertThat(hub.query("select given_name from store.person_v1 order by 1"))
                .containsExactly("Adele", "Bea");
    }

    @Test
    void a_source_row_said_twice_takes_back_what_it_becomes_no_longer() {
        Entity ada = student("a", "Ada");
        Entity enrolled = enrollment("a", "1");
        hub.run(
                List.of(
                        new Row(1, school("1"), id("orgs", "1")),
                        new Row(2, ada, id("users", "a")),
                        new Row(2, enrolled, id("users", "a"))),
                complete("orgs", "users"));

        hub.run(
                List.of(
                        new Row(1, school("1"), id("orgs", "1")),
                        new Row(2, ada, id("users", "a")),
                        new Row(2, enrolled, id("users", "a")),
                        new Row(3, ada, id("users", "a"))),
                complete("orgs", "users"));

        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
        assertThat(hub.query("select key from store.enrollment_v1")).isEmpty();
    }

    @Test
    void a_row_that_is_gone_and_comes_again_unchanged_is_there_and_one_that_came_and_is_gone_is_not() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea")), complete("users"));

        hub.run(
                List.of(
                        gone(1, id("users", "a")),
                        new Row(2, student("b", "Bea"), id("users", "b")),
                        new Row(3, student("a", "Ada"), id("users", "a")),
                        gone(4, id("users", "b"))),
                complete("users"));

        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
    }

    @Test
    void outside_a_complete_reading_an_unchanged_row_closes_what_its_source_row_becomes_no_longer() {
        List<Row> both = List.of(
                new Row(1, student("a", "Ada"), id("users", "a")), new Row(1, enrollment("a", "1"), id("users", "a")));
        hub.run(rows(school("1")), complete("orgs"));
        hub.run(both, complete("users"));

        hub.run(both.subList(0, 1), partial("users"));

        assertThat(hub.query("select key from store.person_v1")).containsExactly("a");
        assertThat(hub.query("select key from store.enrollment_v1")).isEmpty();
    }

    @Test
    void a_row_whose_new_words_wait_is_said_as_before_and_waits_no_more() {
        hub.run(rows(school("1"), section("s", "1"), student("a", "Ada")), complete("orgs", "classes", "users"));
        hub.run(rows(membership("m", "a", "s")), partial("enrollments"));
        hub.run(rows(membership("m", "a", "t")), partial("enrollments"));
        assertThat(hub.query("select key from store.waiting")).containsExactly("m");

        hub.run(rows(membership("m", "a", "s")), partial("enrollments"));

        assertThat(hub.query("select key from store.waiting")).isEmpty();
        hub.run(rows(section("t", "1")), partial("classes"));
        assertThat(hub.query("select section from store.class_membership_v1"))
                .containsExactly(hub.records.row(id("classes", "s")).toString());
    }

    @Test
    @DisplayName("a held stage ends the same after a restart of the hub")
    void a_held_stage_ends_the_same_after_a_restart_of_the_hub() {
        hub.run(rows(student("a", "Ada"), student("b", "Bea"), student("c", "Cleo")), complete("users"));
        Stage stage = hub.stage(rows(student("a", "Ada"), student("b", "Beate")));
        List<Change> held = stage.compare(complete("users"));
        long run = hub.run();

        Records restarted = new JdbcRecords(postgres.database());
        Stage found = restarted.stage(run);

        assertThat(found.size()).isEqualTo(2);
        assertThat(found.compare(complete("users"))).isEqualTo(held);
        found.waitForParents();
        hub.commit(found);
        assertThat(hub.query("select given_name from store.person_v1 order by 1"))
                .containsExactly("Ada", "Beate");
    }

    @Test
    @DisplayName("runs of any kind, one after another, end as without the shortcut")
    void runs_of_any_kind_end_as_without_the_shortcut() {
        for (long seed = 0; seed < SEEDS; seed++) {
            hub.empty();
            List<String> with = story(seed, hub);
            hub.empty();
            List<String> without = story(seed, new Hub(postgres.database(), Long.MAX_VALUE));
            assertThat(with).as("story " + seed).isEqualTo(without);
        }
    }

    /** Seven runs of a small community in which everything happens that may happen to a row. */
    private static List<String> story(long seed, Hub hub) {
        Random random = new Random(seed);
        List<String> told = new ArrayList<>();
        for (int run = 0; run < 7; run++) {
            Stage stage = hub.stage(List.of());
            List<Row> rows = said(random);
            for (int from = 0; from < rows.size(); from += 5) {
                stage.add(rows.subList(from, Math.min(from + 5, rows.size())));
            }
            if (random.nextInt(4) == 0) {
                stage.keep(List.of(id("users", key(random))));
            }
            List<Coverage> coverage = new ArrayList<>();
            for (String stream : List.of("orgs", "users", "visits")) {
                boolean complete = random.nextInt(3) > 0;
                Set<String> part = random.nextInt(5) == 0 ? Set.of("1") : Set.of();
                coverage.add(new Coverage(Hub.SYSTEM, Hub.SITE, stream, complete, part));
            }
            told.add("changes " + stage.compare(coverage));
            Map<String, Long> waiting = stage.waitForParents();
            told.add("waiting " + waiting + ' '
                    + hub.query(
                            "select entity, row, released from store.stage_" + hub.run() + "_settled order by 1, 2"));
            told.add("duplicates " + stage.duplicates(100));
            told.add("size " + stage.size());
            hub.commit(stage);
            told.addAll(stored(hub));
        }
        return told;
    }

    private static List<String> stored(Hub hub) {
        List<String> stored = new ArrayList<>(hub.query("select entity, stream, open from store.tally order by 1, 2"));
        for (String table : List.of("organization", "person", "enrollment", "class_membership")) {
            stored.addAll(hub.query(
                    "select row, hash, stream, source, origin, closed is null, since - (select min(id) from store.commit),"
                            + " closed - (select min(id) from store.commit) from store." + table + " order by 1"));
        }
        stored.addAll(hub.query("select entity, row, content - 'ordinal' from store.waiting order by 1, 2"));
        stored.addAll(hub.query("select entity, row, content from store.history order by since, until, 1, 2"));
        return stored;
    }

    /** What a source says: mostly the same again, in any order, now and then twice, otherwise, or gone. */
    private static List<Row> said(Random random) {
        List<Row> rows = new ArrayList<>();
        int sourceRows = 6 + random.nextInt(8);
        for (int ordinal = 1; ordinal <= sourceRows; ordinal++) {
            String key = key(random);
            switch (random.nextInt(8)) {
                case 0 -> rows.add(new Row(ordinal, school(key), id("orgs", key)));
                case 1 -> rows.add(gone(ordinal, id("users", key)));
                case 2 -> rows.add(new Row(ordinal, student(key, name(random)), id("visits", "v" + random.nextInt(4))));
                case 3 -> rows.add(new Row(ordinal, membership(key, key, key), id("enrollments", key)));
                default -> {
                    rows.add(new Row(ordinal, student(key, name(random)), id("users", key)));
                    if (random.nextInt(3) > 0) {
                        rows.add(new Row(ordinal, enrollment(key, "" + random.nextInt(3)), id("users", key)));
                    }
                }
            }
        }
        if (random.nextBoolean()) {
            Collections.shuffle(rows, random);
        }
        return rows;
    }

    private static String key(Random random) {
        return String.valueOf(random.nextInt(6));
    }

    private static String name(Random random) {
        return random.nextInt(4) == 0 ? "Bea" : "Ada";
    }

    private List<String> staged(String table) {
        return hub.query("select key from store.stage_" + hub.run() + "_" + table + " order by 1");
    }
}
