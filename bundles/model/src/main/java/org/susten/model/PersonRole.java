// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** As what a source knows a person; OneRoster 1.1 and 1.2 roles. */
public enum PersonRole {
    /** Student. */
    STUDENT("student"),
    /** Guardian. */
    GUARDIAN("guardian"),
    /** Parent. */
    PARENT("parent"),
    /** Relative. */
    RELATIVE("relative"),
    /** Teacher. */
    TEACHER("teacher"),
    /** Aide. */
    AIDE("aide"),
    /** Proctor. */
    PROCTOR("proctor"),
    /** Counselor. */
    COUNSELOR("counselor"),
    /** Principal. */
    PRINCIPAL("principal"),
    /** Site administrator. */
    SITE_ADMINISTRATOR("siteAdministrator"),
    /** District administrator. */
    DISTRICT_ADMINISTRATOR("districtAdministrator"),
    /** System administrator. */
    SYSTEM_ADMINISTRATOR("systemAdministrator"),
    /** Administrator, where the source says no more. */
    ADMINISTRATOR("administrator"),
    /** Any other member of staff. */
    STAFF("staff");

    private static final Map<String, PersonRole> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    PersonRole(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<PersonRole> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
