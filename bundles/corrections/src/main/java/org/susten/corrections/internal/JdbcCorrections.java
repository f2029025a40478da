// SPDX-License-Identifier: Apache-2.0
package org.susten.corrections.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.corrections.Corrections;
import org.susten.corrections.internal.Detection.Way;
import org.susten.corrections.internal.NoticeTable.Named;
import org.susten.db.Chore;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.endings.Endings;
import org.susten.endings.Endings.Ending;
import org.susten.engine.Alerts;
import org.susten.feeds.Letters;
import org.susten.feeds.Letters.Addressee;
import org.susten.feeds.Letters.Letter;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;

/** Notices in PostgreSQL. It looks every few seconds; where nothing happened that costs a query for each agreement. */
@Component(service = {Corrections.class, Chore.class})
public final class JdbcCorrections implements Corrections, Chore {

    private static final Logger log = LoggerFactory.getLogger(JdbcCorrections.class);

    /** Of a person, also under ids that were merged into it. */
    private static final String TOLD_OF =
            """
            with now as (select coalesce((select redirect from identity.person_v1 where person = ?), ?) as person)
            select id, person, feed, agreement from feeds.told_v1
            where person in (
              select person from now union select p.person from identity.person_v1 p join now n on p.redirect = n.person)
            order by id""";

    private final Database database;
    private final Agreements agreements;
    private final Archive archive;
    private final Letters letters;
    private final Alerts alerts;
    private final Supplier<List<Ending>> endings;
    private final Clock clock;

    /** Brings the schema up to date. */
    @Activate
    public JdbcCorrections(
            @Reference Database database,
            @Reference Agreements agreements,
            @Reference Archive archive,
            @Reference Letters letters,
            @Reference Alerts alerts,
            @Reference Endings endings) {
        this(database, agreements, archive, letters, alerts, endings::list, Clock.systemUTC());
    }

    JdbcCorrections(
            Database database,
            Agreements agreements,
            Archive archive,
            Letters letters,
            Alerts alerts,
            Supplier<List<Ending>> endings,
            Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.archive = archive;
        this.letters = letters;
        this.alerts = alerts;
        this.endings = endings;
        this.clock = clock;
        database.migrate("corrections", Corrections.class);
    }

    @Override
    public String what() {
        return "looking for what partners must be told";
    }

    @Override
    public Duration pause() {
        return Duration.ofSeconds(10);
    }

    @Override
    public void look(Instant now) {
        look();
    }

    @Override
    public int look() {
        Instant now = clock.instant();
        Map<String, Ending> destroyed = destroyed();
        int opened = 0;
        for (Agreement agreement : archive.all()) {
            if (destroyed.containsKey(agreement.id())) {
                continue;
            }
            opened += database.inTransaction(transaction -> {
                lock(transaction);
                int count = 0;
                for (Map.Entry<String, List<Named>> found : new Detection(transaction, agreements, archive, now)
                        .look(agreement)
                        .entrySet()) {
                    open(transaction, agreement, found.getKey(), found.getValue(), now);
                    count++;
                }
                return count;
            });
        }
        if (opened > 0) {
            letters.posted();
        }
        toldAgain(now);
        closed(destroyed);
        overdue(now);
        return opened;
    }

    /** Ended agreements whose partner has attested that it destroyed all it was told: nothing is left there to delete or correct. */
    private Map<String, Ending> destroyed() {
        return endings.get().stream()
                .filter(ending -> ending.attested() != null)
                .collect(Collectors.toMap(Ending::agreement, ending -> ending));
    }

    private void closed(Map<String, Ending> destroyed) {
        for (Notice open : destroyed.isEmpty() ? List.<Notice>of() : list(false)) {
            Ending ending = destroyed.get(open.agreement());
            if (ending != null) {
                acknowledge(
                        open.number(),
                        "attested for the whole agreement, that all was destroyed: " + ending.how(),
                        String.valueOf(ending.by()));
                log.info(
                        "correction notice {} is closed: its partner has attested that all was destroyed",
                        open.number());
            }
        }
    }

    private void toldAgain(Instant now) {
        List<Long> closed = database.inTransaction(transaction -> {
            lock(transaction);
            return new NoticeTable(transaction).toldAgain(now);
        });
        for (long number : closed) {
            log.info("correction notice {} is closed: all of its children were told again", number);
            alerts.close(subject(number));
        }
    }

