// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.feeds.packing.RowFormat;
import org.susten.feeds.product.Column;
import org.susten.feeds.product.Column.Type;

class FormatsTest {

    private static final List<Column> COLUMNS = List.of(
            column("id", Type.TEXT),
            column("name", Type.TEXT),
            column("minutes", Type.INTEGER),
            column("rate", Type.NUMBER),
            column("primary", Type.BOOLEAN),
            column("day", Type.DAY));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\u00a0=1",
                "\uFF1D1",
                "\uFF0B1",
                "\uFF0D1",
                "\uFF20x",
                "\uFEFF=1",
                "\u200B=1",
                "\u3000=1",
                "=HYPERLINK(\"http://x\",\"y\")"
            })
    @DisplayName("S-18 text that a spreadsheet could run is led by an apostrophe in a file for people")
    void formulas_are_neutralized_for_people(String text) throws IOException {
        assertThat(parse(csv(true, row(text))).get(1).getField(1)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Smith-Jones", "O'Neil", "a=b", "x@y.example", "1-2", "", " ", "Zoë"})
    @DisplayName("S-18 the same text is exact in a file for machines")
    void machine_files_are_exact(String text) throws IOException {
        assertThat(parse(csv(false, row(text))).get(1).getField(1)).isEqualTo(text);
        assertThat(json(row(text)).get("name").asText()).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Smith-Jones", "O'Neil", "a=b", "x@y.example", "1-2", "", "Zoë"})
    void harmless_text_is_left_alone_for_people(String text) throws IOException {
        assertThat(parse(csv(true, row(text))).get(1).getField(1)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,b",
                "say \"hi\"",
                "two\r\nlines",
                "two\nlines",
                "back\\slash",
                "=1\r\n+2",
                "\uD83D\uDE00",
                "\u0001"
            })
    @DisplayName("S-18 RFC 4180: whatever text holds comes back as it was")
    void awkward_text_comes_back(String text) throws IOException {
        assertThat(parse(csv(false, row(text))).get(1).getField(1)).isEqualTo(text);
        assertThat(json(row(text)).get("name").asText()).isEqualTo(text);
    }

    @Test
    void negative_numbers_stay_numbers_for_people() throws IOException {
        String[] row = {"c1", "x", "-5", "-0.5", "true", "2026-09-14"};
        assertThat(csv(true, row)).isEqualTo("id,name,minutes,rate,primary,day\r\nc1,x,-5,-0.5,true,2026-09-14\r\n");
    }

    @Test
    void absent_is_told_from_empty() throws IOException {
        @Nullable String[] row = {"c1", "", null, null, null, null};
        assertThat(csv(false, row)).endsWith("c1,\"\",,,,\r\n");
        assertThat(json(row).get("minutes").isNull()).isTrue();
    }

    @Test
    void json_lines_have_types_and_one_object_each() throws IOException {
        String text = write("jsonl", false, row("a"), row("b"));
        assertThat(text).endsWith("}\n");
        assertThat(text.lines())
                .hasSize(2)
                .first()
                .isEqualTo(
                        "{\"id\":\"c1\",\"name\":\"a\",\"minutes\":60,\"rate\":0.9500,\"primary\":true,\"day\":\"2026-09-14\"}");
        assertThat(write("jsonl", false)).isEmpty();
    }

    private static String[] row(String name) {
        return new String[] {"c1", name, "60", "0.9500", "true", "2026-09-14"};
    }

    private static Column column(String name, Type type) {
        return new Column(name, name, type, List.of(), name, false);
    }

    private static JsonNode json(@Nullable String[] row) throws IOException {
        return new ObjectMapper().readTree(write("jsonl", false, row));
    }

    private static String csv(boolean people, @Nullable String[]... rows) throws IOException {
        return write("csv", people, rows);
    }

    private static String write(String format, boolean people, @Nullable String[]... rows) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RowFormat writer = RowFormat.open(format, COLUMNS, people, out)) {
            for (@Nullable String[] row : rows) {
                writer.row(row.clone());
            }
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<CsvRecord> parse(String csv) throws IOException {
        try (CsvReader<CsvRecord> reader = CsvReader.builder().ofCsvRecord(csv)) {
            return reader.stream().toList();
        }
    }
}
