// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.users.Users;

/** Lets somebody in no longer. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(scope = "susten", name = "user-remove", description = "Let a user or a machine in no longer; at once")
public final class UserRemoveCommand extends HubCommand {

    @Reference
    Users users;

    @Argument(index = 0, name = "name", description = "Name of a user or a machine", required = true)
    @Completion(UserNames.class)
    String name = "";

    @Override
    protected Answer answer() {
        users.remove(name);
        return Answer.done(name + " may not come in any more.");
    }
}
