// SPDX-License-Identifier: Apache-2.0
package org.susten.identity.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.susten.identity.matching.Model;
import org.susten.identity.matching.Sketches;
import org.susten.identity.matching.Table;

/**
 * What is remembered of records between runs, so that most candidates need not be read. Whatever changes a record says so in {@code
 * identity.revised} in its own transaction, under the index's lock: a reading begins by forgetting what was revised since the last one,
 * by this hub or another. Safe for any thread.
 */
final class Sketchbook {

    /** With all of them, it takes 128 MB outside the heap. */
    private static final long MOST = 4_000_000;

    /** Rather than forget so many one by one, everything is forgotten. */
    private static final long MANY = 100_000;

    private static final String NEXT =
            """
            select record, row, stream, role, closed, person, features from identity.link
            where record > ? and features is not null order by record limit ?
            """;

    private final Object lock = new Object();
    private Crowds crowds = Crowds.some();
    private @Nullable Sketches sketches;
    private long model;
    private long seen;

    /** Up to which record the sketches have been filled. */
    private long filled;

    /** Sketches as of the beginning of a run's resolving. */
    Reading read(Connection connection, Moment moment, Models.Versioned inForce) throws SQLException {
        if (moment.revising()) {
            return new Reading(null, Crowds.none(), 0);
        }
        Moment.Revised state = moment.revised();
        synchronized (lock) {
            boolean gap = state.last() < seen || state.first() > seen + 1 || state.last() - seen > MANY;
            if (sketches == null || model != inForce.version() || gap) {
                sketches = new Sketches(inForce.model(), MOST);
                crowds = Crowds.some();
                filled = 0;
                model = inForce.version();
                seen = state.last();
            } else if (state.last() > seen) {
                List<Long> revised = Sql.list(
                        connection, "select record from identity.revised where id > ?", row -> row.getLong(1), seen);
                revised.forEach(sketches::forget);
                // A key that records gave up may be of few again.
                crowds = Crowds.some();
                seen = state.last();
            }
            return new Reading(sketches, crowds, seen);
        }
    }

    /**
     * Remembers records in their order, from where it was left, so that no run need read them: in a transaction of its own. Those of
     * transactions that end later than others are left to whoever meets them.
     *
     * @return whether there may be more
     */
    boolean fill(Connection connection, Models models) throws SQLException {
        Moment moment = Moment.of(connection, 0);
        Models.Versioned inForce = models.of(connection, moment.model());
        Reading reading = read(connection, moment, inForce);
        List<Member> next = Sql.list(connection, NEXT, Staging::member, filled(), Staging.SLICE);
        return !next.isEmpty() && reading.fill(next, inForce.model());
    }

    private long filled() {
        synchronized (lock) {
            return filled;
        }
    }

    /** What one run may use. For one thread. */
    final class Reading {

        private final @Nullable Sketches ofRun;
        private final Crowds crowdsOfRun;
        private final long asOf;

        private Reading(@Nullable Sketches ofRun, Crowds crowdsOfRun, long asOf) {
            this.ofRun = ofRun;
            this.crowdsOfRun = crowdsOfRun;
            this.asOf = asOf;
        }

        /** Keys of crowds as of then; where records were revised since, the run is decided again anyway. */
        Crowds crowds() {
            return crowdsOfRun;
        }

        private boolean current() {
            return ofRun != null && ofRun == sketches && asOf == seen;
        }

        /** To be held while {@link #of} and {@link #may} are asked. */
        Object lock() {
            return lock;
        }

        /** Takes a record that candidates were found for. */
        void of(Table table, int row) {
            if (ofRun != null) {
                ofRun.of(table, row);
            }
        }

        /** Whether a candidate may be worth a look. */
        boolean may(long candidate) {
            return ofRun == null || ofRun.may(candidate, (float) Model.REVIEW);
        }

        private boolean fill(List<Member> next, Model inForce) {
            synchronized (lock) {
                remember(next, inForce);
                if (!current()) {
                    return true;
                }
                filled = next.get(next.size() - 1).record();
                return next.size() == Staging.SLICE && ofRun != null && !ofRun.full();
            }
        }

        /** Remembers records of the index, unless others may have been revised since they were read. */
        void remember(List<Member> members, Model inForce) {
            synchronized (lock) {
                if (ofRun != null && current()) {
                    Table table = new Table(members.size(), inForce);
                    for (Member member : members) {
                        ofRun.put(member.record(), table, table.add(member.features()));
                    }
                }
            }
        }
    }
}
