// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.hub;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.engine.Connections;
import org.susten.files.OperatorFiles;
import org.susten.shell.answer.Words;

/** Connections and operator files. */
@Service
public final class Checkable extends Words {

    @Reference
    Connections connections;

    @Reference
    OperatorFiles files;

    @Override
    protected Stream<String> words() {
        return Stream.concat(
                connections.all().stream().map(Connections.Connection::name),
                files.states().stream().map(OperatorFiles.State::name));
    }
}
