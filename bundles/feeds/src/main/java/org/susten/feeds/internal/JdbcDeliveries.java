// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.feeds.Announcements;
import org.susten.feeds.Deliveries;
import org.susten.feeds.FeedException;
import org.susten.feeds.Letters;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.packing.Spool;
import org.susten.feeds.product.Grants;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;
import org.susten.governance.Training;
import org.susten.measures.Measures;
import org.susten.store.Records;

/** Deliveries kept in PostgreSQL, their packages in the spool. */
@Component(
        immediate = true,
        service = {Deliveries.class, Letters.class, JdbcDeliveries.class},
        configurationPid = "org.susten.feeds")
@Designate(ocd = JdbcDeliveries.Config.class)
public final class JdbcDeliveries implements Deliveries, Letters {

    /** Settings. */
    @ObjectClassDefinition(name = "Susten feeds")
    public @interface Config {
        /** Where packages lie until the partner has them. */
        @AttributeDefinition(description = "Folder of packages on their way out; relative to the hub's folder")
        String spool() default Spool.USUAL;

        /** When to stop trying. */
        @AttributeDefinition(
                description =
                        "How often a delivery is tried before it is dead; with the pauses, 120 take more than three days")
        int attempts() default ATTEMPTS;
    }

    static final int ATTEMPTS = 120;

    private final Database database;
    private final Agreements agreements;
    private final Grants grants;
    private final Archive archive;
    private final Ledger ledger;
    private final Spool spool;
    private final Clock clock;
    private final int limit;
    private final DeliverySteps steps;
    private final Announcements announcements;
    /** Feeds whose letters wait, for one that is no more needs a route until they are gone. Replaced whole. */
    private volatile List<String> lettered;

    private final RandomGenerator random = new SecureRandom();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final Agreements.Subscription subscription;

    /** Brings the schema up to date, and drops what dead deliveries left in the spool. */
    @Activate
    public JdbcDeliveries(
            @Reference Database database,
            @Reference Agreements agreements,
            @Reference Archive archive,
            @Reference Ledger ledger,
            // Its views are read; this asks that they are there.
            @Reference Records records,
            // Whether a partner's people are trained is asked with every decision: nothing is stopped for want of the
            // answer.
            @Reference Training training,
            @Reference Measures measures,
            Config config) {
        this(
                database,
                agreements,
                archive,
                ledger,
                measures,
                Spool.below(Path.of(System.getProperty("karaf.base", ".")), config.spool()),
                Math.max(1, config.attempts()),
                Clock.systemUTC());
    }

    JdbcDeliveries(
            Database database,
            Agreements agreements,
            Archive archive,
            Ledger ledger,
            Measures measures,
            Spool spool,
            int limit,
            Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.grants = new Grants(agreements, measures);
        this.archive = archive;
        this.ledger = ledger;
        this.spool = spool;
        this.clock = clock;
        this.limit = limit;
        this.steps = new DeliverySteps(database);
        this.announcements = new JdbcAnnouncements(database, agreements, archive, clock);
        database.migrate("feeds", Deliveries.class);
        this.spool.keepOnly(database.inTransaction(transaction -> new DeliveryTable(transaction).packages()));
        this.lettered = lettered();
        this.subscription = agreements.subscribe(this::announce);
    }

    @Deactivate
    void close() {
        subscription.close();
    }

    Grants grants() {
        return grants;
    }

    void addListener(Listener listener) {
        listeners.add(listener);
        listener.feeds(feeds());
    }

    void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    private void announce() {
        List<String> feeds = feeds();
        listeners.forEach(listener -> listener.feeds(feeds));
    }

    @Override
    public List<String> feeds() {
        Stream<String> agreed = agreements.all().stream()
                .flatMap(agreement -> agreement.feeds().stream())
                // What the partner asks for is not sent.
                .filter(feed -> !feed.pulled())
                .map(Agreement.Feed::id);
        return Stream.concat(agreed, lettered.stream()).distinct().sorted().toList();
    }

    private List<String> lettered() {
        return database.inTransaction(LetterBox::waiting);
    }

