// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.internal.FeedState.Basis;
import org.susten.feeds.internal.FeedState.Request;
import org.susten.files.Schedule;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Training;

/** Finds out whether a feed has something to deliver; in one transaction, under the feed's lock. */
final class Opening {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);
    private static final int ID_LENGTH = 32;

    private final Connection transaction;
    private final Agreements agreements;
    private final Spool spool;
    private final Instant now;
    private final DeliveryTable deliveries;

    Opening(Connection transaction, Agreements agreements, Spool spool, Instant now) {
        this.transaction = transaction;
        this.agreements = agreements;
        this.spool = spool;
        this.now = now;
        this.deliveries = new DeliveryTable(transaction);
    }

    Optional<DeliveryRow> open(String feed) throws SQLException {
        Optional<DeliveryRow> unfinished = deliveries.unfinished(feed);
        if (unfinished.isPresent()) {
            return resume(unfinished.get());
        }
        Governed governed = Governed.of(agreements, feed).orElse(null);
        if (governed == null) {
            return Optional.empty();
        }
        FeedState state = FeedState.of(transaction, feed, now);
        Optional<Decision> denied = denial(agreements, governed, now);
        if (denied.isPresent()) {
            stopped(governed, state, denied.get());
            return Optional.empty();
        }
        Basis basis = Basis.now(transaction, governed.agreement().revision(), agreements.day(now));
        if (basis.commit() == 0 || state.requested() == Request.NONE && !looks(governed, state, basis)) {
            return Optional.empty();
        }
        FeedRows rows = FeedRows.compile(transaction, agreements, governed, now);
        String digest = rows.digest();
        state.checked(transaction, basis, now);
        boolean told = !state.digest().isEmpty();
        boolean nothing = told ? digest.equals(state.digest()) : rows.count() == 0;
        if (state.requested() == Request.NONE && nothing) {
            if (!told) {
                log.info("feed {} has nothing to say yet: {}", feed, rows.emptiness());
            }
            return Optional.empty();
        }
        if (told && nothing) {
            Optional<DeliveryRow> again = repeat(state, digest);
            if (again.isPresent()) {
                return again;
            }
        }
        boolean delta = governed.feed().mode().equals(DeliveryRow.DELTA)
                && told
                && !nothing
                && state.requested() != Request.FULL
                && state.shape().equals(governed.shape())
                // What changed is known only where what was sent is: a backup may have come back without it.
                && state.sent(transaction);
        return Optional.of(begin(governed, delta ? state.commit() : 0, basis.commit(), delta, digest));
    }

    /** Why the feed may not run; empty where it may. */
    static Optional<Decision> denial(Agreements agreements, Governed governed, Instant now) {
        Decision decision = agreements.mayRun(governed.feed().id(), now);
        return decision.permitted() ? governed.senseless() : Optional.of(decision);
    }

    static long lastCommit(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(id), 0) from store.commit_v1")) {
            row.next();
            return row.getLong(1);
        }
    }

    static String message(Decision decision) {
        return decision.clause() + ": " + decision.reason();
    }

    /** A delivery under way goes on where it was, unless the agreement has ended or its package is lost. */
    private Optional<DeliveryRow> resume(DeliveryRow row) throws SQLException {
        if (row.letter() || row.state() != State.RELEASED) {
            return row.waits(now) ? Optional.empty() : Optional.of(row);
        }
        Decision decision = agreements.mayRun(row.feed(), now);
        if (decision.clause().equals(row.agreement() + ": " + Training.CLAUSE)) {
            // A completion that is imported lets it go on; nothing of it is void by then.
            return Optional.empty();
        }
        if (!decision.permitted()) {
            abandon(row, message(decision) + "; the partner had not taken the package by then");
            return Optional.empty();
        }
        if (!spool.holds(row.id(), row.sha256())) {
            abandon(row, "the package was lost from the spool before the partner had it; the next one is full");
            return Optional.empty();
        }
        if (row.waits(now)) {
            return Optional.empty();
        }
        if (Release.withheldSince(transaction, agreements, row, now)) {
            abandon(
                    row,
                    "somebody in the package may no longer be spoken of, and the partner had not taken it by then; "
                            + "the next one is full");
            return Optional.empty();
        }
        return Optional.of(row);
    }

    private void abandon(DeliveryRow row, String message) throws SQLException {
        deliveries.state(row, State.STOPPED, message, null);
        deliveries.unpack(row);
        FeedState.forget(transaction, row.feed());
        spool.remove(row.id());
    }

    /** Whether something happened that can have changed what the feed would say, and it is time. */
    private boolean looks(Governed governed, FeedState state, Basis basis) {
        return !state.current(basis) && scheduled(governed, state);
    }

    private boolean scheduled(Governed governed, FeedState state) {
        String schedule = governed.feed().schedule();
        return schedule == null
                || Schedule.parse(schedule)
                        .after(state.checkedAt(), agreements.zone())
                        .filter(next -> !next.isAfter(now))
                        .isPresent();
    }

    /** The last package says it all: it is sent again as it is, or made again the same where it is gone. */
    private Optional<DeliveryRow> repeat(FeedState state, String digest) throws SQLException {
        DeliveryRow last = deliveries.delivered(state.feed(), digest).orElse(null);
        if (last == null || state.requested() == Request.FULL && last.mode().equals(DeliveryRow.DELTA)) {
            return Optional.empty();
        }
        if (!spool.holds(last.id(), last.sha256())) {
            return Optional.empty();
        }
        deliveries.state(last, State.RELEASED, "sent again, asked for by " + state.requestedBy(), null);
        return deliveries.find(last.id());
    }

    private DeliveryRow begin(Governed governed, long since, long commit, boolean delta, String digest)
            throws SQLException {
        String mode = delta ? DeliveryRow.DELTA : DeliveryRow.FULL;
        Agreement agreement = governed.agreement();
        String id = FeedRows.hash(
                        governed.feed().id(),
                        agreement.revision(),
                        Long.toString(since),
                        Long.toString(commit),
                        mode,
                        digest)
                .substring(0, ID_LENGTH);
        deliveries.insert(row(governed, id, new What(State.FORMATTING, "", mode, since, commit, digest)));
        return deliveries.find(id).orElseThrow();
    }

    /** Once for each reason, and only where a delivery was asked for or there have been some. */
    private void stopped(Governed governed, FeedState state, Decision decision) throws SQLException {
        String feed = governed.feed().id();
        boolean requested = state.requested() != Request.NONE;
        String id = FeedRows.hash(feed, governed.agreement().revision(), State.STOPPED.name(), decision.clause())
                .substring(0, ID_LENGTH);
        List<DeliveryRow> last = deliveries.latest(feed, 1);
        if (requested
                || !last.isEmpty()
                        && !known(last.get(0), decision)
                        && deliveries.find(id).isEmpty()) {
            deliveries.insert(row(
                    governed,
                    id,
                    new What(State.STOPPED, message(decision), governed.feed().mode(), 0, 0, "")));
        }
        if (requested) {
            state.checked(transaction, new Basis("", 0, 0, agreements.day(now)), now);
        }
    }

    private static boolean known(DeliveryRow last, Decision decision) {
        return last.state() == State.STOPPED && last.message().equals(message(decision));
    }

    private DeliveryRow row(Governed governed, String id, What what) {
        Agreement agreement = governed.agreement();
        return new DeliveryRow(
                0,
                id,
                governed.feed().id(),
                agreement.id(),
                agreement.revision(),
                agreement.partner().id(),
                what.state(),
                what.message(),
                what.mode(),
                what.since(),
                what.commit(),
                what.digest(),
                0,
                0,
                List.of(),
                "",
                governed.feed().deliver(),
                0,
                null,
                now,
                null);
    }

    /** What a delivery says, apart from whose it is. */
    private record What(State state, String message, String mode, long since, long commit, String digest) {}
}
