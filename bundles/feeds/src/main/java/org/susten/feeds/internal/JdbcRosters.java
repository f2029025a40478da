// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.feeds.Deliveries;
import org.susten.feeds.FeedException;
import org.susten.feeds.Rosters;
import org.susten.feeds.product.Datasets;
import org.susten.feeds.product.Governed;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Ledger;

/** Snapshots kept in PostgreSQL. It comes after the deliveries, which bring the schema up to date. */
@Component(service = Rosters.class, reference = @Reference(name = "deliveries", service = Deliveries.class))
public final class JdbcRosters implements Rosters {

    private static final Logger log = LoggerFactory.getLogger(JdbcRosters.class);

    /** For how long a snapshot that was just compared with the data is taken as current. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private static final int FETCH = 1_000;

    private final Database database;
    private final Agreements agreements;
    private final Ledger ledger;
    private final Clock clock;
    private final Map<String, Holder> holders = new ConcurrentHashMap<>();
    private final Agreements.Subscription subscription;

    /** Serves the snapshots. */
    @Activate
    public JdbcRosters(@Reference Database database, @Reference Agreements agreements, @Reference Ledger ledger) {
        this(database, agreements, ledger, Clock.systemUTC());
    }

    /** The same, by another clock. */
    public JdbcRosters(Database database, Agreements agreements, Ledger ledger, Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.ledger = ledger;
        this.clock = clock;
        database.migrate("feeds", Deliveries.class);
        this.subscription = agreements.subscribe(() -> holders.values().forEach(Holder::doubt));
    }

    @Deactivate
    void close() {
        subscription.close();
    }

    /** What is known of a feed's snapshot; guarded by itself but for what is said otherwise. */
    private static final class Holder {
        /** A page and what the ledger says of it are read from the same snapshot: none is made meanwhile. */
        private final ReadWriteLock making = new ReentrantReadWriteLock();

        private long version;
        private long checked;
        private volatile @Nullable Object basis;
        /** Under which the snapshot that is there was made. */
        private volatile @Nullable Governed made;
        /** Asking governance for every column takes longer than reading a page: it is done once for each revision. */
        private volatile @Nullable Governed governed;

        void doubt() {
            basis = null;
            governed = null;
        }
    }

    /** The feed under its agreement; empty where there is none that a partner asks for. */
    private Optional<Governed> governed(Agreements asOfNow, String feed) {
        Agreement.Feed found = asOfNow.feed(feed).filter(Agreement.Feed::pulled).orElse(null);
        Agreement agreement =
                found == null ? null : asOfNow.find(found.agreement()).orElse(null);
        if (found == null || agreement == null) {
            return Optional.empty();
        }
        Holder holder = holders.computeIfAbsent(feed, f -> new Holder());
        Governed known = holder.governed;
        if (known != null && known.agreement().equals(agreement)) {
            return Optional.of(known);
        }
        Governed next = Governed.of(asOfNow, agreement, found, Datasets.named(found.dataset()));
        holder.governed = next;
        return Optional.of(next);
    }

    @Override
    public Optional<String> credential(String feed) {
        return governed(agreements.asOfNow(), feed)
                .map(governed -> governed.agreement().credential(feed));
    }

