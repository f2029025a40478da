// SPDX-License-Identifier: Apache-2.0
package org.susten.shell.answer;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;
import org.susten.users.UsersException;

/** Users in memory, with what they are recognised by. */
public final class ToyUsers implements Users {

    private final Map<String, User> users = new TreeMap<>();
    private final Map<String, String> credentials = new TreeMap<>();

    @Override
    public List<User> all() {
        return List.copyOf(users.values());
    }

    @Override
    public Optional<User> byPassword(String name, String password) {
        return Optional.ofNullable(users.get(name)).filter(u -> password.equals(credentials.get(name)));
    }

    @Override
    public Optional<User> byToken(String token) {
        return users.values().stream()
                .filter(u -> token.equals(credentials.get(u.name())))
                .findFirst();
    }

    @Override
    public void add(String name, Set<Role> roles, String password) {
        users.put(name, new User(name, roles, User.Credential.PASSWORD, Optional.empty()));
        credentials.put(name, password);
    }

    @Override
    public String addToken(String name, Set<Role> roles, Optional<LocalDate> expires) {
        users.put(name, new User(name, roles, User.Credential.TOKEN, expires));
        credentials.put(name, "token of " + name);
        return "token of " + name;
    }

    @Override
    public void password(String name, String password) {
        credentials.put(name, password);
    }

    @Override
    public void remove(String name) {
        if (users.remove(name) == null) {
            throw new UsersException(UsersException.Kind.UNKNOWN, "there is no user " + name);
        }
    }
}
