// SPDX-License-Identifier: Apache-2.0
package org.susten.users;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a user of the hub may do. None of them sees a child's data; a steward sees who received what about a child. */
public enum Role {
    /** Sees connections, runs, problems, feeds, deliveries, alerts: counts and positions, never people. */
    READER,
    /** Also starts runs and deliveries, approves and rejects holds. */
    OPERATOR,
    /** Also decides who is the same person, and reads a child's disclosures. */
    STEWARD,
    /** Everything. */
    ADMIN;

    /** The role of that name, in any case. */
    public static Optional<Role> of(String name) {
        String wanted = name.toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(r -> r.name().equals(wanted)).findFirst();
    }

    /** The name as written in files. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
