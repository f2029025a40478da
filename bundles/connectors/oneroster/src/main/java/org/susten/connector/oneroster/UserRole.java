// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.model.PersonRole;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/**
 * One role of a user as OneRoster 1.2's REST binding nests it.
 *
 * @param organization key of the organization, where one is said
 */
record UserRole(
        PersonRole role,
        @Nullable String organization,
        @Nullable Boolean primary,
        @Nullable LocalDate begin,
        @Nullable LocalDate end) {

    /** The roles of a row; none where it has no such column. */
    static List<UserRole> of(SourceRecord row) {
        Object value = row.value("roles");
        if (value == null) {
            return List.of();
        }
        if (!(value instanceof List<?> list)) {
            throw notRoles();
        }
        List<UserRole> roles = new ArrayList<>();
        for (Object item : list) {
            if (!(item instanceof Map<?, ?> map)) {
                throw notRoles();
            }
            // a role without a name says nothing of its user, who is read all the same
            if (text(map, "role") != null) {
                roles.add(one(map));
            }
        }
        return roles;
    }

    private static UserRole one(Map<?, ?> map) {
        String type = text(map, "roleType");
        String word = text(map, "role");
        PersonRole role = PersonRole.of(word == null ? "" : word)
                .orElseThrow(() -> new MappingException(
                        "roles.role", "role", "each role must be one of OneRoster such as student or teacher"));
        String begin = text(map, "beginDate");
        String end = text(map, "endDate");
        return new UserRole(
                role,
                text(map, "orgSourcedId"),
                type == null ? null : type.equalsIgnoreCase("primary"),
                begin == null ? null : Words.date(begin, "roles.beginDate"),
                end == null ? null : Words.date(end, "roles.endDate"));
    }

    private static @Nullable String text(Map<?, ?> map, String name) {
        Object value = map.get(name);
        return value == null || value.toString().isBlank()
                ? null
                : value.toString().strip();
    }

    private static MappingException notRoles() {
        return new MappingException("roles", "roles", "roles must be a list of objects, each with a role and an org");
    }

    /** The role by which a user is to be read: a student's where there is one, else the primary, else the first. */
    static @Nullable PersonRole leading(List<UserRole> roles) {
        PersonRole leading = null;
        for (UserRole role : roles) {
            if (role.role() == PersonRole.STUDENT) {
                return role.role();
            }
            if (leading == null || Boolean.TRUE.equals(role.primary())) {
                leading = role.role();
            }
        }
        return leading;
    }

    /** The roles that roles.csv of the same export says, in its order; a word that is none of the standard is refused there. */
    static Set<PersonRole> told(SourceRecord row) {
        Set<PersonRole> told = new LinkedHashSet<>();
        String words = row.text(RosterRows.USER_ROLES);
        if (words != null) {
            for (String word : words.split(",")) {
                PersonRole.of(word).ifPresent(told::add);
            }
        }
        return told;
    }

    /** As above, of what roles.csv says. */
    static PersonRole leading(Set<PersonRole> told) {
        return told.contains(PersonRole.STUDENT)
                ? PersonRole.STUDENT
                : told.iterator().next();
    }

    /** All roles, and the one a row is read by. */
    static Set<PersonRole> all(List<UserRole> roles, Set<PersonRole> told, @Nullable PersonRole leading) {
        Set<PersonRole> all = EnumSet.noneOf(PersonRole.class);
        all.addAll(told);
        roles.forEach(role -> all.add(role.role()));
        if (leading != null) {
            all.add(leading);
        }
        return all;
    }
}
