// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.Map;
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
@Component(service = Chore.class)
public final class DownKeeper extends TwoLooks {

    private final Connections connections;

    @Activate
    public DownKeeper(@Reference Connections connections, @Reference Alerts alerts) {
        super(alerts, "down:");
        this.connections = connections;
    }

    @Override
    public String what() {
        return "looking for connections that are down";
    }

    @Override
    Map<String, String> found() {
        return connections.disabled().stream()
                .collect(Collectors.toMap(Connections.Disabled::name, DownKeeper::message));
    }

    private static String message(Connections.Disabled connection) {
        return "Connection " + connection.name() + " is not up, and nothing of its source is read: "
                + connection.reason() + ". Where that is meant and it is not wanted any more, delete its file, etc/"
                + ConnectionRegistry.PREFIX + connection.connector() + '-' + connection.name() + ".cfg.";
    }
}
