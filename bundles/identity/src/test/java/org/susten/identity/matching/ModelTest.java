// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ModelTest {

    @ParameterizedTest
    @EnumSource(Comparison.class)
    void shares_of_every_comparison_add_up_to_one(Comparison comparison) {
        Model model = Model.initial();
        for (double[][] shares : new double[][][] {model.same(), model.household(), model.random()}) {
            assertThat(Arrays.stream(shares[comparison.ordinal()]).sum()).isCloseTo(1, within(1e-4));
        }
    }

    @Test
    void a_model_is_the_same_after_it_was_stored() {
        assertThat(Model.ofJson(Model.initial().toJson())).isEqualTo(Model.initial());
    }
}
