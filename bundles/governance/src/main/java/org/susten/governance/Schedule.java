// SPDX-License-Identifier: Apache-2.0
package org.susten.governance;

import java.time.DayOfWeek;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A cron expression of five fields: minute, hour, day of month, month, day of week (0 and 7 are Sunday); {@code *}, lists,
 * ranges, steps and English short names. Where both days are restricted, either suffices. Immutable.
 */
public final class Schedule {

    private static final Map<String, Integer> NAMES = Map.ofEntries(
            Map.entry("jan", 1),
            Map.entry("feb", 2),
            Map.entry("mar", 3),
            Map.entry("apr", 4),
            Map.entry("may", 5),
            Map.entry("jun", 6),
            Map.entry("jul", 7),
            Map.entry("aug", 8),
            Map.entry("sep", 9),
            Map.entry("oct", 10),
            Map.entry("nov", 11),
            Map.entry("dec", 12),
            Map.entry("sun", 0),
            Map.entry("mon", 1),
            Map.entry("tue", 2),
            Map.entry("wed", 3),
            Map.entry("thu", 4),
            Map.entry("fri", 5),
            Map.entry("sat", 6));
    /** Leap days come back within eight years. */
    private static final int HORIZON_DAYS = 8 * 366;

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet days;
    private final BitSet months;
    private final BitSet weekdays;
    private final boolean anyDay;
    private final boolean anyWeekday;

    private Schedule(String[] fields) {
        minutes = parse("minute", fields[0], 0, 59);
        hours = parse("hour", fields[1], 0, 23);
        days = parse("day of month", fields[2], 1, 31);
        months = parse("month", fields[3], 1, 12);
        weekdays = parse("day of week", fields[4], 0, 7);
        if (weekdays.get(7)) {
            weekdays.set(0);
        }
        anyDay = fields[2].startsWith("*");
        anyWeekday = fields[4].startsWith("*");
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying which field is wrong
     */
    public static Schedule parse(String expression) {
        String[] fields = expression.strip().toLowerCase(Locale.ROOT).split("\\s+");
        if (fields.length != 5) {
            throw new IllegalArgumentException(
                    "a schedule has five fields (minute, hour, day of month, month, day of week), not "
                            + fields.length);
        }
        return new Schedule(fields);
    }

    /** The first time after {@code after} that the schedule names; empty where it names none, such as 31 February. */
    public Optional<ZonedDateTime> next(ZonedDateTime after) {
        ZonedDateTime time = after.truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
        ZonedDateTime horizon = after.plusDays(HORIZON_DAYS);
        while (time.isBefore(horizon)) {
            if (!onDay(time)) {
                time = time.toLocalDate().plusDays(1).atStartOfDay(time.getZone());
            } else if (!hours.get(time.getHour())) {
                time = time.truncatedTo(ChronoUnit.HOURS).plusHours(1);
            } else if (!minutes.get(time.getMinute())) {
                time = time.plusMinutes(1);
            } else {
                return Optional.of(time);
            }
        }
        return Optional.empty();
    }

    private boolean onDay(ZonedDateTime time) {
        boolean day = days.get(time.getDayOfMonth());
        boolean weekday = weekdays.get(
                time.getDayOfWeek() == DayOfWeek.SUNDAY
                        ? 0
                        : time.getDayOfWeek().getValue());
        return months.get(time.getMonthValue()) && (anyDay || anyWeekday ? day && weekday : day || weekday);
    }

    private static BitSet parse(String what, String field, int min, int max) {
        BitSet set = new BitSet(max + 1);
        for (String part : field.split(",", -1)) {
            String[] stepped = part.split("/", 2);
            int step = stepped.length == 2 ? number(what, stepped[1], 1, max) : 1;
            int from = min;
            int to = max;
            if (!stepped[0].equals("*")) {
                String[] range = stepped[0].split("-", 2);
                from = number(what, range[0], min, max);
                to = range.length == 2 ? number(what, range[1], min, max) : stepped.length == 2 ? max : from;
            }
            if (from > to) {
                throw new IllegalArgumentException("the " + what + " range " + part + " runs backwards");
            }
            for (int i = from; i <= to; i += step) {
                set.set(i);
            }
        }
        return set;
    }

    private static int number(String what, String text, int min, int max) {
        Integer named = NAMES.get(text);
        try {
            int number = named != null ? named : Integer.parseInt(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw new IllegalArgumentException("the " + what + " must be from " + min + " to " + max + ", not " + text);
    }
}
