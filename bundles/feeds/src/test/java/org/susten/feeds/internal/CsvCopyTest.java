// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

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
                  (7, 'a,b', 'line one
                line two', date '2026-08-17'),
                  (7, 'say ""no""', '', null),
                  (8, null, '%s', date '2026-08-18'),
                  (123456789012, 'x', null, date '2026-08-19')) v (person, one, other, day)"""
                        .formatted(LONG),
                file);
        String written = file.toString(StandardCharsets.UTF_8);
        assertThat(written)
                .startsWith("one,other,day\r\n\"a,b\",\"line one\nline two\",2026-08-17\r\n")
                .endsWith("\r\nx,,2026-08-19\r\n");
        List<CsvRecord> records =
                CsvReader.builder().ofCsvRecord(written).stream().toList();
        assertThat(records).hasSize(5);
        assertThat(records.get(2).getFields()).containsExactly("say \"\"no\"\"", "", "");
        assertThat(records.get(3).getFields()).containsExactly("", LONG, "2026-08-18");
        assertThat(copied.rows()).isEqualTo(4);
        assertThat(copied.persons()).containsExactly(7, 8, 123456789012L);
        assertThat(copied.values()).as("how many rows have a value").containsExactly(3, 3, 3);
    }

    @Test
    void a_file_larger_than_any_buffer_is_whole() throws Exception {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        CsvCopy.Copied copied = copied(
                """
                select i / 3 as person, repeat('q', i % 97) as one, case when i % 5 > 0 then i end as other, i as day
                from generate_series(0, 49999) i""",
                file);
        List<CsvRecord> records = CsvReader.builder().ofCsvRecord(file.toString(StandardCharsets.UTF_8)).stream()
                .toList();
        assertThat(records).hasSize(50_001);
        for (int i = 0; i < 50_000; i++) {
            assertThat(records.get(i + 1).getFields())
                    .containsExactly("q".repeat(i % 97), i % 5 > 0 ? Integer.toString(i) : "", Integer.toString(i));
        }
        assertThat(copied.persons()).hasSize(16_667);
        assertThat(copied.values()).containsExactly(50_000, 40_000, 50_000);
    }

    private static CsvCopy.Copied copied(String select, ByteArrayOutputStream file) throws Exception {
        try (Connection connection = postgres.database().dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set timezone = 'UTC'");
            return CsvCopy.write(connection, select, 3, file);
        }
    }
}
