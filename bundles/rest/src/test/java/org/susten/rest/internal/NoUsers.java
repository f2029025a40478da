// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.susten.users.Role;
import org.susten.users.User;
import org.susten.users.Users;

/** Nobody, and nobody comes or goes. */
class NoUsers implements Users {

    @Override
    public List<User> all() {
        return List.of();
    }

    @Override
    public Optional<User> byPassword(String name, String password) {
        return Optional.empty();
    }

    @Override
    public Optional<User> byToken(String token) {
        return Optional.empty();
    }

    @Override
    public void add(String name, Set<Role> roles, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String addToken(String name, Set<Role> roles, Optional<LocalDate> expires) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void password(String name, String password) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void remove(String name) {
        throw new UnsupportedOperationException();
    }
}
