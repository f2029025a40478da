// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.salesforce;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.susten.model.AttendanceCategory;
import org.susten.model.ProgramType;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** What units and picklist values mean; administrators edit both, so what a connection says comes first. */
final class SalesforceCodes {

    private static final BigDecimal DAY = BigDecimal.valueOf(24 * 60L);

    private final Map<String, BigDecimal> units = new HashMap<>(Map.of(
            "hour",
            BigDecimal.valueOf(60),
            "hours",
            BigDecimal.valueOf(60),
            "hrs",
            BigDecimal.valueOf(60),
            "minute",
            BigDecimal.ONE,
            "minutes",
            BigDecimal.ONE,
            "mins",
            BigDecimal.ONE));
    private final Map<String, AttendanceCategory> attendance = new HashMap<>(Map.of(
            "present", AttendanceCategory.PRESENT,
            "excused absence", AttendanceCategory.EXCUSED_ABSENCE,
            "unexcused absence", AttendanceCategory.UNEXCUSED_ABSENCE));
    private final Map<String, ProgramType> programs = new HashMap<>();

    SalesforceCodes(String[] minutes, String[] crosswalk) {
        for (String entry : minutes) {
            int equals = entry.lastIndexOf('=');
            String number = entry.substring(equals + 1).strip();
            if (equals < 1 || !number.matches("\\d{1,4}(\\.\\d{1,2})?")) {
                throw new ConnectorException(
                        Kind.CONFIG, "units has " + entry + "; an entry is UNIT=MINUTES, such as Session=90");
            }
            units.put(plain(entry.substring(0, equals)), new BigDecimal(number));
        }
        for (String entry : crosswalk) {
            add(entry);
        }
    }

    private void add(String entry) {
        int slash = entry.indexOf('/');
        int equals = entry.lastIndexOf('=');
        if (slash < 0 || equals < slash) {
            throw wrong(entry);
        }
        String value = plain(entry.substring(slash + 1, equals));
        String meaning = entry.substring(equals + 1).strip();
        switch (entry.substring(0, slash).strip()) {
            case "attendance" ->
                attendance.put(value, AttendanceCategory.of(meaning).orElseThrow(() -> wrong(entry)));
            case "program" -> programs.put(value, ProgramType.of(meaning).orElseThrow(() -> wrong(entry)));
            default -> throw wrong(entry);
        }
    }

    private static ConnectorException wrong(String entry) {
        return new ConnectorException(
                Kind.CONFIG,
                "crosswalk has " + entry
                        + "; an entry is attendance/VALUE=CEDS code or program/ISSUE AREA OR NAME=program type, such as"
                        + " attendance/No Show=UnexcusedAbsence or program/Literacy=tutoring");
    }

    private static String plain(String value) {
        return value.strip().toLowerCase(Locale.ROOT);
    }

    Optional<AttendanceCategory> attendance(String value) {
        return Optional.ofNullable(attendance.get(plain(value)));
    }

    /** By name first, then by issue area. */
    ProgramType program(@Nullable String name, @Nullable String area) {
        ProgramType byName = name == null ? null : programs.get(plain(name));
        ProgramType byArea = area == null ? null : programs.get(plain(area));
        return byName != null ? byName : byArea != null ? byArea : ProgramType.OTHER;
    }

    /** Quantity times unit in whole minutes; null where the unit is none of time, or the product more than a day. */
    @Nullable
    Integer minutes(@Nullable BigDecimal quantity, @Nullable String unit) {
        BigDecimal each = unit == null ? null : units.get(plain(unit));
        if (quantity == null || each == null) {
            return null;
        }
        BigDecimal product = quantity.multiply(each);
        return product.signum() < 0 || product.compareTo(DAY) > 0
                ? null
                : product.setScale(0, RoundingMode.HALF_UP).intValueExact();
    }
}
