// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import java.util.List;
import java.util.Set;
import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.users.Role;
import org.susten.users.Users;

/** Adds a person. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "user-add",
        description = "Add a user who comes in by password: asks for it, or makes one where nobody can be asked")
public final class UserAddCommand extends HubCommand {

    @Reference
    Users users;

    @Argument(index = 0, name = "name", description = "Login name, lower-case", required = true)
    String name = "";

    @Option(
            name = "--role",
            description = "reader, operator, steward or admin; may be repeated",
            required = true,
            multiValued = true)
    @Completion(RoleNames.class)
    List<String> roles = List.of();

    @Override
    protected Answer answer() throws CommandException {
        Set<Role> wanted = RoleNames.read(roles);
        NewPassword password = NewPassword.ask(session, name);
        users.add(name, wanted, password.text());
        return password.answer("User " + name + " may come in.");
    }
}
