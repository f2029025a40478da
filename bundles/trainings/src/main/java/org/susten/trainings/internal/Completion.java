// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings.internal;

import java.time.LocalDate;

/** Somebody completed a session on a day, as a line of a file says. */
record Completion(int line, String person, String session, LocalDate day) {

    /** The place only. */
    @Override
    public String toString() {
        return "Completion[line " + line + "]";
    }
}
