// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.susten.spi.Connector;
import org.susten.testkit.ConnectorContract;

class OneRosterConnectorTest extends ConnectorContract {

    @Override
    protected Connector connector() {
        return new OneRosterConnector(config(OneRosterConnector.Config.class, "site=riverside"));
    }

    @Override
    protected Path samples() {
        return Path.of("src/test/samples");
    }

    @Test
    void what_rows_fill_is_declared_but_for_what_no_column_of_theirs_says() {
        assertThat(filledUndeclared())
                .filteredOn(filled -> !filled.contains("Supplement."))
                .containsExactly("lineItems: Assessment.kind", "roles: Enrollment.grade");
    }
}