    @Override
    public String post(Connection transaction, Letter letter, Instant now) {
        try {
            return new LetterBox(transaction).post(letter, now);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public void forget(Connection transaction, String feed, List<Addressee> gone) {
        try {
            new Told(transaction).forget(feed, gone);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    @Override
    public void posted() {
        lettered = lettered();
        announce();
    }

    @Override
    public Optional<Delivery> open(String feed) {
        return steps.look(feed, transaction -> new Opening(transaction, grants.asOfNow(), spool, clock.instant())
                        .open(feed))
                .map(this::delivery);
    }

    @Override
    public Delivery format(String delivery) {
        try {
            return delivery(steps.makeOnSnapshot(delivery, (transaction, row) -> new Formatting(
                            transaction, grants.asOfNow(), spool, clock.instant())
                    .format(row)));
        } catch (FeedException e) {
            if (e.kind() != FeedException.Kind.STATE) {
                failed(delivery, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public Delivery release(String delivery) {
        return delivery(steps.makeInTurn(delivery, (transaction, row) -> new Release(
                        transaction, grants.asOfNow(), archive, ledger, spool, clock.instant())
                .release(row)));
    }

    @Override
    public Delivery delivered(String delivery) {
        Delivery arrived = delivery(steps.make(delivery, this::arrived));
        letterGone(arrived.feed());
        return arrived;
    }

    private void arrived(Connection transaction, DeliveryRow row) throws SQLException {
        outbox(transaction).arrived(row);
        if (row.state() != State.DELIVERED && !row.offered()) {
            new AnnouncementTable(transaction).add(row, agreements, archive);
        }
    }

    private Outbox outbox(Connection transaction) {
        return new Outbox(transaction, spool, clock.instant());
    }

    private void letterGone(String feed) {
        if (lettered.contains(feed)) {
            lettered = lettered();
        }
    }

    @Override
    public Delivery failed(String delivery, String message) {
        return delivery(steps.make(delivery, (transaction, row) -> outbox(transaction)
                .failed(row, message, Backoff.after(row.attempts(), random), limit)));
    }

    @Override
    public Delivery postponed(String delivery, String message, Duration pause) {
        return delivery(
                steps.make(delivery, (transaction, row) -> outbox(transaction).postponed(row, message, pause)));
    }

    @Override
    public List<Delivery> dead() {
        return database.inTransaction(transaction -> new DeliveryTable(transaction)
                .dead().stream().map(this::delivery).toList());
    }

    @Override
    public Delivery again(String delivery, String who) {
        return delivery(
                steps.make(delivery, (transaction, row) -> outbox(transaction).again(row, who)));
    }

    @Override
    public Delivery giveUp(String delivery, String because, String who) {
        Delivery ended = delivery(
                steps.make(delivery, (transaction, row) -> outbox(transaction).giveUp(row, because, who)));
        // Not before: where it cannot be given up now, somebody may have it sent after all.
        spool.remove(ended.id());
        letterGone(ended.feed());
        return ended;
    }

    @Override
    public Optional<Delivery> acknowledge(String delivery, String how, String who) {
        if (find(delivery).isEmpty()) {
            return Optional.empty();
        }
        boolean[] noted = new boolean[1];
        Delivery now = delivery(steps.make(delivery, (transaction, row) -> {
            noted[0] = new DeliveryTable(transaction).acknowledge(row, how + " (" + who + ")", clock.instant());
            // Who says that it has taken it over has it, even if the hub was not told so when it was sent.
            if (noted[0] && (row.state() == State.RELEASED || row.state() == State.DEAD)) {
                arrived(transaction, row);
            }
        }));
        letterGone(now.feed());
        return noted[0] ? Optional.of(now) : Optional.empty();
    }

    @Override
    public Announcements announcements() {
        return announcements;
    }

    @Override
    public void request(String feed, boolean full, String who) {
        Agreement.Feed wanted = agreements
                .feed(feed)
                .orElseThrow(() -> new FeedException(
                        FeedException.Kind.STATE,
                        "there is no feed " + feed + ": no agreement in force names it",
                        null));
        if (wanted.pulled()) {
            throw new FeedException(
                    FeedException.Kind.STATE,
                    "the feed " + feed + " is not sent: the partner asks for it over the OneRoster API",
                    null);
        }
        Instant now = clock.instant();
        for (Delivery dead : dead()) {
            if (dead.feed().equals(feed)) {
                throw new FeedException(
                        FeedException.Kind.STATE,
                        "delivery " + dead.id() + " of " + feed
                                + " is dead and holds up what comes after it: send it again"
                                + " (susten:deliver --again " + dead.id() + ") or give it up (susten:deliver --give-up "
                                + dead.id() + ")",
                        null);
            }
        }
        database.inTransaction(transaction -> {
            FeedState.awaitLock(transaction, feed);
            FeedState.request(transaction, feed, full, who, now);
            return feed;
        });
    }

    @Override
    public List<Delivery> latest(String feed, int limit) {
        return database.inTransaction(transaction -> new DeliveryTable(transaction)
                .latest(feed, limit).stream().map(this::delivery).toList());
    }

    @Override
    public Optional<Delivery> find(String delivery) {
        return database.inTransaction(
                transaction -> new DeliveryTable(transaction).find(delivery).map(this::delivery));
    }

    @Override
    public List<WithheldColumn> columnsWithheld(String delivery) {
        return spool.manifest(delivery).map(Manifest::columnsWithheld).orElse(List.of());
    }

    @Override
    public Map<String, String> emptiness() {
        return new Silence(database, grants.asOfNow(), clock.instant()).all();
    }

    @Override
    public void destroy(String agreement) {
        Instant now = clock.instant();
        boolean runs = agreements.find(agreement).stream()
                .flatMap(found -> found.feeds().stream())
                .anyMatch(feed -> agreements.mayRun(feed.id(), now).permitted());
        if (runs) {
            throw new FeedException(
                    FeedException.Kind.STATE, "agreement " + agreement + " is in force: end it first", null);
        }
        List<String> packages = database.inTransaction(transaction -> new Destruction(transaction).of(agreement));
        packages.forEach(spool::remove);
        try {
            Destruction.rewrite(database.dataSource());
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
        lettered = lettered();
        announce();
    }

    Spool spool() {
        return spool;
    }

    Delivery delivery(DeliveryRow row) {
        return row.delivery(spool.folder(row.id()));
    }
}
