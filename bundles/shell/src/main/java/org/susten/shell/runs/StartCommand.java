// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.runs;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.engine.Connections;
import org.susten.engine.Runs;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;

/** Asks for a run. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "start", description = "Ask for a run of a connection as soon as it can be")
public final class StartCommand extends HubCommand {

    @Reference
    Connections connections;

    @Reference
    Runs runs;

    @Argument(index = 0, name = "connection", description = "Name of a connection", required = true)
    @Completion(ConnectionNames.class)
    String connection;

    @Override
    protected Answer answer() throws CommandException {

        if (connections.find(connection).isEmpty()) {
            throw new CommandException(
                    "there is no connection " + connection + " that can run; susten:connections lists them");
        }
        runs.request(connection, who());
        return Answer.done("A run of " + connection + " is asked for.");
    }
}
