// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.susten.engine.Run;
import org.susten.engine.Run.State;

/** Tests of connectors that do wrong, by a hub that looks at them often. */
@Timeout(60)
abstract class OnMisbehaving extends OnHub {

    /** Looked at so often that a test need not wait for minutes. */
    static final Duration LOOK = Duration.ofMillis(20);

    @Override
    @BeforeEach
    void start() {
        hub = new Hub(postgres.database(), store, clock, LOOK);
    }

    final void feed(String name) throws IOException {
        hub.receive(name, "students.csv", Hub.students(0, 30, i -> true));
    }

    final void assertOthersGoOn(String name) throws IOException {
        hub.connect(name);
        feed(name);
        assertThat(hub.run(name)).get().extracting(Run::state).isEqualTo(State.COMMITTED);
    }
}
