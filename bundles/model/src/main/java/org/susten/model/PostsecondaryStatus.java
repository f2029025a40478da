// SPDX-License-Identifier: Apache-2.0
package org.susten.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Enrollment status as the National Student Clearinghouse reports it. */
public enum PostsecondaryStatus {
    /** Full time (F). */
    FULL_TIME("fullTime"),
    /** Three quarter time (Q). */
    THREE_QUARTER_TIME("threeQuarterTime"),
    /** Half time (H). */
    HALF_TIME("halfTime"),
    /** Less than half time (L). */
    LESS_THAN_HALF("lessThanHalfTime"),
    /** Leave of absence (A). */
    LEAVE("leaveOfAbsence"),
    /** Withdrawn (W). */
    WITHDRAWN("withdrawn"),
    /** Deceased (D). */
    DECEASED("deceased");

    private static final Map<String, PostsecondaryStatus> BY_CODE = Arrays.stream(values())
            .collect(Collectors.toUnmodifiableMap(value -> value.code.toLowerCase(Locale.ROOT), Function.identity()));

    private final String code;

    PostsecondaryStatus(String code) {
        this.code = code;
    }

    /** The code as written in the store and in feeds. */
    public String code() {
        return code;
    }

    /** Finds the value by its code, in any case; empty where the code is not of this set. */
    public static Optional<PostsecondaryStatus> of(String code) {
        return Optional.ofNullable(BY_CODE.get(code.strip().toLowerCase(Locale.ROOT)));
    }
}