    /** One look at a time, on one hub at a time. */
    private static void lock(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('susten:corrections', 0))");
        }
    }

    private long open(Connection transaction, Agreement agreement, String feed, List<Named> named, Instant now)
            throws SQLException {
        NoticeTable notices = new NoticeTable(transaction);
        LocalDate due = agreements.day(now).plusDays(agreement.terms().acknowledgement());
        long number = notices.open(feed, agreement, due, named, now);
        Agreement.Feed way = Detection.feed(agreement, feed);
        List<Addressee> gone = named.stream()
                .filter(n -> n.action().equals("delete"))
                .map(Named::who)
                .toList();
        if (way.pulled()) {
            letters.forget(transaction, feed, gone);
        } else {
            boolean over = agreements.binding(agreement.id()).isEmpty()
                    || agreements.day(now).isAfter(agreement.expiry());
            Letter letter = new Letter(
                    "corrections",
                    gone.isEmpty()
                            ? "a notice to correct what it was told before"
                            : "a notice to delete what it was told before",
                    agreement,
                    feed,
                    way.deliver(),
                    NoticeFiles.of(
                            number,
                            feed,
                            agreement,
                            due,
                            over,
                            named.stream().map(Named::item).distinct().toList()),
                    named.stream().map(Named::who).toList(),
                    gone);
            notices.carried(number, letters.post(transaction, letter, now));
        }
        log.info(
                "correction notice {} to {} through {}: {} ids",
                number,
                agreement.partner().id(),
                feed,
                named.size());
        return number;
    }

    /** Once for each. */
    private void overdue(Instant now) {
        LocalDate today = agreements.day(now);
        database.inTransaction(transaction -> {
            NoticeTable notices = new NoticeTable(transaction);
            List<Notice> late = notices.overdue(today);
            for (Notice notice : late) {
                notices.alerted(notice.number());
                alerts.open(
                        subject(notice.number()),
                        notice.partnerName() + " has not acknowledged correction notice " + notice.number()
                                + ", due on " + notice.due() + ". Steward: ask it, and note its answer with"
                                + " susten:acknowledge " + notice.number());
            }
            return late.size();
        });
    }

    private static String subject(long number) {
        return "correction:" + number;
    }

    @Override
    public List<Notice> correct(long person, String because, String who) {
        if (because.isBlank()) {
            throw new IllegalArgumentException("say what was corrected, and who asked for it");
        }
        Instant now = clock.instant();
        Map<String, Ending> destroyed = destroyed();
        List<Notice> opened = database.inTransaction(transaction -> {
            lock(transaction);
            NoticeTable notices = new NoticeTable(transaction);
            notices.amendment(person, because, who, now);
            Detection detection = new Detection(transaction, agreements, archive, now);
            List<Notice> all = new ArrayList<>();
            for (Map.Entry<String, List<Named>> told : told(transaction, person).entrySet()) {
                String[] feed = told.getKey().split(" ", 2);
                Agreement agreement = archive.find(feed[0]).orElseThrow();
                Way way = detection.way(agreement, feed[1]);
                if ((way == Way.FULL || way == Way.OVER) && !destroyed.containsKey(agreement.id())) {
                    long number = open(transaction, agreement, feed[1], told.getValue(), now);
                    all.add(notices.find(number).orElseThrow());
                }
            }
            return all;
        });
        if (!opened.isEmpty()) {
            letters.posted();
        }
        return opened;
    }

    /** By agreement and feed. */
    private static Map<String, List<Named>> told(Connection transaction, long person) throws SQLException {
        record Told(String feed, Named named) {}
        return Sql.list(
                        transaction,
                        TOLD_OF,
                        row -> new Told(
                                row.getString(4) + ' ' + row.getString(3),
                                new Named(new Addressee(row.getLong(2), row.getString(1)), "correct", "amended")),
                        person,
                        person)
                .stream()
                .collect(Collectors.groupingBy(
                        Told::feed, TreeMap::new, Collectors.mapping(Told::named, Collectors.toList())));
    }

    @Override
    public List<Notice> list(boolean all) {
        return database.inTransaction(connection -> new NoticeTable(connection).list(all));
    }

    @Override
    public Optional<Notice> find(long number) {
        return database.inTransaction(connection -> new NoticeTable(connection).find(number));
    }

    @Override
    public List<Item> items(long number) {
        return database.inTransaction(connection -> new NoticeTable(connection).items(number));
    }

    @Override
    public Optional<Notice> acknowledge(long number, String how, String who) {
        if (how.isBlank()) {
            throw new IllegalArgumentException("say how the partner said so");
        }
        Optional<Notice> acknowledged = database.inTransaction(transaction -> {
            NoticeTable notices = new NoticeTable(transaction);
            return notices.acknowledge(number, how, who, clock.instant()) ? notices.find(number) : Optional.empty();
        });
        acknowledged.ifPresent(notice -> alerts.close(subject(number)));
        return acknowledged;
    }
}
