// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.CommandException;
import org.susten.shell.answer.Words;
import org.susten.users.Role;

/** Roles of users. */
@Service
public final class RoleNames extends Words {

    @Override
    protected Stream<String> words() {
        return Arrays.stream(Role.values()).map(Role::word);
    }

    /** Roles as they were typed. */
    static Set<Role> read(List<String> words) throws CommandException {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (String word : words) {
            roles.add(Role.of(word)
                    .orElseThrow(() ->
                            new CommandException("there is no role " + word + ": reader, operator, steward or admin")));
        }
        return roles;
    }
}
