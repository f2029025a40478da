// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Standing;

/** When everybody last completed each session. Immutable. */
final class Completions {

    private final Map<String, Map<String, LocalDate>> latest;

    private Completions(Map<String, Map<String, LocalDate>> latest) {
        this.latest = latest;
    }

    static Completions none() {
        return new Completions(Map.of());
    }

    static Completions of(Iterable<Completion> completions) {
        Map<String, Map<String, LocalDate>> latest = new TreeMap<>();
        completions.forEach(c -> latest.computeIfAbsent(c.person(), p -> new TreeMap<>())
                .merge(c.session(), c.day(), (a, b) -> a.isAfter(b) ? a : b));
        return new Completions(Collections.unmodifiableMap(latest));
    }

    /** People are told apart without regard to capitals, as their e-mail addresses are. */
    static String name(String person) {
        return person.strip().toLowerCase(Locale.ROOT);
    }

    Set<String> people() {
        return latest.keySet();
    }

    boolean begun(String person, Curriculum curriculum) {
        Map<String, LocalDate> own = latest.getOrDefault(person, Map.of());
        return curriculum.sessions().stream().anyMatch(session -> own.containsKey(session.id()));
    }

    /** A completion counts from its own day on. */
    Standing standing(String person, Curriculum curriculum, LocalDate day) {
        Map<String, LocalDate> own = latest.getOrDefault(name(person), Map.of());
        List<Standing.Gap> gaps = new ArrayList<>();
        List<LocalDate> ends = new ArrayList<>();
        for (Curriculum.Session session : curriculum.sessions()) {
            LocalDate completed = own.get(session.id());
            if (completed == null || completed.isAfter(day)) {
                gaps.add(new Standing.Gap(session.id(), Optional.empty()));
                continue;
            }
            curriculum.until(completed).ifPresent(end -> {
                ends.add(end);
                if (day.isAfter(end)) {
                    gaps.add(new Standing.Gap(session.id(), Optional.of(end.plusDays(1))));
                }
            });
        }
        return new Standing(
                name(person), curriculum.id(), gaps.isEmpty(), ends.stream().min(Comparator.naturalOrder()), gaps);
    }
}
