// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.security.Principal;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Someone, or something, that may come in.
 *
 * @param name the login name
 * @param roles what they may do
 * @param password Argon2id hash, or null where only a token is good
 * @param tokenSha256 SHA-256 of a bearer token in hex, or null where only a password is good
 */
record User(String name, Set<Role> roles, @Nullable String password, @Nullable String tokenSha256)
        implements Principal {

    @Override
    public String getName() {
        return name;
    }

    /** Name and roles; never a hash. */
    @Override
    public String toString() {
        return name + roles;
    }
}
