// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** CEDS RefSex (element 000255); the last two are Ed-Fi and OneRoster 1.2 values that CEDS 12 has no code for. */
public enum Sex {
    /** Male. */
    MALE("Male"),
    /** Female. */
    FEMALE("Female"),
    /** Not selected; OneRoster {@code unspecified}. */
    NOT_SELECTED("NotSelected"),
    /** Non-binary; OneRoster {@code other}. No CEDS code. */
    NON_BINARY("NonBinary");

    private static final Map<String, Sex> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    Sex(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<Sex> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
