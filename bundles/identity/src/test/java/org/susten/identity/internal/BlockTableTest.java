// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.identity.matching.Blocks;

/** Gathering keys changes nobody's being found. */
class BlockTableTest extends OnIndex {

    /** Everything at once where nothing has been gathered, else a few keys in a transaction. */
    private static final BlockTable.Measure ALL = new BlockTable.Measure(0, 7);

    @BeforeEach
    void someChildren() {
        commit(new PeopleOfARun()
                .with(1, "s1", "Benedict Aldersey", "2012-11-30", NONE)
                .phone("6125550143"));
    }

    @Test
    void whoever_was_gathered_is_found() {
        people.gather(ALL);
        commit(again(2, "p1", "Benedict Aldersey", "2012-11-30"));
        assertThat(person(2, "p1")).isEqualTo(person(1, "s1"));
        people.gather(ALL);
        commit(again(3, "h1", "Benedict Aldersey", "2012-11-30"));
        assertThat(person(3, "h1")).isEqualTo(person(1, "s1"));
        assertWhole();
    }

    @Test
    void gathered_keys_stand_in_one_place_only() {
        long keys = count("identity.key");
        assertThat(keys).isPositive();
        people.gather(ALL);
        assertThat(count("identity.key")).isZero();
        assertThat(count("identity.block")).isEqualTo(keys);
        commit(again(2, "p1", "Benedict Aldersey", "2012-11-30"));
        people.gather(ALL);
        assertThat(count("identity.key")).isZero();
        assertThat(count("identity.block where cardinality(records) = 2")).isEqualTo(keys);
    }

    @Test
    void whoever_was_gathered_and_corrected_is_found_by_what_it_says_now_and_leaves_no_key_behind() {
        people.gather(ALL);
        commit(new PeopleOfARun()
                .changed(1, "s1", "Mirela Quist", "2016-04-05", NONE)
                .phone("6125550187"));
        assertWhole();
        commit(again(2, "p1", "Mirela Quist", "2016-04-05").phone("6125550187"));
        assertThat(person(2, "p1")).isEqualTo(person(1, "s1"));
    }

    @Test
    void a_few_keys_are_left_as_they_are() {
        people.gather();
        assertThat(count("identity.block")).isZero();
        assertThat(count("identity.key")).isPositive();
    }

    @Test
    void who_gathers_does_not_wait_for_a_run_and_goes_on_after_it() {
        postgres.database().inTransaction(c -> {
            Sql.run(c, JdbcPeople.LOCK);
            people.gather(ALL);
            return 0;
        });
        assertThat(count("identity.block")).isZero();
        people.gather(ALL);
        assertThat(count("identity.block")).isPositive();
    }

    @Test
    @DisplayName("I-07 a crowd that was gathered is passed over, and looked at again once it is small")
    void a_gathered_crowd_that_shrinks_is_found_again() {
        PeopleOfARun crowd = new PeopleOfARun();
        PeopleOfARun leaving = new PeopleOfARun();
        for (int i = 0; i <= Blocks.CAP; i++) {
            crowd.with(1, "c" + i, "Mirela Quist", null, NONE);
            if (i % 2 == 0) {
                leaving.changed(1, "c" + i, "Tove Abara", null, NONE);
            }
        }
        people.gather(ALL);
        commit(crowd);
        people.gather(ALL);
        assertThat(count("identity.crowd")).isPositive();
        assertWhole();
        assertThat(questions(2, "p1")).isZero();
        people.gather(ALL);
        commit(leaving);
        assertWhole();
        assertThat(questions(3, "h1")).isOne();
    }

    @Test
    @DisplayName("I-07 a block that what is not gathered makes a crowd is passed over, before and after it is gathered")
    void a_block_that_becomes_a_crowd_is_passed_over() {
        PeopleOfARun most = new PeopleOfARun();
        for (int i = 0; i < Blocks.CAP; i++) {
            most.with(1, "c" + i, "Mirela Quist", null, NONE);
        }
        commit(most);
        people.gather(ALL);
        assertThat(count("identity.crowd")).isZero();
        assertThat(questions(2, "p1")).isOne();
        assertThat(questions(3, "h1")).isZero();
        people.gather(ALL);
        assertThat(count("identity.crowd")).isPositive();
        assertThat(questions(4, "h2")).isZero();
        assertWhole();
    }

    /** How many questions a newcomer of the crowd's name brings. */
    private static long questions(int stream, String key) {
        return new PeopleOfARun()
                .with(stream, key, "Mirela Quist", null, NONE)
                .commit(postgres.database(), people, ++run)
                .review();
    }

    private static PeopleOfARun again(int stream, String key, String name, String born) {
        return new PeopleOfARun().with(stream, key, name, born, NONE).phone("6125550143");
    }

    private static long count(String table) {
        return postgres.database().inTransaction(c -> Sql.number(c, "select count(*) from " + table));
    }
}
