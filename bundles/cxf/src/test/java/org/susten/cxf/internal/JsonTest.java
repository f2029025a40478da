// SPDX-License-Identifier: Apache-2.0
package org.susten.cxf.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Visit(Instant at, LocalDate day, Duration length, Optional<String> note) {}

    private final JsonMapper json = Json.mapper();

    @Test
    void records_and_times_make_the_round_trip() throws Exception {
        Visit visit = new Visit(
                Instant.parse("2026-03-02T15:00:00Z"),
                LocalDate.of(2026, 3, 2),
                Duration.ofMinutes(90),
                Optional.of("late"));
        String text = json.writeValueAsString(visit);
        assertThat(text)
                .isEqualTo(
                        "{\"at\":\"2026-03-02T15:00:00Z\",\"day\":\"2026-03-02\",\"length\":\"PT1H30M\",\"note\":\"late\"}");
        assertThat(json.readValue(text, Visit.class)).isEqualTo(visit);
    }

    @Test
    void what_is_absent_is_left_out() throws Exception {
        assertThat(json.writeValueAsString(new Visit(Instant.EPOCH, LocalDate.EPOCH, Duration.ZERO, Optional.empty())))
                .doesNotContain("note");
    }

    @Test
    void an_unknown_property_is_refused() {
        assertThatThrownBy(() -> json.readValue("{\"nots\":1}", Visit.class))
                .isInstanceOf(UnrecognizedPropertyException.class);
    }

    @Test
    @DisplayName("S-05 data cannot name the class it becomes")
    void a_type_named_in_the_data_is_only_a_string() throws Exception {
        Object read = json.readValue("[\"javax.script.ScriptEngineManager\",{}]", Object.class);
        assertThat(((List<?>) read).get(0)).isEqualTo("javax.script.ScriptEngineManager");
    }
}
