// SPDX-License-Identifier: Apache-2.0
package org.susten.users;

import java.security.Principal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * Someone, or something, that may come in.
 *
 * @param name the login name
 * @param roles what they may do
 * @param credential how they are recognised
 * @param expires the last day they may, in UTC; empty where there is none
 */
public record User(String name, Set<Role> roles, Credential credential, Optional<LocalDate> expires)
        implements Principal {

    /** How a user is recognised. */
    public enum Credential {
        /** A password of their own. */
        PASSWORD,
        /** A random token, for machines. */
        TOKEN,
        /** The password made at the first start, until an administrator has one of their own. */
        FIRST_RUN
    }

    @Override
    public String getName() {
        return name;
    }
}
