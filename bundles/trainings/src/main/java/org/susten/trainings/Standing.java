// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far somebody is in a curriculum on a day.
 *
 * @param person as completions name them
 * @param trained whether every session was completed and still counts
 * @param until last day on which all sessions completed so far count; absent where they count for ever or there is none
 * @param gaps sessions that were never completed, or lapsed, in the curriculum's order
 */
public record Standing(String person, String curriculum, boolean trained, Optional<LocalDate> until, List<Gap> gaps) {

    /** Keeps its own copy. */
    public Standing {
        gaps = List.copyOf(gaps);
    }

    /**
     * A session that does not count.
     *
     * @param since the first day on which it did not count any more; absent where it was never completed
     */
    public record Gap(String session, Optional<LocalDate> since) {}

    /** What is lacking: {@code never completed: law, care; lapsed: reading since 2026-11-20}; empty where nothing is. */
    public String lack() {
        List<String> never = new ArrayList<>();
        List<String> lapsed = new ArrayList<>();
        gaps.forEach(gap -> gap.since()
                .ifPresentOrElse(day -> lapsed.add(gap.session() + " since " + day), () -> never.add(gap.session())));
        List<String> parts = new ArrayList<>();
        if (!never.isEmpty()) {
            parts.add("never completed: " + String.join(", ", never));
        }
        if (!lapsed.isEmpty()) {
            parts.add("lapsed: " + String.join(", ", lapsed));
        }
        return String.join("; ", parts);
    }

    /** The curriculum only. */
    @Override
    public String toString() {
        return "Standing[" + curriculum + ", " + trained + "]";
    }
}
