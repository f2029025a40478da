// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.model.AttendanceCategory;
import org.susten.model.GradeLevel;
import org.susten.model.Race;
import org.susten.model.Sex;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.SourceRecord;

/** Codes of PowerSchool, most of which are the district's own: what a connection says of them comes first. */
final class PowerSchoolCodes {

    private static final Map<String, Race> RACES = Map.of(
            "a", Race.ASIAN,
            "b", Race.BLACK_OR_AFRICAN_AMERICAN,
            "i", Race.AMERICAN_INDIAN_OR_ALASKA_NATIVE,
            "p", Race.NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER,
            "w", Race.WHITE);

    private final Map<String, Race> races = new HashMap<>(RACES);
    private final Map<String, AttendanceCategory> attendance = new HashMap<>();

    /** Entries such as {@code race/H=White} and {@code attendance/E=ExcusedAbsence}. */
    PowerSchoolCodes(String[] crosswalk) {
        for (String entry : crosswalk) {
            int slash = entry.indexOf('/');
            int equals = entry.lastIndexOf('=');
            if (slash < 0 || equals < slash) {
                throw wrong(entry);
            }
            String code = plain(entry.substring(slash + 1, equals));
            String meaning = entry.substring(equals + 1).strip();
            switch (entry.substring(0, slash).strip()) {
                case "race" -> races.put(code, Race.of(meaning).orElseThrow(() -> wrong(entry)));
                case "attendance" ->
                    attendance.put(code, AttendanceCategory.of(meaning).orElseThrow(() -> wrong(entry)));
                default -> throw wrong(entry);
            }
        }
    }

    private static ConnectorException wrong(String entry) {
        return new ConnectorException(
                Kind.CONFIG,
                "crosswalk has " + entry + "; an entry is race/CODE=CEDS code or attendance/CODE=CEDS code, such as"
                        + " race/H=White or attendance/E=ExcusedAbsence");
    }

    private static String plain(String code) {
        return code.strip().toLowerCase(Locale.ROOT);
    }

    Optional<Race> race(String code) {
        return Optional.ofNullable(races.get(plain(code)));
    }

    /** The connection's word for a code, or else what PowerSchool itself knows of it: whether the student counts as present. */
    Optional<AttendanceCategory> attendance(@Nullable String code, SourceRecord row) {
        AttendanceCategory own = code == null ? null : attendance.get(plain(code));
        if (own != null) {
            return Optional.of(own);
        }
        return switch (plain(String.valueOf(row.text("presence")))) {
            case "present" -> Optional.of(AttendanceCategory.PRESENT);
            case "absent" -> Optional.of(AttendanceCategory.UNEXCUSED_ABSENCE);
            default -> Optional.empty();
        };
    }

    static Optional<Sex> sex(String code) {
        return switch (plain(code)) {
            case "m" -> Optional.of(Sex.MALE);
            case "f" -> Optional.of(Sex.FEMALE);
            case "x" -> Optional.of(Sex.NON_BINARY);
            default -> Optional.empty();
        };
    }

    /** Kindergarten is 0, what comes before it is below. */
    static Optional<GradeLevel> grade(String code) {
        if (!code.matches("-?\\d{1,2}")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(code);
        if (number < 0) {
            return Optional.of(GradeLevel.PK);
        }
        return number == 0 ? Optional.of(GradeLevel.KG) : GradeLevel.of(String.format(Locale.ROOT, "%02d", number));
    }
}
