// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Parsing;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Answer;
import org.susten.shell.answer.HubCommand;
import org.susten.shell.answer.OptionsAnywhere;
import org.susten.shell.answer.Table;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;

/** Who may come in over REST. */
@Service
@Parsing(OptionsAnywhere.class)
@Command(
        scope = "susten",
        name = "users",
        description = "Users and machines that may come in over REST, and their roles")
public final class UsersCommand extends HubCommand {

    @Reference
    Users users;

    private record View(String name, List<String> roles, User.Credential credential, Optional<LocalDate> expires) {}

    @Override
    protected Answer answer() {
        List<View> views = users.all().stream()
                .map(u -> new View(
                        u.name(), u.roles().stream().map(Role::word).sorted().toList(), u.credential(), u.expires()))
                .toList();
        return Answer.list(
                views,
                Table.of(
                        views,
                        v -> List.of(
                                v.name(),
                                v.roles().stream().collect(Collectors.joining(", ")),
                                v.credential().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                v.expires().<Object>map(day -> day).orElse("")),
                        "user",
                        "roles",
                        "comes in by",
                        "until"),
                "Nobody may come in.");
    }
}
