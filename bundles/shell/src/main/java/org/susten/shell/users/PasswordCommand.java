// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.users.Users;

/** Gives a person another password. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "password",
        description = "Give a user another password: asks for it, or makes one where nobody can be asked")
public final class PasswordCommand extends HubCommand {

    @Reference
    Users users;

    @Argument(index = 0, name = "name", description = "Name of a user", required = true)
    @Completion(UserNames.class)
    String name = "";

    @Override
    protected Answer answer() throws CommandException {
        if (users.all().stream().noneMatch(u -> u.name().equals(name))) {
            throw new CommandException("there is no user " + name + "; susten:users lists them");
        }
        NewPassword password = NewPassword.ask(session, name);
        users.password(name, password.text());
        return password.answer("User " + name + " has another password.");
    }
}
