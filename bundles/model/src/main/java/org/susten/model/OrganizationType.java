// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an organization is. OneRoster {@code type} values are marked. */
public enum OrganizationType {
    /** State education agency; OneRoster {@code state}. */
    STATE_AGENCY("stateAgency"),
    /** National body; OneRoster {@code national}. */
    NATIONAL("national"),
    /** Local education agency; OneRoster {@code district}. */
    DISTRICT("district"),
    /** OneRoster {@code local}: a group of schools below the district. */
    LOCAL("local"),
    /** School; OneRoster {@code school}. */
    SCHOOL("school"),
    /** Department of a school; OneRoster {@code department}. */
    DEPARTMENT("department"),
    /** Early childhood provider. */
    EARLY_CHILDHOOD("earlyChildhoodProvider"),
    /** Afterschool provider. */
    AFTERSCHOOL("afterschoolProvider"),
    /** College or university. */
    POSTSECONDARY("postsecondary"),
    /** Community organization. */
    COMMUNITY("communityOrganization"),
    /** Workforce board. */
    WORKFORCE_BOARD("workforceBoard");

    private static final Map<String, OrganizationType> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    OrganizationType(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<OrganizationType> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
