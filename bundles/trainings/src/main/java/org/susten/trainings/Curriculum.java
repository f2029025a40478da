// SPDX-License-Identifier: Apache-2.0
package org.susten.trainings;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.susten.users.Role;

/**
 * What people must have been taught.
 *
 * @param id the file's name without its ending
 * @param owner who gives it, and must act where somebody lacks a session
 * @param validMonths for how many months a completed session counts; 0 for ever
 * @param signedBy public key of whoever sends its completions, X.509 in base64; empty where whoever imports them vouches for them
 * @param staff roles of the hub whose accounts must have completed it before they see a single child; empty for none
 * @param warnDays how many days before somebody's last one an alert tells of it
 */
public record Curriculum(
        String id,
        String title,
        String owner,
        int validMonths,
        String signedBy,
        List<Session> sessions,
        Set<Role> staff,
        int warnDays) {

    /** Days of warning where a curriculum says nothing of it. */
    public static final int WARN_DAYS = 30;

    /** Keeps its own copies. */
    public Curriculum {
        sessions = List.copyOf(sessions);
        staff = Set.copyOf(staff);
    }

    /** One that nobody of the hub must have completed. */
    public Curriculum(String id, String title, String owner, int validMonths, String signedBy, List<Session> sessions) {
        this(id, title, owner, validMonths, signedBy, sessions, Set.of(), WARN_DAYS);
    }

    /** One session, by the id that completions name it by. */
    public record Session(String id, String title, BigDecimal hours) {}

    /** How long all of it is, in hours. */
    public BigDecimal hours() {
        return sessions.stream().map(Session::hours).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The last day on which a session completed on that day counts; empty for ever. */
    public Optional<LocalDate> until(LocalDate completed) {
        return validMonths == 0
                ? Optional.empty()
                : Optional.of(completed.plusMonths(validMonths).minusDays(1));
    }
}
