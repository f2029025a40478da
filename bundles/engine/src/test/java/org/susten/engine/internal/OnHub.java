// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;

/** Tests of a hub's engine: a new one for each, on a database that those of a class share, by a clock that they set. */
abstract class OnHub {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path store;

    final MovableClock clock = new MovableClock();
    Hub hub;

    @BeforeEach
    void start() {
        hub = new Hub(postgres.database(), store, clock);
    }

    @AfterEach
    void stop() {
        hub.close();
    }
}
