// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.susten.users.Role;
import org.susten.users.User;

/** The administrator {@code admin}, as yet with the password of the first start. */
final class OneUser extends NoUsers {

    static final String PASSWORD = "made at the first start";
    static final String TOKEN = "susten-token-of-the-test";

    private final User admin = new User("admin", EnumSet.of(Role.ADMIN), User.Credential.FIRST_RUN, Optional.empty());

    @Override
    public List<User> all() {
        return List.of(admin);
    }

    @Override
    public Optional<User> byPassword(String name, String password) {
        return Optional.of(admin).filter(u -> u.name().equals(name) && password.equals(PASSWORD));
    }

    @Override
    public Optional<User> byToken(String token) {
        return Optional.of(admin).filter(u -> token.equals(TOKEN));
    }
}
