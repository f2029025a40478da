// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.susten.files.FileProblemException;
import org.susten.spi.Connector;
import org.susten.testkit.ConnectorContract;

class TabularConnectorTest extends ConnectorContract {

    @Override
    protected Connector connector() {
        try {
            return TestMappings.connector(
                    Files.readString(Path.of("src/test/mappings/members.yaml")), TestCrosswalks::find);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FileProblemException e) {
            throw new AssertionError(e.problems().toString(), e);
        }
    }

    @Override
    protected Path samples() {
        return Path.of("src/test/samples");
    }
}
