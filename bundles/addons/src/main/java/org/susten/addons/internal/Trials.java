// SPDX-License-Identifier: Apache-2.0
package org.susten.addons.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.engine.Alerts;

/**
 * What did not start: tried again after ten seconds, then after twice as long and so on to ten minutes, and told by one alert, which
 * closes when it has started or is not wanted any more. Changed by one thread at a time; safe to read for any.
 */
final class Trials {

    static final Duration FIRST = Duration.ofSeconds(10);
    static final Duration LONGEST = Duration.ofMinutes(10);
    private static final String SUBJECT = "connector:";

    /** How often it failed, when last, when it is tried again, and why it failed last. */
    private record Failure(int times, Instant last, Instant next, String why) {}

    private final Clock clock;
    private final Map<String, Failure> failures = new ConcurrentSkipListMap<>();

    /** Subjects of alerts that are open; null until the alerts were asked. */
    private @Nullable Set<String> told;

    Trials(Clock clock) {
        this.clock = clock;
    }

    /** Returns whether this is its first failure. */
    boolean failed(String name, String why) {
        Failure before = failures.get(name);
        int times = before == null ? 1 : before.times() + 1;
        Duration wait = FIRST.multipliedBy(1L << Math.min(times - 1, 10));
        Instant now = clock.instant();
        failures.put(name, new Failure(times, now, now.plus(wait.compareTo(LONGEST) < 0 ? wait : LONGEST), why));
        return before == null;
    }

    /** They have started, or are tried anew as if they had never failed. */
    void forget(Collection<String> names) {
        failures.keySet().removeAll(names);
    }

    /** Nobody wants the others any more. */
    void keepOnly(Set<String> wanted) {
        failures.keySet().retainAll(wanted);
    }

    boolean failing(String name) {
        return failures.containsKey(name);
    }

    /** Whether it may be tried now: it has not failed, or long enough ago, or at a time that a clock set back has not reached yet. */
    boolean due(String name) {
        Failure failure = failures.get(name);
        Instant now = clock.instant();
        return failure == null || !now.isBefore(failure.next()) || now.isBefore(failure.last());
    }

    /** Whether anything that failed may be tried again. */
    boolean due() {
        return failures.keySet().stream().anyMatch(this::due);
    }

    /** Why each failed, by name. */
    Map<String, String> why() {
        return failures.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().why(), (a, b) -> a, TreeMap::new));
    }

    /** Opens and closes alerts; those that a hub left open when it stopped are known. */
    void tell(Alerts alerts) {
        Set<String> open = told;
        if (open == null) {
            open = alerts.open().stream()
                    .map(Alerts.Alert::subject)
                    .filter(subject -> subject.startsWith(SUBJECT))
                    .collect(Collectors.toCollection(TreeSet::new));
            told = open;
        }
        for (Map.Entry<String, Failure> failure : failures.entrySet()) {
            String subject = SUBJECT + failure.getKey();
            if (!open.contains(subject)) {
                alerts.open(subject, failure.getValue().why() + "; it is tried again by itself");
                open.add(subject);
            }
        }
        for (String subject : Set.copyOf(open)) {
            if (!failures.containsKey(subject.substring(SUBJECT.length()))) {
                alerts.close(subject);
                open.remove(subject);
            }
        }
    }
}
