// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.time.LocalDate;
import org.susten.trainings.Curriculum;
import org.susten.trainings.Standing;

/**
 * Somebody of whom a curriculum is asked, and whether it is about to lapse for them.
 *
 * @param who who it is, in words that stand in an alert
 * @param consequence what is so while they are not trained
 */
record Lapse(Curriculum curriculum, Standing standing, String who, String consequence) {

    /** Trained, and for longer than the days of warning. */
    boolean over(LocalDate today) {
        return standing.trained() && !soon(today);
    }

    /** About to lapse, or lapsed; who never completed a session has nothing that could lapse. */
    boolean near(LocalDate today) {
        return standing.trained()
                ? soon(today)
                : standing.gaps().stream().anyMatch(gap -> gap.since().isPresent());
    }

    private boolean soon(LocalDate today) {
        return standing.until()
                .filter(until -> !today.isBefore(until.minusDays(curriculum.warnDays())))
                .isPresent();
    }

    String message() {
        String what = standing.trained()
                ? "The training in " + curriculum.id() + " of " + who + " counts until "
                        + standing.until().orElseThrow() + "; then " + consequence
                : "The training in " + curriculum.id() + " of " + who + " counts no more (" + standing.lack() + "): "
                        + consequence;
        return what + ". " + curriculum.owner()
                + ": give it again. Steward: import the completion (susten:trainings import FILE); the alert closes by itself.";
    }

    /** The curriculum only. */
    @Override
    public String toString() {
        return "Lapse[" + curriculum.id() + "]";
    }
}
