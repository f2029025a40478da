// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.susten.feeds.product.Column;

/**
 * How the rate of attendance of one child is to be read. Off track is chronic absence as the U.S. Department of Education counts it, a tenth
 * of the days or more; at risk is more than half of that.
 */
public enum Band {
    ON_TRACK("on track", "C6EFCE", "absent on 5 % of the days recorded, or less"),
    AT_RISK("at risk", "FFEB9C", "absent on more than 5 %, but less than 10 %"),
    OFF_TRACK("off track", "FFC7CE", "absent on 10 % or more, which is chronic absence");

    private static final String RATE = "attendanceRate";
    /** As a measure of absence says it. */
    private static final String ABSENCE_RATE = "attendanceAbsenceRate";

    private static final BigDecimal CHRONIC = new BigDecimal("0.90");
    private static final BigDecimal SAFE = new BigDecimal("0.95");

    private final String words;
    private final String colour;
    private final String rule;

    Band(String words, String colour, String rule) {
        this.words = words;
        this.colour = colour;
        this.rule = rule;
    }

    /** Which of the columns says it; empty where none does. */
    static Optional<Integer> column(List<Column> columns) {
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            if (name.equals(RATE) || name.equals(ABSENCE_RATE)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    /** SQL that orders by the column that says it, off track first and those without a day last; empty where none does. */
    public static Optional<String> worstFirst(List<Column> columns) {
        return column(columns)
                .map(columns::get)
                .map(rate -> rate.quoted() + (rate.name().equals(ABSENCE_RATE) ? " desc" : "") + " nulls last");
    }

    /** The band of what that column says, a share of days from 0 to 1. */
    static Band of(Column column, BigDecimal share) {
        BigDecimal rate = column.name().equals(ABSENCE_RATE) ? BigDecimal.ONE.subtract(share) : share;
        return rate.compareTo(CHRONIC) <= 0 ? OFF_TRACK : rate.compareTo(SAFE) < 0 ? AT_RISK : ON_TRACK;
    }

    /** As people read it; the colour says no more than the word does. */
    String words() {
        return words;
    }

    /** Of the cell's ground: red, green and blue in hex. */
    String colour() {
        return colour;
    }

    /** When it holds, in words. */
    String rule() {
        return rule;
    }
}