    @Override
    public Optional<Standing> standing(String feed) {
        Agreements asOfNow = agreements.asOfNow();
        Governed governed = governed(asOfNow, feed).orElse(null);
        if (governed == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<Decision> denied = Opening.denial(asOfNow, governed, now);
        Decision decision = denied.orElseGet(() -> asOfNow.mayRun(feed, now));
        return Optional.of(new Standing(
                decision.permitted(),
                decision.clause(),
                decision.reason(),
                decision.permitted() ? version(asOfNow, governed, now) : 0,
                decision.permitted() ? governed.files() : Set.of()));
    }

    /** Nobody reads an old snapshot while a new one is made, so that nothing changes behind a partner's back. */
    private long version(Agreements asOfNow, Governed governed, Instant now) {
        Holder holder = holders.computeIfAbsent(governed.feed().id(), f -> new Holder());
        synchronized (holder) {
            Object basis = List.of(governed.agreement().revision(), asOfNow.day(now));
            if (basis.equals(holder.basis) && System.nanoTime() - holder.checked < FRESH_NANOS) {
                return holder.version;
            }
            long before = holder.version;
            holder.making.writeLock().lock();
            try {
                holder.version = database.inTransaction(
                        transaction -> new RosterSnapshot(transaction, governed).refresh(asOfNow, now));
                holder.made = governed;
            } finally {
                holder.making.writeLock().unlock();
            }
            holder.basis = basis;
            holder.checked = System.nanoTime();
            if (holder.version != before) {
                log.info(
                        "the roster of feed {} is at version {}",
                        governed.feed().id(),
                        holder.version);
                database.inTransaction(transaction -> {
                    RosterSnapshot.keepOnly(transaction, pulled());
                    return holder;
                });
            }
            return holder.version;
        }
    }

    private List<String> pulled() {
        Instant now = clock.instant();
        return agreements.all().stream()
                .flatMap(agreement -> agreement.feeds().stream()
                        .filter(Agreement.Feed::pulled)
                        .map(Agreement.Feed::id)
                        .filter(feed -> mayBeAskedAgain(agreement, agreements.mayRun(feed, now))))
                .toList();
    }

    /** Who was told what must be known when the partner's people are trained again, or it would never hear of whom it had to delete. */
    private static boolean mayBeAskedAgain(Agreement agreement, Decision decision) {
        return decision.permitted() || Shelf.untrained(agreement.id(), decision);
    }

    @Override
    public Page page(String feed, Question question) {
        Holder holder = holders.computeIfAbsent(feed, f -> new Holder());
        if (holder.made == null) {
            standing(feed);
        }
        holder.making.readLock().lock();
        try {
            Governed made = holder.made;
            if (made == null) {
                throw new FeedException(FeedException.Kind.STATE, "no agreement lets the feed be asked for", null);
            }
            return database.inTransaction(transaction -> page(transaction, made, question));
        } finally {
            holder.making.readLock().unlock();
        }
    }

    private Page page(Connection transaction, Governed governed, Question question) throws SQLException {
        String feed = governed.feed().id();
        RosterQuery query = new RosterQuery(feed, question);
        long total = query.plain() ? total(transaction, feed, question) : RosterQuery.one(query.count(transaction));
        if (question.offset() >= total || question.limit() == 0) {
            if (total > 0 && !question.filter().isEmpty()) {
                disclose(transaction, governed, question, RosterQuery.texts(query.counted(transaction)), true);
            }
            return new Page(List.of(), total);
        }
        List<Row> rows = new ArrayList<>();
        boolean untold = read(query, transaction, rows, false);
        if (untold) {
            rows.clear();
            read(query, transaction, rows, true);
        }
        if (untold || !question.paths().isEmpty() && !rows.isEmpty()) {
            disclose(transaction, governed, question, rows.stream().map(Row::id).toList(), untold);
        }
        return new Page(rows, total);
    }

    /** Reads the page. Returns whether it tells of somebody what the ledger does not say yet. */
    private static boolean read(RosterQuery query, Connection transaction, List<Row> rows, boolean lock)
            throws SQLException {
        boolean untold = false;
        try (PreparedStatement statement = query.page(transaction, lock)) {
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(new Row(
                            row.getString(1),
                            row.getBoolean(2),
                            row.getTimestamp(3).toInstant(),
                            row.getString(4)));
                    untold |= !row.getBoolean(6) && row.getLong(5) != 0;
                }
            }
        }
        return untold;
    }

    private void disclose(
            Connection transaction, Governed governed, Question question, List<String> ids, boolean untold)
            throws SQLException {
        RosterDisclosure disclosure = new RosterDisclosure(transaction, ledger, governed, clock.instant());
        if (untold) {
            disclosure.rows(question.file(), ids);
        }
        for (Path path : question.paths()) {
            if (path.via().equals("enrollments")) {
                disclosure.path(path, ids);
            }
        }
    }

    private static long total(Connection transaction, String feed, Question question) throws SQLException {
        try (PreparedStatement statement = transaction.prepareStatement(
                "select coalesce((select total from feeds.roster_count where feed = ? and kind = ? and sub = ?), 0)")) {
            statement.setString(1, feed);
            statement.setString(2, question.file());
            statement.setString(3, question.sub());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
