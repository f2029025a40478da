// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.identity.People;
import org.susten.identity.matching.Blocks;
import org.susten.identity.matching.Features;
import org.susten.identity.matching.Table;

/** What is remembered between runs never stands in for what is so now. */
class SketchbookTest extends OnIndex {

    /** More than keys are looked up for in one go, and no multiple of that. */
    private static final int MANY = 950;

    /** A child whom another of the same birthday lets the index remember. */
    @BeforeEach
    void remembered() {
        commit(people, new PeopleOfARun().with(1, "s1", "Benedict Aldersey", "2012-11-30", NONE));
        commit(people, new PeopleOfARun().with(3, "h0", "Tove Quist", "2012-11-30", NONE));
    }

    @Test
    void a_child_whose_record_is_revised_is_found_by_what_it_says_now() {
        commit(people, new PeopleOfARun().changed(1, "s1", "Mirela Aldersey", "2016-04-05", NONE));
        commit(people, new PeopleOfARun().with(2, "p1", "Mirela Aldersey", "2016-04-05", NONE));
        assertThat(person("2/p1")).isEqualTo(person("1/s1"));
    }

    @Test
    void a_child_whose_record_another_hub_revises_is_found_by_what_it_says_now() {
        People other = new JdbcPeople(postgres.database());
        commit(other, new PeopleOfARun().changed(1, "s1", "Mirela Aldersey", "2016-04-05", NONE));
        commit(people, new PeopleOfARun().with(2, "p1", "Mirela Aldersey", "2016-04-05", NONE));
        assertThat(person("2/p1")).isEqualTo(person("1/s1"));
    }

    @Test
    void a_revision_that_is_taken_back_leaves_nothing_behind() {
        PeopleOfARun revision = new PeopleOfARun().changed(1, "s1", "Tove Aldersey", "2014-01-17", NONE);
        PeopleOfARun more = new PeopleOfARun().with(3, "h1", "Runa Quist", "2014-01-17", NONE);
        assertThatThrownBy(() -> postgres.database().inTransaction(c -> {
                    people.resolve(c, ++run, revision.fill(c, run));
                    people.apply(c, run, run);
                    people.resolve(c, ++run, more.fill(c, run));
                    people.apply(c, run, run);
                    throw new IllegalStateException("taken back");
                }))
                .hasMessageContaining("taken back");
        commit(people, new PeopleOfARun().with(2, "p1", "Benedict Aldersey", "2012-11-30", NONE));
        assertThat(person("2/p1")).isEqualTo(person("1/s1"));
    }

    @Test
    void an_index_that_forgot_which_records_were_revised_is_read_anew() {
        commit(people, new PeopleOfARun().changed(1, "s1", "Tove Aldersey", "2014-01-17", NONE));
        commit(people, new PeopleOfARun().changed(1, "s1", "Mirela Aldersey", "2016-04-05", NONE));
        postgres.database().inTransaction(c -> {
            Sql.run(c, "delete from identity.revised where id < (select max(id) from identity.revised)");
            return 0;
        });
        commit(people, new PeopleOfARun().with(2, "p1", "Mirela Aldersey", "2016-04-05", NONE));
        assertThat(person("2/p1")).isEqualTo(person("1/s1"));
    }

    @Test
    @DisplayName("I-07 a block that was passed over is looked at again once it is small")
    void a_crowd_that_shrinks_is_found_again() {
        PeopleOfARun crowd = new PeopleOfARun();
        PeopleOfARun leaving = new PeopleOfARun();
        for (int i = 0; i <= Blocks.CAP; i++) {
            crowd.with(1, "c" + i, "Mirela Quist", null, NONE);
            if (i % 2 == 0) {
                leaving.changed(1, "c" + i, "Tove Abara", null, NONE);
            }
        }
        commit(people, crowd);
        PeopleOfARun newcomer = new PeopleOfARun().with(2, "p1", "Mirela Quist", null, NONE);
        assertThat(newcomer.commit(postgres.database(), people, ++run).review()).isZero();
        commit(people, leaving);
        newcomer = new PeopleOfARun().with(3, "h1", "Mirela Quist", null, NONE);
        assertThat(newcomer.commit(postgres.database(), people, ++run).review()).isOne();
    }

    @Test
    void records_that_nobody_has_met_are_remembered() {
        long record = postgres.database().inTransaction(c -> Sql.number(c, "select min(record) from identity.link"));
        Features stranger = Features.of("stream 2")
                .given("Runa")
                .family("Quist")
                .birthDate(LocalDate.of(2015, 6, 7))
                .build();
        Sketchbook book = new Sketchbook();
        Models models = new Models();
        assertThat(may(book, models, stranger, record)).isTrue();
        assertThat(postgres.database().<Boolean>inTransaction(c -> book.fill(c, models)))
                .isFalse();
        assertThat(may(book, models, stranger, record)).isFalse();
    }

    /** Whether a record of the index would be read for a newcomer. */
    private static boolean may(Sketchbook book, Models models, Features newcomer, long record) {
        return postgres.database().inTransaction(c -> {
            Models.Versioned inForce = models.inForce(c);
            Table table = new Table(1, inForce.model());
            Sketchbook.Reading reading = book.read(c, Moment.of(c, 0), inForce);
            synchronized (reading.lock()) {
                reading.of(table, table.add(newcomer));
                return reading.may(record);
            }
        });
    }

    @Test
    void a_child_that_was_remembered_ahead_is_found_by_what_it_says_now() {
        JdbcPeople ahead = new JdbcPeople(postgres.database());
        ahead.remember();
        commit(people, new PeopleOfARun().changed(1, "s1", "Mirela Aldersey", "2016-04-05", NONE));
        ahead.remember();
        commit(ahead, new PeopleOfARun().with(2, "p1", "Mirela Aldersey", "2016-04-05", NONE));
        assertThat(person("2/p1")).isEqualTo(person("1/s1"));
    }

    @Test
    void of_many_at_once_everybody_is_found() {
        PeopleOfARun district = new PeopleOfARun();
        PeopleOfARun program = new PeopleOfARun();
        Random dice = new Random(5);
        for (int i = 0; i < MANY; i++) {
            String name = name(dice) + " " + name(dice);
            String born = LocalDate.of(2008, 1, 1).plusDays(dice.nextInt(3000)).toString();
            String phone = String.valueOf(6_000_000_000L + dice.nextInt(1_000_000_000));
            district.with(1, "m" + i, name, born, NONE).phone(phone);
            program.with(2, "m" + i, name, born, NONE).phone(phone);
        }
        JdbcPeople hub = new JdbcPeople(postgres.database());
        commit(hub, district);
        hub.remember();
        assertThat(program.commit(postgres.database(), hub, ++run)).isEqualTo(new People.Outcome(MANY, 0, 0, 0, 0));
        for (int i = 0; i < MANY; i++) {
            assertThat(person("2/m" + i)).isEqualTo(person("1/m" + i));
        }
    }

    private static String name(Random dice) {
        StringBuilder name = new StringBuilder();
        for (int syllable = 0; syllable < 4; syllable++) {
            name.append("bdfgklmnprstvz".charAt(dice.nextInt(14))).append("aeiou".charAt(dice.nextInt(5)));
        }
        return name.toString();
    }

    private static long person(String record) {
        String[] parts = record.split("/");
        return people.personOf(PeopleOfARun.row(Integer.parseInt(parts[0]), parts[1]))
                .orElseThrow();
    }
}
