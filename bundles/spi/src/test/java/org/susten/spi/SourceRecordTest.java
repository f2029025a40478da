// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SourceRecordTest {

    private static final Columns COLUMNS = Columns.of(List.of("id", "name", "phones", "name"));
    private static final Cursor PLACE = new Cursor("users.csv#2");

    private static SourceRecord row(Object... values) {
        return SourceRecord.present("users", "u1", PLACE, COLUMNS, values);
    }

    @Test
    void text_comes_without_surrounding_space_and_blank_is_absent() {
        SourceRecord row = row(" u1\u00A0", "   ", null, "second");
        assertThat(row.text("id")).isEqualTo("u1\u00A0");
        assertThat(row.text("name")).isNull();
        assertThat(row.text("phones")).isNull();
        assertThat(row.text("no such column")).isNull();
    }

    @Test
    void of_two_columns_with_one_name_the_first_counts() {
        assertThat(row("u1", "first", null, "second").text("name")).isEqualTo("first");
    }

    @Test
    void a_row_shorter_than_its_columns_has_no_value_there() {
        assertThat(row("u1").value("name")).isNull();
    }

    @Test
    void nested_values_stay_nested() {
        Object nested = List.of(Map.of("type", "home"));
        assertThat(row("u1", "Ada", nested).value("phones")).isSameAs(nested);
    }

    @Test
    @DisplayName("R-15 a column that holds an object or a list where text was is no text, and its content is not told")
    void what_is_nested_is_no_text() {
        for (Object nested : List.of(Map.of("first", "Canary"), List.of("Canary", "Ada"))) {
            assertThatThrownBy(() -> row("u1", nested).text("name"))
                    .isInstanceOfSatisfying(
                            MappingException.class, e -> assertThat(e.rule()).isEqualTo("text"))
                    .hasMessageContaining("name")
                    .hasMessageNotContaining("Canary");
        }
    }

    @Test
    void a_required_column_that_is_blank_is_a_mapping_exception_without_the_row() {
        assertThatThrownBy(() -> row("u1", " ").required("name"))
                .isInstanceOfSatisfying(MappingException.class, e -> {
                    assertThat(e.column()).isEqualTo("name");
                    assertThat(e.rule()).isEqualTo("required");
                    assertThat(e.getStackTrace()).isEmpty();
                })
                .hasMessageNotContaining("u1");
    }

    @Test
    void a_deleted_row_holds_its_key_and_nothing_else() {
        SourceRecord gone = SourceRecord.deleted("users", "u1", PLACE).formerly("u0");
        assertThat(gone.presence()).isEqualTo(SourceRecord.Presence.DELETED);
        assertThat(gone.formerKey()).isEqualTo("u0");
        assertThat(gone.columns().names()).isEmpty();
    }

    @Test
    @DisplayName("P-03 a row prints its place and nothing of itself")
    void a_row_prints_its_place() {
        assertThat(row("u1", "Canary")).hasToString("users@users.csv#2");
        MappingException why = new MappingException("", "columns", "too many fields");
        assertThat(SourceRecord.unreadable("users", PLACE, COLUMNS, new Object[] {"Canary"}, why)
                        .toString())
                .doesNotContain("Canary");
    }
}
