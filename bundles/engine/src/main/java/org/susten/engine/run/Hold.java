// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.susten.engine.connection.Options;
import org.susten.store.Stage;

/**
 * Decides whether what a run would do looks like a mistake of the source. Per stream and entity, and per organization; fewer
 * than twenty rows say nothing by their share. A stream that would lose every row and gains none is held whatever its size. On
 * rollover days rows may change freely, and closing counts only as far as nothing new comes instead. On blackout days whatever
 * changes anything is held.
 */
public record Hold(double closed, double changed, boolean rollover, boolean blackout) {

    private static final long SMALL = 20;

    public static Hold of(Options options, LocalDate today) {
        return new Hold(
                options.holdClosed(), options.holdChanged(), options.rollsOver(today), options.blackedOut(today));
    }

    /** Reasons for a person to look, in words; empty where there are none. */
    public List<String> reasons(List<Stage.Change> changes) {
        List<String> reasons = new ArrayList<>(emptied(changes));
        if (blackout) {
            blackedOut(changes).ifPresent(reasons::add);
        }
        for (Stage.Change change : changes) {
            if (change.before() < SMALL) {
                continue;
            }
            long closing = rollover ? change.closed() - change.added() : change.closed();
            add(reasons, change, closing, closed, "close", "hold.closed");
            if (!rollover) {
                add(reasons, change, change.changed(), this.changed, "change", "hold.changed");
            }
        }
        return reasons;
    }

    private static void add(
            List<String> reasons, Stage.Change change, long rows, double limit, String verb, String key) {
        if (rows > limit * change.before()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%s%s: %d of %d %s rows (%.1f %%) would %s, the limit %s is %.0f %%",
                    change.stream(),
                    change.organization().isEmpty() ? "" : " of organization " + change.organization(),
                    rows,
                    change.before(),
                    change.entity(),
                    100.0 * rows / change.before(),
                    verb,
                    key,
                    100 * limit));
        }
    }

    private static Optional<String> blackedOut(List<Stage.Change> changes) {
        long added = 0;
        long changed = 0;
        long closed = 0;
        for (Stage.Change change : changes) {
            if (change.organization().isEmpty()) {
                added += change.added();
                changed += change.changed();
                closed += change.closed();
            }
        }
        return added + changed + closed == 0
                ? Optional.empty()
                : Optional.of("today is one of the days of hold.blackout, and rows would change: " + added + " added, "
                        + changed + " changed, " + closed + " closed");
    }

    private static List<String> emptied(List<Stage.Change> changes) {
        Map<String, long[]> streams = new LinkedHashMap<>();
        for (Stage.Change change : changes) {
            if (change.organization().isEmpty()) {
                long[] sum = streams.computeIfAbsent(change.stream(), s -> new long[3]);
                sum[0] += change.before();
                sum[1] += change.closed();
                sum[2] += change.added();
            }
        }
        List<String> reasons = new ArrayList<>();
        streams.forEach((stream, sum) -> {
            if (sum[0] > 0 && sum[1] == sum[0] && sum[2] == 0) {
                reasons.add(stream + ": the source sent nothing, and "
                        + (sum[0] == 1 ? "its only row" : "all " + sum[0] + " rows") + " would close");
            }
        });
        return reasons;
    }
}
