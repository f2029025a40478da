// SPDX-License-Identifier: Apache-2.0
package org.susten.users.internal;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.users.Role;
import org.susten.users.User;

/**
 * One entry of the file.
 *
 * @param password Argon2id hash, or null where only a token is good
 * @param tokenSha256 SHA-256 of a bearer token in hex, or null where only a password is good
 * @param expires the last day, in UTC
 */
record Account(
        String name,
        Set<Role> roles,
        @Nullable String password,
        @Nullable String tokenSha256,
        @Nullable LocalDate expires) {

    User user() {
        return new User(
                name,
                roles,
                password == null ? User.Credential.TOKEN : User.Credential.PASSWORD,
                Optional.ofNullable(expires));
    }

    boolean isAdministrator() {
        return roles.contains(Role.ADMIN);
    }

    Account withPassword(String hash) {
        return new Account(name, roles, hash, tokenSha256, expires);
    }

    /** As it stands in the file, below a dash in that column. */
    String yaml(int column) {
        String margin = " ".repeat(column);
        StringBuilder text = new StringBuilder(margin + "- name: " + name + '\n');
        String words = roles.stream().map(Role::word).sorted().collect(Collectors.joining(", "));
        text.append(margin).append("  roles: [").append(words).append("]\n");
        line(text, margin, "password", password == null ? null : '"' + password + '"');
        line(text, margin, "tokenSha256", tokenSha256 == null ? null : '"' + tokenSha256 + '"');
        line(text, margin, "expires", expires);
        return text.toString();
    }

    private static void line(StringBuilder text, String margin, String key, @Nullable Object value) {
        if (value != null) {
            text.append(margin)
                    .append("  ")
                    .append(key)
                    .append(": ")
                    .append(value)
                    .append('\n');
        }
    }

    /** Name and roles; never a hash. */
    @Override
    public String toString() {
        return name + roles;
    }
}
