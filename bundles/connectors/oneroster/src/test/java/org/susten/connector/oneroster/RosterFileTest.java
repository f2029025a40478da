// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.connector.oneroster.RosterFile.Version.V1_1;
import static org.susten.connector.oneroster.RosterFile.Version.V1_2;

import org.junit.jupiter.api.Test;

class RosterFileTest {

    @Test
    void files_of_1_2_before_and_after_its_correction_are_both_as_they_should_be() {
        assertThat(RosterFiles.named("users").expected(V1_2))
                .contains("resourceSourcedIds*")
                .doesNotContain("resourceSourcedIds");
        assertThat(RosterFiles.named("lineItems").expected(V1_2))
                .contains("gradingPeriodSourcedId*", "academicSessionSourcedId*");
        assertThat(RosterFiles.named("lineItems").expected(V1_1))
                .contains("gradingPeriodSourcedId")
                .doesNotContain("academicSessionSourcedId*");
    }
}
