// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** C-06: what of a connector's settings may change from one release to the next. */
class PromisesTest {

    private static List<String> broken(String before, String... now) {
        return new Promises(Set.of(now)).broken(new Promises(Set.of(before)));
    }

    @Test
    void a_setting_may_not_go_nor_change_its_type_or_default() {
        assertThat(broken("setting\tsize\tint\t=5")).hasSize(1);
        assertThat(broken("setting\tsize\tint\t=5", "setting\tsize\tlong\t=5")).hasSize(1);
        assertThat(broken("setting\tsize\tint\t=5", "setting\tsize\tint\t=6")).hasSize(1);
        assertThat(broken("setting\tsize\tint\t=5", "setting\tsize\tint")).hasSize(1);
        assertThat(broken("setting\tsize\tint\t=5", "setting\tsize\tint\t=5")).isEmpty();
    }

    @Test
    void what_had_to_be_said_may_have_a_default() {
        assertThat(broken("setting\tsize\tint", "setting\tsize\tint\t=5")).isEmpty();
    }

    @Test
    void a_new_setting_needs_a_default() {
        assertThat(broken("setting\tsite\tString", "setting\tsite\tString", "setting\tzone\tString"))
                .containsExactly("a configuration of before lacks the new setting zone: give it a default");
        assertThat(broken("setting\tsite\tString", "setting\tsite\tString", "setting\tzone\tString\t="))
                .isEmpty();
    }
}
