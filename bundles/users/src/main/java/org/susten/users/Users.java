// SPDX-License-Identifier: Apache-2.0
package org.susten.users;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The users of {@code etc/users.yaml}, known by hashes only, and as long as that file names no administrator, {@code admin} with
 * the password made into {@code etc/secrets/admin-password}. What changes them here changes the file, and is in force at once.
 * Safe for any thread.
 */
@ProviderType
public interface Users {

    /** Everybody who may come in, by name. */
    List<User> all();

    /** The user with this name and password. Takes as long for an unknown name as for a known one. */
    Optional<User> byPassword(String name, String password);

    /** The user with this token. Compares with every user in constant time. */
    Optional<User> byToken(String token);

    /**
     * Adds a user with a password.
     *
     * @throws UsersException where the name is taken or none, or the password too weak
     */
    void add(String name, Set<Role> roles, String password);

    /**
     * Adds a machine and returns its token, which is kept nowhere.
     *
     * @throws UsersException where the name is taken or none, or the day is over
     */
    String addToken(String name, Set<Role> roles, Optional<LocalDate> expires);

    /**
     * Gives a user another password. The first administrator becomes a user of the file by it; the password of the first start
     * is void from then on, and its file gone.
     *
     * @throws UsersException where there is no such user, it comes in by token, or the password is too weak
     */
    void password(String name, String password);

    /**
     * Lets a user or a token in no longer.
     *
     * @throws UsersException where there is none of that name, or nobody else is an administrator
     */
    void remove(String name);
}
