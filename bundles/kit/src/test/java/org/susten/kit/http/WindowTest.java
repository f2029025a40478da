// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;

class WindowTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void everything_comes_first_and_then_what_changed_since() {
        Window first = Window.of(Cursor.START, NOW, 7).upTo("41", NOW);
        assertThat(first.from()).isNull();
        assertThat(first.extent()).isEqualTo(Extent.SNAPSHOT);
        Window second =
                Window.of(first.end(true), NOW.plus(Duration.ofDays(1)), 7).upTo("57", NOW);
        assertThat(second.from()).isEqualTo("41");
        assertThat(second.to()).isEqualTo("57");
        assertThat(second.full()).isEqualTo(NOW);
        assertThat(second.extent()).isEqualTo(Extent.CHANGES);
    }

    @Test
    void in_the_middle_the_same_window_goes_on() {
        Window window = Window.of(Cursor.START, NOW, 7).upTo("41", NOW);
        Window again =
                Window.of(window.at(12), NOW.plus(Duration.ofDays(30)), 7).upTo("99", NOW);
        assertThat(again.to()).isEqualTo("41");
        assertThat(again.row()).isEqualTo(12);
        assertThat(again.at(13)).isEqualTo(window.at(13));
    }

    @Test
    void everything_is_read_again_when_it_is_due_or_changes_cannot_be_trusted() {
        Window window = Window.of(Cursor.START, NOW, 7).upTo("41", NOW);
        assertThat(Window.of(window.end(true), NOW.plus(Duration.ofDays(7)), 7)).isEqualTo(Window.EVERYTHING);
        assertThat(Window.of(window.end(false), NOW, 7)).isEqualTo(Window.EVERYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "#", "other.csv#99", "-1", "x/y>z#1", "-/-", "a/b"})
    void a_foreign_cursor_means_everything(String foreign) {
        assertThat(Window.of(new Cursor(foreign), NOW, 7)).isEqualTo(Window.EVERYTHING);
    }
}
