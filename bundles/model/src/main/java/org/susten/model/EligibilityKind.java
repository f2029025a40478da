// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Protected statuses. */
public enum EligibilityKind {
    /** Economic disadvantage. */
    ECONOMIC_DISADVANTAGE("economicDisadvantage"),
    /** Disability; IDEA or Section 504. */
    DISABILITY("disability"),
    /** English learner. */
    ENGLISH_LEARNER("englishLearner"),
    /** Homelessness in the sense of McKinney-Vento. */
    HOMELESS("homeless"),
    /** Foster care. */
    FOSTER_CARE("fosterCare"),
    /** Migratory child. */
    MIGRANT("migrant"),
    /** Parent in the armed forces. */
    MILITARY_CONNECTED("militaryConnected");

    private static final Map<String, EligibilityKind> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    EligibilityKind(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<EligibilityKind> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
