// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.OneRosterSimulator;
import org.susten.testkit.simulator.OneRosterSimulator.Deviation;
import org.susten.testkit.simulator.OneRosterSimulator.Version;
import org.susten.testkit.simulator.Simulator;

/** Tests that play a server with its deviations, and connect to it. */
abstract class PlayedRoster {

    static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    private Path nothing;

    OneRosterSimulator server;
    Simulator simulator;

    @AfterEach
    void stop() {
        simulator.close();
    }

    void play(Version version, Gate.Kind gate, Deviation... deviations) {
        server = new OneRosterSimulator(version, new Gate(gate, NOW), deviations);
        simulator = Simulator.of(server);
        server.at(simulator.address());
    }

    OneRosterConnector connector(String base, String... lines) {
        List<String> all = new ArrayList<>(List.of(
                "site=riverside",
                "baseUrl=" + simulator.address() + base,
                "clientId=" + Gate.ID,
                "clientSecret=key",
                "tokenUrl=" + simulator.address() + "/token"));
        all.addAll(List.of(lines));
        return new OneRosterConnector(Settings.of(OneRosterConnector.Config.class, all.toArray(String[]::new)));
    }

    TestContext context() {
        return new TestContext(new FolderInlet(nothing)).secret("key", Gate.SECRET);
    }
}
