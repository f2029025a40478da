// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "*.csv visits.csv true",
                "*.csv visits.CSV false",
                "*.csv a/visits.csv false",
                "**.csv a/visits.csv true",
                "visits_*.csv visits_.csv true",
                "visits_?.csv visits_1.csv true",
                "visits_?.csv visits_12.csv false",
                "*.{csv,txt,} a.txt true",
                "*.{csv,txt,} a. true",
                "*.{csv,txt} a.xml false",
                "{a,b*}c bxxc true",
                "[a-c]x bx true",
                "[!a-c]x bx false",
                "[!a-c]x dx true",
                "[]x] ] true",
                "[a-]z -z true",
                "\\*.csv *.csv true",
                "\\*.csv a.csv false",
                "a,b} a,b} true",
                "* März;$(rm).csv true",
                "? 😀 true"
            })
    void it_means_what_it_says(String glob, String name, boolean matches) {
        assertThat(Glob.of(glob).matches(name)).isEqualTo(matches);
    }

    @Test
    void an_empty_pattern_is_an_empty_name_only() {
        assertThat(Glob.of("").matches("")).isTrue();
        assertThat(Glob.of("").matches("a")).isFalse();
        assertThat(Glob.of("*").matches("")).isTrue();
    }

    @Test
    void it_means_what_the_file_system_means() {
        Random random = new Random(20260301);
        String[] parts = {"*", "**", "?", "a", "b", "/", "[ab]", "[!a]", "{a,b*}", "{,ab}", "\\*"};
        for (int i = 0; i < 5_000; i++) {
            StringBuilder glob = new StringBuilder();
            for (int n = random.nextInt(5) + 1; n > 0; n--) {
                glob.append(parts[random.nextInt(parts.length)]);
            }
            StringBuilder name = new StringBuilder("a");
            for (int n = random.nextInt(5); n > 0; n--) {
                name.append("ab*/".charAt(random.nextInt(4)));
            }
            Path path = Path.of(name.toString());
            assertThat(Glob.of(glob.toString()).matches(path.toString()))
                    .as("%s of %s", glob, path)
                    .isEqualTo(FileSystems.getDefault()
                            .getPathMatcher("glob:" + glob)
                            .matches(path));
        }
    }

    @Test
    @DisplayName("S-27 no pattern and no name keeps the hub busy: each character is looked at once")
    void no_pattern_keeps_the_hub_busy() {
        Glob glob = Glob.of("*a".repeat(100) + "b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(10),
                () -> assertThat(glob.matches("a".repeat(255) + ".csv")).isFalse());
        assertThat(glob.matches("a".repeat(255) + "b")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{a", "{a{b}}", "[a", "[", "a\\", "[b-a]"})
    void what_has_no_meaning_is_refused(String glob) {
        assertThatThrownBy(() -> Glob.of(glob)).isInstanceOf(PatternSyntaxException.class);
    }
}
