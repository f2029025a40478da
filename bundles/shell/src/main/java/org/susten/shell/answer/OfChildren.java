// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.util.EnumSet;
import java.util.Optional;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.support.CommandException;
import org.susten.trainings.Staff;
import org.susten.users.Role;
import org.susten.users.User;

/** A command that tells of single children: whoever the hub asks to be trained for that must be. */
public abstract class OfChildren extends HubCommand {

    @Reference
    Staff staff;

    /** Whether what it was asked now does. */
    protected boolean tellsOfChildren() {
        return true;
    }

    /** Shell accounts that may call such commands may do everything. */
    @Override
    protected final void permit() throws CommandException {
        if (!tellsOfChildren()) {
            return;
        }
        String account = who().substring(SHELL.length());
        Optional<String> lack =
                staff.lack(new User(account, EnumSet.of(Role.ADMIN), User.Credential.PASSWORD, Optional.empty()));
        if (lack.isPresent()) {
            throw new CommandException(lack.get());
        }
    }
}
