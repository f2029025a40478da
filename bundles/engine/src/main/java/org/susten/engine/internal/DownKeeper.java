// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.engine.connection.ConnectionRegistry;

/**
 * Tells of connections that a file asks for and that do not come up. While the hub starts many wait for their connector or their
 * mapping: only one that is still down at the next look is told of.
 */
@Component
public final class DownKeeper implements Chore {

    private final Connections connections;
    private final TwoLooks looks;

    @Activate
    public DownKeeper(@Reference Connections connections, @Reference Alerts alerts) {
        this.connections = connections;
        this.looks = new TwoLooks(alerts, "down:");
    }

    @Override
    public String what() {
        return "looking for connections that are down";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(2);
    }

    @Override
    public Duration first() {
        return pause();
    }

    @Override
    public void look(Instant now) {
        looks.found(connections.disabled().stream()
                .collect(Collectors.toMap(Connections.Disabled::name, DownKeeper::message)));
    }

    private static String message(Connections.Disabled connection) {
        return "Connection " + connection.name() + " is not up, and nothing of its source is read: "
                + connection.reason() + ". Where that is meant and it is not wanted any more, delete its file, etc/"
                + ConnectionRegistry.PREFIX + connection.connector() + '-' + connection.name() + ".cfg.";
    }
}
