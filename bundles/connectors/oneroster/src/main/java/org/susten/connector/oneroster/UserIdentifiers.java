// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.susten.model.Identifier;
import org.susten.model.PersonRole;
import org.susten.spi.SourceRecord;

/**
 * The numbers by which others know a user. A parent's number and a child's come from different sequences and may be the same
 * digits, so each has a system of its own: nobody is linked to somebody else because of it.
 */
final class UserIdentifiers {

    private static final String STATE = "stateStudentId";
    private static final Set<String> STATE_NAMES = Set.of(
            "stateid",
            "statestudentid",
            "stateuniqueid",
            "stateidentifier",
            "stateassignedid",
            "studentstateid",
            "statenumber",
            "statestudentnumber",
            "ssid",
            "sasid",
            "stateuid");
    private static final Pattern TYPED = Pattern.compile("\\{\\s*([^:{}]+?)\\s*:\\s*([^{}]+?)\\s*\\}");
    private final String site;
    private final String students;

    /** {@code students}: the system of a student's identifier column; empty means the district's. */
    UserIdentifiers(String site, String students) {
        this.site = site;
        this.students = students.isBlank() ? "districtId:" + site : students.strip();
    }

    /** Whether a column holds the number the state gave. */
    static boolean isStateId(String column) {
        return column.toLowerCase(Locale.ROOT).startsWith("metadata.") && isStateName(column.substring(9));
    }

    private static boolean isStateName(String name) {
        return STATE_NAMES.contains(name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    }

    /** All that the row holds. */
    List<Identifier> of(SourceRecord row, @Nullable PersonRole role, boolean student) {
        List<Identifier> found = new ArrayList<>(3);
        add(found, system(role, student), row.text("identifier"));
        add(found, "masterId:" + site, row.text("userMasterIdentifier"));
        String typed = row.text("userIds");
        if (typed != null) {
            Matcher matcher = TYPED.matcher(typed);
            while (matcher.find()) {
                if (Leftovers.social(matcher.group(1))) {
                    continue;
                }
                boolean state = student
                        && (isStateName(matcher.group(1)) || matcher.group(1).equalsIgnoreCase("state"));
                add(found, state ? STATE : lowerCamel(matcher.group(1)) + ':' + site, matcher.group(2));
            }
        }
        if (student) {
            for (String column : row.columns().names()) {
                if (column.length() > 9 && isStateId(column)) {
                    add(found, STATE, row.text(column));
                }
            }
        }
        return found;
    }

    private String system(@Nullable PersonRole role, boolean student) {
        if (student) {
            return students;
        }
        if (role == null) {
            return "userIdentifier:" + site;
        }
        return (Users.FAMILY.contains(role) ? "contactId:" : "staffId:") + site;
    }

    private static void add(List<Identifier> found, String system, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            Identifier identifier = new Identifier(system, value.strip());
            if (!found.contains(identifier)) {
                found.add(identifier);
            }
        }
    }

    private static String lowerCamel(String type) {
        StringBuilder name = new StringBuilder();
        boolean upper = false;
        for (char c : type.strip().toCharArray()) {
            if (!Character.isLetterOrDigit(c)) {
                upper = name.length() > 0;
            } else {
                name.append(upper ? Character.toUpperCase(c) : name.length() == 0 ? Character.toLowerCase(c) : c);
                upper = false;
            }
        }
        return type.equals(type.toUpperCase(Locale.ROOT)) ? name.toString().toLowerCase(Locale.ROOT) : name.toString();
    }
}
