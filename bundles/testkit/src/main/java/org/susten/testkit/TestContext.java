// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Inlet;

/** What a test lends a connector: an inlet, secrets, and a clock that stands at noon of 2 March 2026. */
public final class TestContext implements Context {

    private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-02T12:00:00Z"), ZoneOffset.UTC);

    private final Inlet inlet;
    private final Map<String, String> secrets = new HashMap<>();

    /** Lends these files. */
    public TestContext(Inlet inlet) {
        this.inlet = inlet;
    }

    /** Lends a secret too. */
    public TestContext secret(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    @Override
    public Inlet inlet() {
        return inlet;
    }

    @Override
    public char[] secret(String name) {
        String secret = secrets.get(name);
        if (secret == null) {
            throw new ConnectorException(ConnectorException.Kind.CONFIG, "there is no secret " + name);
        }
        return secret.toCharArray();
    }

    @Override
    public Clock clock() {
        return NOON;
    }
}
