// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SettingsTest {

    enum Size {
        SMALL,
        LARGE
    }

    @interface Config {
        String site();

        String url_base() default "https://example.org";

        char delimiter() default ',';

        int rows() default 100;

        boolean strict();

        Size size() default Size.SMALL;

        String[] files() default {};
    }

    @Test
    void lines_become_typed_values_and_the_rest_has_its_default() {
        Config config = Settings.of(
                Config.class,
                "site = riverside",
                "delimiter=;",
                "rows=7",
                "size=LARGE",
                "files=a.csv, b.csv",
                "url.base=x=y");
        assertThat(config.site()).isEqualTo("riverside");
        assertThat(config.delimiter()).isEqualTo(';');
        assertThat(config.rows()).isEqualTo(7);
        assertThat(config.strict()).isFalse();
        assertThat(config.size()).isEqualTo(Size.LARGE);
        assertThat(config.files()).containsExactly("a.csv", "b.csv");
        assertThat(config.url_base()).isEqualTo("x=y");
        assertThat(Settings.of(Config.class).site()).isNull();
    }

    @Test
    void settings_are_described_with_their_types_and_defaults() {
        assertThat(Settings.described(Config.class))
                .contains(
                        "site\tString",
                        "url.base\tString\t=https://example.org",
                        "files\tString[]\t=",
                        "rows\tint\t=100");
    }

    @Test
    void a_key_that_is_not_there_is_told_with_those_that_are() {
        assertThatThrownBy(() -> Settings.of(Config.class, "sight=riverside"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sight is no key")
                .hasMessageContaining("site");
    }
}
