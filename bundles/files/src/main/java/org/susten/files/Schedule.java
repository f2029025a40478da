// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * A time that an operator writes: a cron expression of five fields as in UNIX, or of six or seven as in Quartz. Immutable, safe for any
 * thread.
 */
public final class Schedule {

    /** Before any time that somebody waits for. */
    private static final ZonedDateTime ANY = ZonedDateTime.of(2000, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final ExecutionTime times;

    private Schedule(ExecutionTime times) {
        this.times = times;
    }

    /**
     * Reads an expression.
     *
     * @throws IllegalArgumentException saying what is wrong
     */
    public static Schedule parse(String expression) {
        String cron = expression.strip();
        CronType type = cron.split("\\s+").length == 5 ? CronType.UNIX : CronType.QUARTZ;
        ExecutionTime times =
                ExecutionTime.forCron(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(cron));
        if (times.nextExecution(ANY).isEmpty()) {
            throw new IllegalArgumentException("there is never a time like " + cron);
        }
        return new Schedule(times);
    }

    /**
     * The first time after an instant; empty where there is none. A time that the clock leaves out in spring is the moment when it does,
     * so that what is due every night is due that night too.
     */
    public Optional<Instant> after(Instant instant, ZoneId zone) {
        Optional<Instant> next = times.nextExecution(instant.atZone(zone)).map(ZonedDateTime::toInstant);
        ZoneOffsetTransition change = zone.getRules().nextTransition(instant);
        boolean sooner =
                change != null && next.map(change.getInstant()::isBefore).orElse(true);
        return sooner && change.isGap() && leftOut(change) ? Optional.of(change.getInstant()) : next;
    }

    private boolean leftOut(ZoneOffsetTransition gap) {
        ZonedDateTime before = gap.getDateTimeBefore().minusSeconds(1).atZone(ZoneOffset.UTC);
        return times.nextExecution(before)
                .filter(time -> time.toLocalDateTime().isBefore(gap.getDateTimeAfter()))
                .isPresent();
    }
}
