// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.Instant;
import org.susten.spi.Connector;
import org.susten.testkit.ApiConnectorContract;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.OneRosterSimulator;
import org.susten.testkit.simulator.OneRosterSimulator.Version;
import org.susten.testkit.simulator.Simulator;

class OneRosterRestConnectorTest extends ApiConnectorContract {

    @Override
    protected Simulator simulator() {
        Gate gate = new Gate(Gate.Kind.OAUTH2_BASIC, Instant.parse("2026-03-02T12:00:00Z"));
        return Simulator.of(new OneRosterSimulator(Version.V1_2, gate));
    }

    @Override
    protected Connector connector(String address) {
        return new OneRosterConnector(config(
                OneRosterConnector.Config.class,
                "site=riverside",
                "baseUrl=" + address + "/ims/oneroster/rostering/v1p2",
                "login=oauth2",
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "tokenUrl=" + address + "/token",
                "pageSize=4"));
    }

    @Override
    protected String largest() {
        return "users";
    }
}
