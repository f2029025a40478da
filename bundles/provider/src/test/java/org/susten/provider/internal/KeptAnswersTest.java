// SPDX-License-Identifier: Apache-2.0
package org.susten.provider.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeptAnswersTest {

    private static final int ROOM = 1_000_000;

    private final KeptAnswers answers = new KeptAnswers(ROOM);

    @Test
    @DisplayName("S-28 long questions with short answers, each another one, fill no more than the room there is")
    void what_was_asked_takes_room_too() {
        String longQuery = "x".repeat(8_000);
        IntStream.range(0, 1_000).forEach(i -> answers.keep(longQuery + i, new Answer(new byte[1], -1, List.of())));
        assertThat(there(longQuery, 1_000)).isBetween(1L, (long) ROOM / longQuery.length());
        assertThat(answers.find(longQuery + 999)).isNotNull();
    }

    @Test
    void links_take_room_too() {
        String link = "l".repeat(8_000);
        IntStream.range(0, 1_000).forEach(i -> answers.keep("q" + i, new Answer(new byte[1], 1, List.of(link, link))));
        assertThat(there("q", 1_000)).isBetween(1L, (long) ROOM / (2 * link.length()));
    }

    @Test
    void what_is_asked_often_stays_and_what_is_kept_twice_counts_once() {
        byte[] body = new byte[ROOM / 10];
        answers.keep("often", new Answer(body, -1, List.of()));
        for (int i = 0; i < 100; i++) {
            answers.keep("same", new Answer(body, -1, List.of()));
            assertThat(answers.find("often")).isNotNull();
        }
        for (int i = 0; i < 100; i++) {
            answers.keep("once" + i, new Answer(body, -1, List.of()));
            assertThat(answers.find("often")).isNotNull();
        }
        assertThat(answers.find("same")).isNull();
    }

    private long there(String prefix, int many) {
        return IntStream.range(0, many)
                .filter(i -> answers.find(prefix + i) != null)
                .count();
    }
}
