// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.internal.DeliveryRow.Span;
import org.susten.feeds.internal.FeedState.Basis;
import org.susten.feeds.internal.FeedState.Request;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.packing.PartnerKey;
import org.susten.feeds.packing.Spool;
import org.susten.feeds.product.Governed;
import org.susten.feeds.product.Grants;
import org.susten.feeds.product.Hash;
import org.susten.files.Schedule;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.RosterFields;

/** Finds out whether a feed has something to deliver; in one transaction, under the feed's lock. */
final class Opening {

    private static final Logger log = LoggerFactory.getLogger(Opening.class);
    private static final int ID_LENGTH = 32;
    /** What is said of a package that lies there otherwise than it was written. */
    private static final String DAMAGED = "the package was lost or damaged in the spool";

    private final Connection transaction;
    private final Grants grants;
    private final Agreements agreements;
    private final Spool spool;
    private final Instant now;
    private final DeliveryTable deliveries;

    Opening(Connection transaction, Grants grants, Spool spool, Instant now) {
        this.transaction = transaction;
        this.grants = grants;
        this.agreements = grants.agreements();
        this.spool = spool;
        this.now = now;
        this.deliveries = new DeliveryTable(transaction);
    }

    Optional<DeliveryRow> open(String feed) throws SQLException {
        Optional<DeliveryRow> shelved = new Shelf(transaction, agreements, spool, now).look(feed);
        Optional<DeliveryRow> unfinished = deliveries.unfinished(feed);
        if (unfinished.isPresent()) {
            return resume(unfinished.get());
        }
        Governed governed = grants.of(feed).orElse(null);
        // What the partner has begun to fetch it shall have, before something newer is made.
        if (governed == null || shelved.isPresent() && shelved.get().state() == State.RELEASED) {
            return Optional.empty();
        }
        FeedState state = FeedState.of(transaction, feed, now);
        Optional<Decision> denied = denial(agreements, governed, now);
        if (denied.isPresent()) {
            stopped(governed, state, denied.get());
            return Optional.empty();
        }
        Basis basis = Basis.now(transaction, governed.revision(agreements), agreements.day(now));
        if (basis.commit() == 0 || state.requested() == Request.NONE && !looks(governed, state, basis)) {
            return Optional.empty();
        }
        Formatting formatting = new Formatting(transaction, grants, spool, now);
        Said rows = formatting.say(governed, state);
        Optional<DeliveryRow> due = due(governed, state, basis, rows, shelved);
        if (due.isPresent() && due.get().state() == State.FORMATTING) {
            // What was found once is not looked for again when the delivery is formatted a moment later.
            formatting.write(due.get(), governed, rows);
        } else {
            rows.drop();
        }
        return due;
    }

    private Optional<DeliveryRow> due(
            Governed governed, FeedState state, Basis basis, Said rows, Optional<DeliveryRow> shelved)
            throws SQLException {
        String digest = rows.digest();
        state.checked(transaction, basis, now);
        boolean told = !state.digest().isEmpty();
        boolean nothing = told ? digest.equals(state.digest()) : rows.count() == 0;
        if (told && nothing) {
            FeedState.still(transaction, state.feed());
        }
        if (shelved.isPresent()) {
            if (digest.equals(shelved.get().digest()) && state.requested() != Request.FULL) {
                return Optional.empty();
            }
            new Halt(transaction, spool).drop(shelved.get(), "superseded: what it said is not the latest any more");
        }
        if (state.requested() == Request.NONE && nothing && !comesForIt(governed, told)) {
            if (!told) {
                log.debug("feed {} has nothing to say yet: {}", state.feed(), rows.emptiness());
            }
            return Optional.empty();
        }
        if (told && nothing) {
            Optional<DeliveryRow> again = repeat(governed, state, digest);
            if (again.isPresent()) {
                return again.filter(last -> last.state() == State.RELEASED);
            }
        }
        boolean delta = governed.delta()
                && told
                && !nothing
                && state.requested() != Request.FULL
                && state.shape().equals(governed.shape())
                // What changed is known only where what was sent is: a backup may have come back without it.
                && state.sent(transaction);
        return Optional.of(begin(governed, delta ? state.commit() : 0, basis.commit(), delta, digest));
    }

    /** Whether the partner comes for what was sent elsewhere until now: it would find nothing there. */
    private boolean comesForIt(Governed governed, boolean told) throws SQLException {
        return told
                && governed.feed().deliver().equals(RosterFields.PULLED)
                && deliveries
                        .last(governed.feed().id())
                        .filter(row -> !row.offered())
                        .isPresent();
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
        if (row.letter()) {
            return resumeLetter(row);
        }
        if (row.state() == State.FORMATTING || row.state() == State.READY) {
            if (row.waits(now)) {
                return Optional.empty();
            }
            boolean made = row.state() == State.FORMATTING || unharmed(deliveries, spool, row);
            return made ? Optional.of(row) : deliveries.find(row.id());
        }
        Decision decision = agreements.mayRun(row.feed(), now);
        if (Shelf.untrained(row.agreement(), decision)) {
            // A completion that is imported lets it go on; nothing of it is void by then.
            return Optional.empty();
        }
        if (!decision.permitted()) {
            return abandon(row, message(decision) + "; the partner had not taken the package by then");
        }
        if (Formatting.changed(agreements, row, now).isPresent()) {
            return abandon(
                    row,
                    "superseded: the agreement has changed, and the partner had not taken the package by then; "
                            + "the next one is full");
        }
        if (!spool.holds(row.id(), row.sha256())) {
            return abandon(row, "the package was lost from the spool before the partner had it; the next one is full");
        }
        if (row.state() == State.DEAD || row.waits(now)) {
            return Optional.empty();
        }
        if (!spool.intact(row.id(), row.sha256())) {
            return abandon(row, DAMAGED + " before the partner had it; the next one is full");
        }
        if (Release.withheldSince(transaction, agreements, row, now)) {
            return abandon(
                    row,
                    "somebody in the package may no longer be spoken of, and the partner had not taken it by then; "
                            + "the next one is full");
        }
        return Optional.of(row);
    }

