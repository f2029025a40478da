// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.internal;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Connections;

/** Names of connections. */
@Service
public final class ConnectionNames extends Words {

    @Reference
    Connections connections;

    @Override
    Stream<String> words() {
        return connections.all().stream().map(Connections.Connection::name);
    }
}
