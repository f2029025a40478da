// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.model.Sex;
import org.susten.spi.Columns;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

class FieldsTest {

    private static SourceRecord row(Object value) {
        return SourceRecord.present("children", "1", Cursor.START, Columns.of(List.of("field")), new Object[] {value});
    }

    @Test
    void a_day_may_have_a_time_behind_it() {
        assertThat(Fields.date(row("2026-03-02"), "field")).isEqualTo("2026-03-02");
        assertThat(Fields.date(row("2026-03-02T23:59:59Z"), "field")).isEqualTo("2026-03-02");
        assertThat(Fields.date(row(" "), "field")).isNull();
        assertThat(Fields.date(row("2026-03-02"), "another")).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-02-30", "3/2/2026", "2026-03-02x", "Zaphodine"})
    void what_is_no_day_is_told_without_its_value(String text) {
        assertThatThrownBy(() -> Fields.date(row(text), "field"))
                .isInstanceOfSatisfying(MappingException.class, thrown -> assertThat(thrown.rule())
                        .isEqualTo("date"))
                .hasMessageContaining("field")
                .hasMessageNotContaining(text);
    }

    @Test
    void numbers_are_exact_and_bounded() {
        assertThat(Fields.number(row("1.50"), "field")).isEqualByComparingTo("1.5");
        assertThat(Fields.whole(row("90.0"), "field")).isEqualTo(90);
        for (String text : List.of("1e999999999", "NaN", "99999999999999999999999", "1,5")) {
            assertThatThrownBy(() -> Fields.number(row(text), "field")).isInstanceOf(MappingException.class);
        }
        assertThatThrownBy(() -> Fields.whole(row("1.5"), "field")).isInstanceOf(MappingException.class);
    }

    @Test
    void words_for_yes_and_no_are_understood_and_others_are_not_guessed() {
        assertThat(Fields.yes(row("Y"), "field")).isTrue();
        assertThat(Fields.yes(row("0"), "field")).isFalse();
        assertThatThrownBy(() -> Fields.yes(row("maybe"), "field")).isInstanceOf(MappingException.class);
        assertThat(Fields.code(row("male"), "field", Sex::of)).isEqualTo(Sex.MALE);
        assertThatThrownBy(() -> Fields.code(row("androgyne"), "field", Sex::of))
                .isInstanceOfSatisfying(MappingException.class, thrown -> assertThat(thrown.rule())
                        .isEqualTo("code:field"));
    }

    @Test
    void one_value_stands_for_a_list_of_one() {
        assertThat(Fields.texts(row(List.of("a", " ", "b")), "field")).containsExactly("a", "b");
        assertThat(Fields.texts(row("a"), "field")).containsExactly("a");
        assertThat(Fields.objects(row(Map.of("id", "1")), "field")).hasSize(1);
        assertThat(Fields.objects(row(List.of(Map.of("id", "1"), "no object")), "field"))
                .hasSize(1);
    }
}
