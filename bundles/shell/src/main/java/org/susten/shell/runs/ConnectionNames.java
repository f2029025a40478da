// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Connections;
import org.susten.shell.answer.Words;

/** Names of connections. */
@Service
public final class ConnectionNames extends Words {

    @Reference
    Connections connections;

    @Override
    protected Stream<String> words() {
        return connections.all().stream().map(Connections.Connection::name);
    }
}
