// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LikenessTest {

    private static final int NAMES = 300;

    private final Random dice = new Random(7);
    private final Dictionary values = new Dictionary(NAMES);

    @Test
    void what_has_too_few_letters_in_common_is_not_compared_and_nothing_else_is_missed() {
        for (int i = 0; i < NAMES; i++) {
            byte[] name = Text.bytes(i % 3 == 0 ? slipped(values.size()) : word());
            values.number(name, 0, name.length);
        }
        Likeness likeness = new Likeness(values);
        int alike = 0;
        for (int a = 1; a <= values.size(); a++) {
            for (int b = a + 1; b <= values.size(); b++) {
                int edits = Similarity.edits(
                        values.bytes(), values.start(a), values.end(a), values.start(b), values.end(b));
                double like = Similarity.jaroWinkler(
                        values.bytes(), values.start(a), values.end(a), values.start(b), values.end(b));
                boolean enough = Math.min(values.length(a), values.length(b)) > 4;
                int words = like >= 0.92 || edits <= 2 && enough
                        ? Likeness.TYPO
                        : like >= 0.84 ? Likeness.NEAR : Likeness.NONE;
                assertThat(likeness.words(a, b)).isEqualTo(words);
                assertThat(likeness.codes(a, b)).isEqualTo(edits);
                alike += words == Likeness.NONE ? 0 : 1;
            }
        }
        assertThat(alike).isGreaterThan(50);
    }

    /** A few letters over and over, so that many words are nearly alike, and some have one letter often. */
    private String word() {
        StringBuilder word = new StringBuilder();
        for (int length = 1 + dice.nextInt(12); length > 0; length--) {
            word.append((char) ('a' + dice.nextInt(dice.nextInt(10) + 1)));
        }
        return word.toString();
    }

    private String slipped(int number) {
        if (number == 0) {
            return word();
        }
        StringBuilder word = new StringBuilder(text(1 + dice.nextInt(number)));
        for (int slips = 1 + dice.nextInt(3); slips > 0; slips--) {
            int at = dice.nextInt(word.length());
            switch (dice.nextInt(3)) {
                case 0 -> word.setCharAt(at, (char) ('a' + dice.nextInt(20)));
                case 1 -> word.insert(at, (char) ('a' + dice.nextInt(20)));
                default -> word.append(word.charAt(at));
            }
        }
        return word.toString();
    }

    private String text(int number) {
        return new String(values.bytes(), values.start(number), values.length(number), StandardCharsets.UTF_8);
    }
}
