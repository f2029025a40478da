// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.addons.AddonException;

class OwnFeaturesTest {

    private static final String CLEVER = OwnFeatures.PREFIX + "clever";

    private final Map<String, String> own = Map.of(CLEVER, "1.2.0");

    @Test
    @DisplayName(
            "A KAR of several features is refused by the name of the one that came with the hub, whatever comes first")
    void refused_by_the_name_of_the_one_that_came_with_the_hub() {
        Set<String> coming = new TreeSet<>(Set.of("a-library/1.0.0", CLEVER + "/1.2.0", "zebra/3.0.0"));
        assertThatThrownBy(() -> OwnFeatures.refuseOlder(coming, own))
                .isInstanceOf(AddonException.class)
                .hasMessage("connector clever came with this hub, and not older than this KAR: ./susten install clever"
                        + " turns it on");
    }

    @Test
    @DisplayName("A newer one, and one that the hub does not have, are let in")
    void newer_ones_are_let_in() {
        assertThatCode(() -> OwnFeatures.refuseOlder(Set.of("a-library/1.0.0", CLEVER + "/1.3.0"), own))
                .doesNotThrowAnyException();
        assertThatCode(() -> OwnFeatures.refuseOlder(Set.of("a-library/1.0.0"), own))
                .doesNotThrowAnyException();
    }
}
