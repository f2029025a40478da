// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.susten.db.testing.Postgres;

/** What the database writes, as it lies in the file. */
class CsvCopyTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    private static final String LONG = "Ward, \"Pine\"\nunten\r\nZoë;".repeat(9000);

    @Test
    void whatever_a_text_holds_stands_in_the_file_as_it_is() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        CsvCopy.Copied copied = copied(
                """
                select * from (values
                  (1, 'a,b', 'line one
                line two', date '2026-08-17'),
                  (1, 'say ""no""', '', null),
                  (2, null, '%s', date '2026-08-18'),
                  (3, 'x', null, date '2026-08-19')) v (rank, one, other, day)"""
                        .formatted(LONG),
                "(values (7, 'A-1', 1), (8, 'A-2', 2), (123456789012, 'A-3', 3)) v (person, id, rank)",
                file);
        String written = file.toString(StandardCharsets.UTF_8);
        assertThat(written)
                .startsWith("id,one,other,day\r\nA-1,\"a,b\",\"line one\nline two\",2026-08-17\r\n")
                .endsWith("\r\nA-3,x,,2026-08-19\r\n");
        List<CsvRecord> records =
                CsvReader.builder().ofCsvRecord(written).stream().toList();
        assertThat(records).hasSize(5);
        assertThat(records.get(2).getFields()).containsExactly("A-1", "say \"\"no\"\"", "", "");
        assertThat(records.get(3).getFields()).containsExactly("A-2", "", LONG, "2026-08-18");
        assertThat(copied.rows()).isEqualTo(4);
        assertThat(copied.persons()).containsExactly(7, 8, 123456789012L);
        assertThat(copied.values()).as("how many rows have a value").containsExactly(4, 3, 3, 3);
    }

    @Test
    void a_file_larger_than_any_buffer_is_whole() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        CsvCopy.Copied copied = copied(
                """
                select i / 3 + 1 as rank, repeat('q', i % 97) as one, case when i % 5 > 0 then i end as other, i as day
                from generate_series(0, 49999) i""",
                "(select i * 10 as person, repeat('p', i % 89 + 1) || i as id, i as rank from generate_series(1, 16667) i) v",
                file);
        List<CsvRecord> records = CsvReader.builder().ofCsvRecord(file.toString(StandardCharsets.UTF_8)).stream()
                .toList();
        assertThat(records).hasSize(50_001);
        for (int i = 0; i < 50_000; i++) {
            assertThat(records.get(i + 1).getFields())
                    .containsExactly(
                            "p".repeat((i / 3 + 1) % 89 + 1) + (i / 3 + 1),
                            "q".repeat(i % 97),
                            i % 5 > 0 ? Integer.toString(i) : "",
                            Integer.toString(i));
        }
        assertThat(copied.persons())
                .hasSize(16_667)
                .contains(10, 166_670)
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(copied.values()).containsExactly(50_000, 50_000, 40_000, 50_000);
    }

    @Test
    void whatever_a_partners_own_id_holds_comes_back_as_it_is() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        copied(
                "select * from (values (4, 'd', 1, 1), (2, 'b', 2, 2), (1, 'a', 3, 3), (3, 'c', 4, 4)) v (rank, one, other, day)",
                """
                (values (1, E'Ward, \\nPine', 1), (2, 'say "no"', 2), (3, '', 3), (4, E'Zo\\u00eb\\r7', 4)) v (person, id, rank)""",
                file);
        assertThat(CsvReader.builder().ofCsvRecord(file.toString(StandardCharsets.UTF_8)).stream()
                        .skip(1)
                        .map(row -> row.getField(0) + '|' + row.getField(1)))
                .containsExactly("Zoë\r7|d", "say \"no\"|b", "Ward, \nPine|a", "|c");
        assertThat(file.toString(StandardCharsets.UTF_8))
                .as("empty text is not nothing")
                .contains("\r\n\"\",c,4,4\r\n");
    }

    private static CsvCopy.Copied copied(String select, String ids, ByteArrayOutputStream file) throws Exception {
        try (Connection connection = postgres.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            return CsvCopy.write(connection, select, 4, RankedIds.of(connection, ids), file);
        }
    }
}
