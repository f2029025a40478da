// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.nio.file.Path;
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
}
