// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Chore;
import org.susten.db.HubClocks;
import org.susten.db.Sql;
import org.susten.engine.Alerts;
import org.susten.engine.ClockWatch;
import org.susten.engine.arrival.EngineDatabase;

/**
 * Compares the clock with what it was at the hub's last look, which the database keeps. More than a day further, or set back, it is
 * doubted: the hub was off, the machine slept, or somebody set the clock.
 */
@Component
public final class JdbcClockWatch implements ClockWatch, Chore {

    private static final Logger log = LoggerFactory.getLogger(JdbcClockWatch.class);
    private static final String SUBJECT = "clock:jump";
    private static final Duration AHEAD = Duration.ofDays(1);
    private static final Duration DOUBT = Duration.ofHours(12);

    private final EngineDatabase database;
    private final Alerts alerts;
    private final Clock clock;
    /** A hub that has just been started was off: nothing to alarm anybody. Guarded by this. */
    private boolean looked;

    @Activate
    public JdbcClockWatch(@Reference EngineDatabase database, @Reference Alerts alerts) {
        this(database, alerts, Clock.systemUTC());
    }

    JdbcClockWatch(EngineDatabase database, Alerts alerts, Clock clock) {
        this.database = database;
        this.alerts = alerts;
        this.clock = clock;
    }

    @Override
    public String what() {
        return "looking at the clock";
    }

    @Override
    public Duration first() {
        return Duration.ZERO;
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void look(Instant now) {
        believed();
    }

    /** What the database knows; doubted since an instant, or not. */
    private record Seen(Instant at, Optional<Instant> doubted) {}

    @Override
    public synchronized boolean believed() {
        Instant now = clock.instant();
        // In one transaction: each hub of a community compares with what another saw last.
        Seen before = database.inTransaction(connection -> {
            Seen last = seen(connection, now);
            Sql.run(
                    connection,
                    "update engine.clock set seen = ?, doubted = ?",
                    now,
                    doubted(last, now).orElse(null));
            return last;
        });
        Optional<Instant> doubted = doubted(before, now);
        if (jumped(before, now)) {
            tell(before.at(), now, now.isBefore(before.at()) || looked);
        } else if (doubted.isEmpty() && (before.doubted().isPresent() || !looked)) {
            alerts.close(SUBJECT);
        }
        looked = true;
        return doubted.isEmpty();
    }

    private static boolean jumped(Seen before, Instant now) {
        Duration gap = Duration.between(before.at(), now);
        return gap.compareTo(AHEAD) > 0 || gap.negated().compareTo(HubClocks.TOLERANCE) > 0;
    }

    /** Since when the clock is not believed. */
    private static Optional<Instant> doubted(Seen before, Instant now) {
        return jumped(before, now)
                ? Optional.of(now)
                : before.doubted().filter(since -> now.isBefore(since.plus(DOUBT)));
    }

    private static Seen seen(Connection connection, Instant now) throws SQLException {
        Sql.run(connection, "insert into engine.clock (seen) values (?) on conflict do nothing", now);
        return Sql.first(
                        connection,
                        "select seen, doubted from engine.clock for update",
                        row -> new Seen(Sql.requiredInstant(row, "seen"), Sql.instant(row, "doubted")))
                .orElseThrow();
    }

    private void tell(Instant before, Instant now, boolean alarming) {
        String what = "The hub's clock says " + now.truncatedTo(ChronoUnit.SECONDS) + ", and said "
                + before.truncatedTo(ChronoUnit.SECONDS)
                + " when the hub last looked at it: nothing is deleted by its age, no hold expires and nobody is told to destroy"
                + " anything until " + now.plus(DOUBT).truncatedTo(ChronoUnit.SECONDS);
        log.info("{}", what);
        if (alarming) {
            alerts.open(
                    SUBJECT,
                    what
                            + ". Hub operator: where the clock is right, as after the machine slept, nothing is to be done; where it is"
                            + " not, set it, and have the machine ask a time server.");
        }
    }
}
