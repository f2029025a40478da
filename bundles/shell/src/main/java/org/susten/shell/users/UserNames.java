// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.users;

import java.util.stream.Stream;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.susten.shell.answer.Words;
import org.susten.users.User;
import org.susten.users.Users;

/** Names of users and machines. */
@Service
public final class UserNames extends Words {

    @Reference
    Users users;

    @Override
    protected Stream<String> words() {
        return users.all().stream().map(User::name);
    }
}
