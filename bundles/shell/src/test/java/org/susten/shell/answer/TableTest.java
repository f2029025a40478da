// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void numbers_stand_to_the_right_and_are_grouped() {
        Table table = new Table("connection", "rows");
        table.row(List.of("riverside", 1234567L));
        table.row(List.of("clubs", 5L));

        assertThat(table)
                .hasToString("  connection       rows\n" + "  riverside   1,234,567\n" + "  clubs               5\n");
    }

    @Test
    void no_line_is_wider_than_120_columns_and_no_word_is_lost() {
        String message = "a date must be like 2017-03-09 ".repeat(9).strip();
        Table table = new Table("rows", "stream", "what is wrong", "for example");
        table.row(List.of(3L, "users", message, "users.csv#17 users.csv#44"));

        assertThat(table.toString().lines()).hasSizeGreaterThan(2).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(120));
        assertThat(table.toString().split("2017-03-09", -1)).hasSize(10);
    }

    @Test
    void a_word_longer_than_its_column_is_broken() {
        assertThat(Table.wrap("abcdefgh ij", 5)).containsExactly("abcde", "fgh", "ij");
    }

    @Test
    void ids_stay_whole_while_there_are_sentences_to_break() {
        Table table = new Table("delivery", "message");
        table.row(List.of("acc5a7759c443c232ebf4e2c3005722e".repeat(2), "the folder cannot be written ".repeat(9)));

        assertThat(table.toString()).contains("acc5a7759c443c232ebf4e2c3005722e".repeat(2));
        assertThat(table.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void what_a_row_is_called_by_is_broken_last() {
        String id = "004cab6c1207e127f31532cb7c6621b2";
        Table table = new Table("delivery", "feed", "state", "made", "message");
        table.row(List.of(id, "riverside-lanternclub-attendance-2026-2027", "delivered", "2026-11-28", "x".repeat(40)));

        assertThat(table.toString()).contains("  " + id + "  ");
        assertThat(table.toString().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
    }

    @Test
    void a_day_and_its_time_stay_on_one_line() {
        Table table = new Table("run", "connection", "started", "message");
        Instant noon = LocalDateTime.of(2026, 10, 1, 12, 0)
                .atZone(ZoneId.systemDefault())
                .toInstant();
        table.row(List.of(
                "7",
                "riverside",
                noon,
                "the source's answer is cut short ".repeat(9).strip()));

        assertThat(table.toString()).contains("  2026-10-01 12:00  the source's");
    }

    @Test
    void a_day_and_its_time_stay_whole_where_names_are_broken_for_want_of_room() {
        Table table = new Table("run", "connection", "started", "took", "a", "b", "c", "d", "e", "f");
        Instant noon = LocalDateTime.of(2026, 10, 1, 12, 0)
                .atZone(ZoneId.systemDefault())
                .toInstant();
        String words = "x".repeat(12);
        table.row(List.of(
                "7", "riverside-attendance", noon, Table.together("0.9 s"), words, words, words, words, words, words));

        assertThat(table.toString()).contains("  2026-10-01 12:00  0.9 s  ");
        assertThat(table.toString().lines()).hasSize(3).allSatisfy(line -> assertThat(line)
                .hasSizeLessThanOrEqualTo(140));
    }

    @Test
    void heads_of_numbers_give_way_before_texts_do() {
        Table table = new Table("question", "rows that were read");
        table.row(List.of("x".repeat(105), 7L));

        assertThat(table.toString())
                .contains("x".repeat(105))
                .containsPattern("question +rows\n +that\n +were\n +read\n");
    }

    @Test
    void control_characters_do_not_reach_the_terminal() {
        Table table = new Table("column");
        table.row(List.of("first\u001b[31m\u202ename\r\n"));

        assertThat(table).hasToString("  column\n  first?[31m?name??\n");
    }
}
