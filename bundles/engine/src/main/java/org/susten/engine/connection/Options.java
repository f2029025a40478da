// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the engine itself reads in a connection's file.
 *
 * @param gather a run waits until the source says that an arrival is complete, or until it was quiet for a while
 * @param quiet how long that while is
 * @param holdClosed share of a stream's open rows that may close without a person's approval
 * @param holdChanged share that may change
 * @param rollover days on which many rows are expected to close and change
 * @param blackout days on which nothing is committed but what a person approved
 * @param patience how long a held run waits for a person before it counts as rejected; zero for ever
 * @param retention how long raw input is kept
 * @param preserve why it is kept longer than that; empty where it is not
 * @param waiting how long a child waits for its parent before that is a problem
 * @param stall minutes after which a connector that does nothing is given up; zero never
 * @param longest minutes after which a connector that moves and comes to no end is given up; zero never
 * @param asked nothing arrives: the source is asked
 * @param hosts hosts it may talk to beside those of its own addresses
 * @param trust file below etc with certificates to trust beside those of every Java
 * @param clientCertificate name of the secret with what is shown to a server that asks who the hub is; empty for none
 * @param repeats streams that may hold one child several times
 * @param agreement the agreement for which alone it is read, whose end destroys its raw input; empty for none
 */
public record Options(
        boolean gather,
        Duration quiet,
        double holdClosed,
        double holdChanged,
        List<Days> rollover,
        List<Days> blackout,
        Duration patience,
        Duration retention,
        String preserve,
        Duration waiting,
        long stall,
        long longest,
        boolean asked,
        String schedule,
        List<String> hosts,
        String trust,
        String clientCertificate,
        Set<String> repeats,
        String agreement) {

    /** From one day to another, both included. */
    record Days(LocalDate from, LocalDate to) {

        Days {
            if (to.isBefore(from)) {
                throw new IllegalArgumentException("days such as 2026-08-01..2026-09-15, the earlier one first");
            }
        }

        static List<Days> parse(String text) {
            List<Days> days = new ArrayList<>();
            for (String part : text.split(",")) {
                if (part.isBlank()) {
                    continue;
                }
                String[] ends = part.strip().split("\\.\\.", 2);
                try {
                    days.add(new Days(LocalDate.parse(ends[0]), LocalDate.parse(ends[ends.length - 1])));
                } catch (DateTimeParseException e) {
                    throw new IllegalArgumentException(
                            "a day such as 2026-08-15 or days such as 2026-08-01..2026-09-15", e);
                }
            }
            return days;
        }

        boolean contain(LocalDate day) {
            return !day.isBefore(from) && !day.isAfter(to);
        }
    }

    public static Options of(Map<String, String> settings) {
        return new Options(
                Boolean.parseBoolean(settings.getOrDefault("gather", "false")),
                Duration.ofSeconds(Long.parseLong(settings.getOrDefault("quiet", "60"))),
                Double.parseDouble(settings.getOrDefault("hold.closed", "0.10")),
                Double.parseDouble(settings.getOrDefault("hold.changed", "0.75")),
                Days.parse(settings.getOrDefault("hold.rollover", "")),
                Days.parse(settings.getOrDefault("hold.blackout", "")),
                Duration.ofDays(Long.parseLong(settings.getOrDefault("hold.days", "30"))),
                Duration.ofDays(Long.parseLong(settings.getOrDefault("retention", "90"))),
                settings.getOrDefault("preserve", "").strip(),
                Duration.ofDays(Long.parseLong(settings.getOrDefault("wait.days", "14"))),
                Long.parseLong(settings.getOrDefault("stall.minutes", "30")),
                TimeUnit.HOURS.toMinutes(Long.parseLong(settings.getOrDefault("read.hours", "72"))),
                settings.getOrDefault("arrive", "").isBlank(),
                settings.getOrDefault("schedule", ""),
                List.of(settings.getOrDefault("hosts", "").split("[,\\s]+")),
                settings.getOrDefault("trust", ""),
                settings.getOrDefault("clientCertificate", "").strip(),
                Stream.of(settings.getOrDefault("repeats", "").split("[,\\s]+"))
                        .filter(stream -> !stream.isEmpty())
                        .collect(Collectors.toUnmodifiableSet()),
                settings.getOrDefault("agreement", "").strip());
    }

    public boolean rollsOver(LocalDate day) {
        return rollover.stream().anyMatch(days -> days.contain(day));
    }

    public boolean blackedOut(LocalDate day) {
        return blackout.stream().anyMatch(days -> days.contain(day));
    }
}
