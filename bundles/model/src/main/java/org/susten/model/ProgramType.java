// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What kind of program; the CEDS RefProgramType code is in the Javadoc where there is one. */
public enum ProgramType {
    /** Head Start, CEDS 04918. */
    HEAD_START("headStart"),
    /** Early Head Start, CEDS 14609. */
    EARLY_HEAD_START("earlyHeadStart"),
    /** Public pre-kindergarten. */
    PRE_K("preK"),
    /** Home visiting. */
    HOME_VISITING("homeVisiting"),
    /** Extended day or child care, CEDS 04955. */
    AFTERSCHOOL("afterschool"),
    /** Tutoring; remedial education, CEDS 04964. */
    TUTORING("tutoring"),
    /** Mentoring. */
    MENTORING("mentoring"),
    /** Special education, CEDS 04888. */
    SPECIAL_EDUCATION("specialEducation"),
    /** English as a second language, CEDS 04928. */
    ENGLISH_LEARNER("englishLearner"),
    /** Migrant education, CEDS 04920. */
    MIGRANT("migrant"),
    /** Summer program. */
    SUMMER("summer"),
    /** Any other program. */
    OTHER("other");

    private static final Map<String, ProgramType> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    ProgramType(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<ProgramType> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
