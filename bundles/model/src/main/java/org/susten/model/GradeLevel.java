// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** CEDS RefGradeLevel (element 000100); the same codes as OneRoster. */
public enum GradeLevel {
    /** Infant or toddler. */
    IT("IT"),
    /** Preschool. */
    PR("PR"),
    /** Prekindergarten. */
    PK("PK"),
    /** Transitional kindergarten. */
    TK("TK"),
    /** Kindergarten. */
    KG("KG"),
    /** Grade 1. */
    GRADE_01("01"),
    /** Grade 2. */
    GRADE_02("02"),
    /** Grade 3. */
    GRADE_03("03"),
    /** Grade 4. */
    GRADE_04("04"),
    /** Grade 5. */
    GRADE_05("05"),
    /** Grade 6. */
    GRADE_06("06"),
    /** Grade 7. */
    GRADE_07("07"),
    /** Grade 8. */
    GRADE_08("08"),
    /** Grade 9. */
    GRADE_09("09"),
    /** Grade 10. */
    GRADE_10("10"),
    /** Grade 11. */
    GRADE_11("11"),
    /** Grade 12. */
    GRADE_12("12"),
    /** Grade 13. */
    GRADE_13("13"),
    /** Postsecondary. */
    PS("PS"),
    /** Adult education. */
    AE("AE"),
    /** Ungraded. */
    UG("UG"),
    /** Other. */
    OTHER("Other");

    private static final Map<String, GradeLevel> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    GradeLevel(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<GradeLevel> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
