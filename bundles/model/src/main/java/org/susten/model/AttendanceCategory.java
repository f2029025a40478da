// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** CEDS RefAttendanceStatus (element 000076). */
public enum AttendanceCategory {
    /** Present. */
    PRESENT("Present"),
    /** Absent, excused. */
    EXCUSED_ABSENCE("ExcusedAbsence"),
    /** Absent, not excused. */
    UNEXCUSED_ABSENCE("UnexcusedAbsence"),
    /** Late. */
    TARDY("Tardy"),
    /** Left early. */
    EARLY_DEPARTURE("EarlyDeparture"),
    /** Present for a part of the day. No CEDS code. */
    PARTIAL("Partial");

    private static final Map<String, AttendanceCategory> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    AttendanceCategory(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<AttendanceCategory> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
