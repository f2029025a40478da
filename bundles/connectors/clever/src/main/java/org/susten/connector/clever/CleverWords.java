// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.susten.model.AttendanceCategory;
import org.susten.model.GradeLevel;
import org.susten.model.Race;
import org.susten.model.Sex;

/** Clever's words, from the enumerations of its published definition of 3.1 and, for older sandboxes, their letters. */
final class CleverWords {

    /** Birth dates are written as Americans do. */
    static final DateTimeFormatter MONTH_FIRST = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT);

    private static final Map<String, GradeLevel> GRADES = Map.ofEntries(
            Map.entry("infanttoddler", GradeLevel.IT),
            Map.entry("preschool", GradeLevel.PR),
            Map.entry("prekindergarten", GradeLevel.PK),
            Map.entry("transitionalkindergarten", GradeLevel.TK),
            Map.entry("kindergarten", GradeLevel.KG),
            Map.entry("0", GradeLevel.KG),
            Map.entry("postgraduate", GradeLevel.PS),
            Map.entry("ungraded", GradeLevel.UG),
            Map.entry("other", GradeLevel.OTHER));

    private static final Map<String, Race> RACES = Map.ofEntries(
            Map.entry("caucasian", Race.WHITE),
            Map.entry("w", Race.WHITE),
            Map.entry("asian", Race.ASIAN),
            Map.entry("a", Race.ASIAN),
            Map.entry("black or african american", Race.BLACK_OR_AFRICAN_AMERICAN),
            Map.entry("b", Race.BLACK_OR_AFRICAN_AMERICAN),
            Map.entry("american indian", Race.AMERICAN_INDIAN_OR_ALASKA_NATIVE),
            Map.entry("i", Race.AMERICAN_INDIAN_OR_ALASKA_NATIVE),
            Map.entry("hawaiian or other pacific islander", Race.NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER),
            Map.entry("p", Race.NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER),
            Map.entry("two or more races", Race.TWO_OR_MORE_RACES),
            Map.entry("m", Race.TWO_OR_MORE_RACES));

    private CleverWords() {}

    static Optional<GradeLevel> grade(String word) {
        GradeLevel named = GRADES.get(word.toLowerCase(Locale.ROOT));
        return named != null ? Optional.of(named) : GradeLevel.of(word.matches("\\d") ? "0" + word : word);
    }

    static Optional<Race> race(String word) {
        return Optional.ofNullable(RACES.get(word.toLowerCase(Locale.ROOT)));
    }

    static Optional<Sex> sex(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "m", "male" -> Optional.of(Sex.MALE);
            case "f", "female" -> Optional.of(Sex.FEMALE);
            case "x" -> Optional.of(Sex.NON_BINARY);
            default -> Optional.empty();
        };
    }

    static Optional<AttendanceCategory> status(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "present" -> Optional.of(AttendanceCategory.PRESENT);
            case "tardy" -> Optional.of(AttendanceCategory.TARDY);
            case "absent" -> Optional.of(AttendanceCategory.UNEXCUSED_ABSENCE);
            default -> Optional.empty();
        };
    }
}
