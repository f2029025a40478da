// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.susten.connector.tabular.MappingSet;
import org.susten.spi.Connector;
import org.susten.testkit.ConnectorContract;

class KraItemsConnectorTest extends ConnectorContract {

    @Override
    protected Connector connector() {
        try {
            MappingSet set = MappingSet.in(Path.of("src/main/resources"), "readiness");
            assertThat(set.refused().toString()).isEqualTo("{}");
            return set.connector("kra-items", "here");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Path samples() {
        return Path.of("src/test/samples/kra-items");
    }
}
