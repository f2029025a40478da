// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** CEDS RefRace (element 000016); ethnicity is apart. */
public enum Race {
    /** American Indian or Alaska Native. */
    AMERICAN_INDIAN_OR_ALASKA_NATIVE("AmericanIndianorAlaskaNative"),
    /** Asian. */
    ASIAN("Asian"),
    /** Black or African American. */
    BLACK_OR_AFRICAN_AMERICAN("BlackorAfricanAmerican"),
    /** Native Hawaiian or Other Pacific Islander. */
    NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER("NativeHawaiianorOtherPacificIslander"),
    /** White. */
    WHITE("White"),
    /** Demographic race two or more races, where the source does not say which. */
    TWO_OR_MORE_RACES("TwoorMoreRaces"),
    /** Anything else the source says. No CEDS code. */
    OTHER("Other");

    private static final Map<String, Race> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    Race(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<Race> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