    /** Nothing of it has left: a package that came to harm while it waited is made again, and this is false. */
    static boolean unharmed(DeliveryTable deliveries, Spool spool, DeliveryRow row) throws SQLException {
        boolean intact = spool.intact(row.id(), row.sha256());
        if (!intact) {
            deliveries.state(row, State.FORMATTING, DAMAGED + " and is made again", null);
        }
        return intact;
    }

    /** A letter goes where its partner's feed goes now; one that is another partner's by now tells nothing of where it may go. */
    private Optional<DeliveryRow> resumeLetter(DeliveryRow row) throws SQLException {
        Optional<String> place = agreements
                .feed(row.feed())
                .filter(feed -> !feed.pulled() && row.isOf(agreements.find(feed.agreement())))
                .map(Agreement.Feed::deliver)
                .filter(deliver -> !deliver.equals(row.destination()));
        if (place.isPresent()) {
            deliveries.redirect(row, place.get());
            return deliveries.find(row.id()).filter(moved -> moved.state() != State.DEAD);
        }
        return row.state() == State.DEAD || row.waits(now) ? Optional.empty() : Optional.of(row);
    }

    private Optional<DeliveryRow> abandon(DeliveryRow row, String message) throws SQLException {
        new Halt(transaction, spool).abandon(row, message);
        return Optional.empty();
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

    /**
     * The last package says it all: it is sent again as it is, or made again the same where it is gone. One that is to go
     * elsewhere now is another delivery.
     */
    private Optional<DeliveryRow> repeat(Governed governed, FeedState state, String digest) throws SQLException {
        DeliveryRow last = deliveries.delivered(state.feed(), digest).orElse(null);
        if (last == null || state.requested() == Request.FULL && last.delta()) {
            return Optional.empty();
        }
        boolean elsewhere = !last.destination().equals(governed.feed().deliver())
                // It tells its partner what the agreement said then, and the ledger who was a party to it then.
                || !last.revision().equals(governed.agreement().revision())
                // What is encrypted under a former key its partner may be unable to read.
                || !spool.manifest(last.id())
                        .map(Manifest::fingerprint)
                        .orElse("")
                        .equals(fingerprint(governed));
        if (elsewhere || !spool.intact(last.id(), last.sha256())) {
            return Optional.empty();
        }
        if (last.offered()) {
            // It lies there still.
            return Optional.of(last);
        }
        deliveries.state(last, State.RELEASED, "sent again, asked for by " + state.requestedBy(), null);
        return deliveries.find(last.id());
    }

    private String fingerprint(Governed governed) {
        return spool.key(governed, now).map(PartnerKey::fingerprint).orElse("");
    }

    private DeliveryRow begin(Governed governed, long since, long commit, boolean delta, String digest)
            throws SQLException {
        String mode = delta ? Governed.DELTA : Governed.FULL;
        Agreement agreement = governed.agreement();
        List<String> parts = new ArrayList<>(List.of(
                governed.feed().id(), agreement.revision(), Long.toString(since), Long.toString(commit), mode, digest));
        String fingerprint = fingerprint(governed);
        if (!fingerprint.isEmpty()) {
            parts.add(fingerprint);
        }
        String id = id(governed.feed().id(), parts);
        deliveries.insert(row(governed, id, State.FORMATTING, "", new Span(mode, since, commit, digest)));
        return deliveries.find(id).orElseThrow();
    }

    /** The same once more has the same id, unless something else came between: who has had that id takes nothing over under it. */
    private String id(String feed, List<String> parts) throws SQLException {
        String id = hash(parts);
        Optional<DeliveryRow> last =
                deliveries.last(feed).filter(row -> !row.id().equals(id));
        if (last.isPresent() && deliveries.find(id).isPresent()) {
            parts.add(last.get().id());
        }
        return hash(parts);
    }

    private static String hash(List<String> parts) {
        return Hash.of(parts.toArray(String[]::new)).substring(0, ID_LENGTH);
    }

    /** Once for each reason, and only where a delivery was asked for or there have been some. */
    private void stopped(Governed governed, FeedState state, Decision decision) throws SQLException {
        String feed = governed.feed().id();
        boolean requested = state.requested() != Request.NONE;
        String id = Hash.of(feed, governed.agreement().revision(), State.STOPPED.name(), decision.clause())
                .substring(0, ID_LENGTH);
        List<DeliveryRow> last = deliveries.latest(feed, 1);
        if (requested
                || !last.isEmpty()
                        && !known(last.get(0), decision)
                        && deliveries.find(id).isEmpty()) {
            deliveries.insert(row(
                    governed,
                    id,
                    State.STOPPED,
                    message(decision),
                    new Span(governed.feed().mode(), 0, 0, "")));
        }
        if (requested) {
            state.checked(transaction, new Basis("", 0, 0, agreements.day(now)), now);
        }
    }

    private static boolean known(DeliveryRow last, Decision decision) {
        return last.state() == State.STOPPED && last.message().equals(message(decision));
    }

    private DeliveryRow row(Governed governed, String id, State state, String message, Span span) {
        return new DeliveryRow(
                id,
                governed.feed().id(),
                governed.agreement(),
                state,
                message,
                span,
                governed.feed().deliver(),
                now);
    }
}
