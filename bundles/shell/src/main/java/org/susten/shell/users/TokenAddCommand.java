// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.susten.users.Users;

/** Adds a machine. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "token-add",
        description = "Add a machine that comes in by token; the token is shown once and kept nowhere")
public final class TokenAddCommand extends HubCommand {

    @Reference
    Users users;

    @Argument(index = 0, name = "name", description = "Name of the machine, lower-case", required = true)
    String name = "";

    @Option(
            name = "--role",
            description = "reader, operator, steward or admin; may be repeated",
            required = true,
            multiValued = true)
    @Completion(RoleNames.class)
    List<String> roles = List.of();

    @Option(name = "--expires", description = "Last day, like 2027-06-30; a year from now where it is not said")
    String expires = "";

    @Override
    protected Answer answer() throws CommandException {
        LocalDate last = last();
        String token = users.addToken(name, RoleNames.read(roles), Optional.of(last));
        Map<String, Object> value = new LinkedHashMap<>();
        value.put("name", name);
        value.put("token", token);
        value.put("expires", last);
        return Answer.of(
                value,
                "Machine " + name + " may come in until " + last + ". Its token, shown only now:\n" + token
                        + "\nIt is sent as: Authorization: Bearer TOKEN\n");
    }

    private LocalDate last() throws CommandException {
        if (expires.isEmpty()) {
            return LocalDate.now(Clock.systemUTC()).plusYears(1);
        }
        try {
            return LocalDate.parse(expires);
        } catch (DateTimeException e) {
            throw new CommandException("write the last day like 2027-06-30, not " + expires);
        }
    }
}
