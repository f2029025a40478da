// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** When a source is asked: a cron expression of five fields as in UNIX, or of six or seven as in Quartz, in the hub's time zone. */
final class Schedule {

    private final ExecutionTime times;

    private Schedule(ExecutionTime times) {
        this.times = times;
    }

    /** Throws IllegalArgumentException saying what is wrong. */
    static Schedule parse(String expression) {
        String cron = expression.strip();
        CronType type = cron.split("\\s+").length == 5 ? CronType.UNIX : CronType.QUARTZ;
        return new Schedule(
                ExecutionTime.forCron(new CronParser(CronDefinitionBuilder.instanceDefinitionFor(type)).parse(cron)));
    }

    /** The first time after an instant; empty where there is none. */
    Optional<Instant> after(Instant instant, ZoneId zone) {
        return times.nextExecution(instant.atZone(zone)).map(java.time.ZonedDateTime::toInstant);
    }
}
