// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    @ParameterizedTest
    @CsvSource({
        "BlackorAfricanAmerican, black or african american",
        "AmericanIndianorAlaskaNative, american indian or alaska native",
        "TwoorMoreRaces, two or more races",
        "ExcusedAbsence, excused absence",
        "birth_date, birth date"
    })
    void codes_and_columns_are_read_as_words(String name, String words) {
        assertThat(Words.label(name)).isEqualTo(words);
    }
}
