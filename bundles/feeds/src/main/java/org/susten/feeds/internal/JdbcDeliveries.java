// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.feeds.Deliveries;
import org.susten.feeds.FeedException;
import org.susten.feeds.Letters;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;
import org.susten.governance.Training;
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
        String spool() default DEFAULT_SPOOL;
    }

    private static final Logger log = LoggerFactory.getLogger(JdbcDeliveries.class);
    private static final int KEPT = 20;
    private static final String DEFAULT_SPOOL = "store/spool";

    private final Database database;
    private final Agreements agreements;
    private final Archive archive;
    private final Ledger ledger;
    private final Spool spool;
    private final Clock clock;
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
            Config config) {
        this(
                database,
                agreements,
                archive,
                ledger,
                Path.of(System.getProperty("karaf.base", "."))
                        .resolve(config.spool().isBlank() ? DEFAULT_SPOOL : config.spool()),
                Clock.systemUTC());
    }

    JdbcDeliveries(Database database, Agreements agreements, Archive archive, Ledger ledger, Path spool, Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.archive = archive;
        this.ledger = ledger;
        this.spool = new Spool(spool);
        this.clock = clock;
        database.migrate("feeds", Deliveries.class);
        this.spool.keepOnly(keep());
        this.lettered = lettered();
        this.subscription = agreements.subscribe(this::announce);
    }

    @Deactivate
    void close() {
        subscription.close();
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
        return database.inTransaction(transaction -> FeedState.lock(transaction, feed)
                ? new Opening(transaction, agreements, spool, clock.instant())
                        .open(feed)
                        .map(this::delivery)
                : Optional.empty());
    }

    @Override
    public Delivery format(String delivery) {
        try {
            return step(delivery, true, (transaction, row) -> new Formatting(
                            transaction, agreements, spool, clock.instant())
                    .format(row));
        } catch (FeedException e) {
            if (e.kind() == FeedException.Kind.SPOOL) {
                failed(delivery, String.valueOf(e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public Delivery release(String delivery) {
        return step(delivery, false, (transaction, row) -> new Release(
                        transaction, agreements, archive, ledger, spool, clock.instant())
                .release(row));
    }

    @Override
    public Delivery delivered(String delivery) {
        Delivery arrived = step(delivery, false, (transaction, row) -> {
            if (row.letter() && row.state() == State.RELEASED) {
                DeliveryTable deliveries = new DeliveryTable(transaction);
                deliveries.state(row, State.DELIVERED, row.remark(), clock.instant());
                deliveries.unpack(row);
                new LetterBox(transaction).drop(row);
                spool.remove(row.id());
                log.info("letter {} of feed {} has arrived", row.id(), row.feed());
            } else if (row.state() == State.RELEASED) {
                DeliveryTable deliveries = new DeliveryTable(transaction);
                deliveries.state(row, State.DELIVERED, row.remark(), clock.instant());
                // The last package is kept: it may be asked for again.
                for (DeliveryRow earlier : deliveries.latest(row.feed(), KEPT)) {
                    if (earlier.number() != row.number() && !earlier.letter()) {
                        deliveries.unpack(earlier);
                        spool.remove(earlier.id());
                    }
                }
                log.info("delivery {} of feed {} has arrived: {} rows", row.id(), row.feed(), row.rows());
            } else if (row.state() != State.DELIVERED) {
                throw new FeedException(
                        FeedException.Kind.STATE,
                        "delivery " + row.id() + " was not released and cannot have arrived",
                        null);
            }
        });
        if (lettered.contains(arrived.feed())) {
            lettered = lettered();
        }
        return arrived;
    }

    @Override
    public Delivery failed(String delivery, String message) {
        return step(delivery, false, (transaction, row) -> {
            if (row.state() != State.DELIVERED && row.state() != State.STOPPED) {
                new DeliveryTable(transaction)
                        .postpone(row, message, clock.instant(), Backoff.after(row.attempts(), random));
            }
        });
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
    public String emptiness(String feed) {
        Instant now = clock.instant();
        return database.inTransaction(transaction -> {
            Governed governed = Governed.of(agreements, feed).orElse(null);
            boolean says = new DeliveryTable(transaction)
                    .latest(feed, KEPT).stream()
                            .filter(last -> !last.letter())
                            .limit(1)
                            .anyMatch(last -> last.state() != State.STOPPED && last.rows() > 0);
            return governed == null
                            || governed.feed().pulled()
                            || says
                            || Opening.denial(agreements, governed, now).isPresent()
                    ? ""
                    : FeedRows.compile(transaction, agreements, governed, now).emptiness();
        });
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

    /** One step of one delivery. */
    @FunctionalInterface
    private interface Step {
        void make(Connection transaction, DeliveryRow row) throws SQLException;
    }

    /** Makes a step under the feed's lock. One that reads much sees one state of the database throughout. */
    private Delivery step(String delivery, boolean snapshot, Step step) {
        String feed =
                database.inTransaction(transaction -> row(transaction, delivery).feed());
        return database.inTransaction(transaction -> {
            if (snapshot) {
                try (Statement statement = transaction.createStatement()) {
                    statement.execute("set transaction isolation level repeatable read");
                }
            }
            FeedState.awaitLock(transaction, feed);
            // A snapshot is taken before the lock is there: what another hub did meanwhile shows only by claiming.
            step.make(
                    transaction, new DeliveryTable(transaction).claim(delivery).orElseThrow(() -> unknown(delivery)));
            return delivery(row(transaction, delivery));
        });
    }

    private static DeliveryRow row(Connection transaction, String delivery) throws SQLException {
        return new DeliveryTable(transaction).find(delivery).orElseThrow(() -> unknown(delivery));
    }

    private static FeedException unknown(String delivery) {
        return new FeedException(FeedException.Kind.STATE, "there is no delivery " + delivery, null);
    }

    private Delivery delivery(DeliveryRow row) {
        return row.delivery(spool.folder(row.id()));
    }

    /** Packages still needed: those on their way, and the last one of each feed. */
    private Set<String> keep() {
        return database.inTransaction(transaction -> {
            Set<String> ids = new HashSet<>();
            try (Statement statement = transaction.createStatement();
                    ResultSet row = statement.executeQuery(
                            """
                            select id from feeds.delivery where state in ('READY', 'RELEASED')
                            union
                            (select distinct on (feed) id from feeds.delivery where state = 'DELIVERED' and mode <> 'letter'
                             order by feed, number desc)""")) {
                while (row.next()) {
                    ids.add(row.getString(1));
                }
            }
            return ids;
        });
    }
}
