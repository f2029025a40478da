// SPDX-License-Identifier: Apache-2.0
package org.susten.endings.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Backups;
import org.susten.db.Chore;
import org.susten.db.Database;
import org.susten.db.Seals;
import org.susten.endings.Endings;
import org.susten.engine.Alerts;
import org.susten.engine.Arrivals;
import org.susten.engine.ClockWatch;
import org.susten.engine.Preservation;
import org.susten.feeds.Deliveries;
import org.susten.feeds.Letters;
import org.susten.files.Secrets;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements;
import org.susten.governance.Archive;
import org.susten.governance.Ledger;
import org.susten.paper.Signer;

/** Endings in PostgreSQL. */
@Component(service = {Endings.class, Chore.class})
public final class JdbcEndings implements Endings, Chore {

    private static final Logger log = LoggerFactory.getLogger(JdbcEndings.class);
    private static final int DAYS = 30;
    private static final String EXPIRY = "expiry";
    private static final String GONE = "file gone";
    private static final String AWAY = "gone:";

    private final Database database;
    private final Agreements agreements;
    private final Archive archive;
    private final Letters letters;
    private final Ledger ledger;
    private final Alerts alerts;
    private final Shredding shredding;
    private final Leftovers leftovers;
    private final Signer signer;
    private final ClockWatch watch;
    private final Clock clock;

    /** Brings the schema up to date. */
    @Activate
    public JdbcEndings(
            @Reference Database database,
            @Reference Agreements agreements,
            @Reference Archive archive,
            @Reference Deliveries deliveries,
            @Reference Letters letters,
            @Reference Ledger ledger,
            @Reference Alerts alerts,
            @Reference Arrivals arrivals,
            @Reference Signer signer,
            @Reference Seals seals,
            @Reference Secrets secrets,
            @Reference Backups backups,
            @Reference ClockWatch watch,
            @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policyOption = ReferencePolicyOption.GREEDY)
                    List<Preservation> preserving) {
        this(
                database,
                agreements,
                archive,
                letters,
                ledger,
                alerts,
                new Shredding(agreements, archive, deliveries, arrivals, seals, secrets, preserving),
                new Leftovers(backups, alerts),
                signer,
                watch,
                Clock.systemUTC());
    }

    JdbcEndings(
            Database database,
            Agreements agreements,
            Archive archive,
            Letters letters,
            Ledger ledger,
            Alerts alerts,
            Shredding shredding,
            Leftovers leftovers,
            Signer signer,
            ClockWatch watch,
            Clock clock) {
        this.database = database;
        this.agreements = agreements;
        this.archive = archive;
        this.letters = letters;
        this.ledger = ledger;
        this.alerts = alerts;
        this.shredding = shredding;
        this.leftovers = leftovers;
        this.signer = signer;
        this.watch = watch;
        this.clock = clock;
        database.migrate("endings", Endings.class);
    }

    @Override
    public String what() {
        return "looking for agreements that ended";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(1);
    }

    @Override
    public void look(Instant now) {
        look();
    }

    @Override
    public int look() {
        Instant now = clock.instant();
        LocalDate today = agreements.day(now);
        boolean believed = watch.believed();
        int demands = 0;
        for (Agreement agreement : archive.all()) {
            demands += database.inTransaction(transaction -> {
                lock(transaction);
                // Not by a clock that may be wrong: a partner that destroyed what it had cannot undo it.
                return !resumed(transaction, agreement, now) && believed && look(transaction, agreement, now, today)
                        ? 1
                        : 0;
            });
            again(agreement.id());
        }
        if (demands > 0) {
            letters.posted();
        }
        overdue(today);
        List<Ending> all = list();
        mistaken(all);
        leftovers.look(all);
        return demands;
    }

    /** A file may be gone by mistake, and what its partner has destroyed does not come back. */
    private void mistaken(List<Ending> all) {
        alerts.settle(
                AWAY,
                all.stream()
                        .filter(ending -> ending.why().equals(GONE) && ending.demanded() == null)
                        .collect(Collectors.toMap(
                                ending -> AWAY + ending.agreement(),
                                ending -> "agreement " + ending.agreement() + " with " + ending.partnerName()
                                        + " is in force no more: its file, etc/agreements/" + ending.agreement()
                                        + ".yaml, is gone, or names another partner" + goesOn(ending)
                                        + ". After today the hub asks " + ending.partnerName()
                                        + " to destroy what it had. Steward: where that is a mistake, put the file back today; where it is"
                                        + " meant, nothing is to be done, and this closes by itself")));
    }

    /** A file that is only called otherwise is another agreement. */
    private String goesOn(Ending ending) {
        List<String> feeds = archive.find(ending.agreement()).stream()
                .flatMap(agreement -> agreement.feeds().stream())
                .map(Agreement.Feed::id)
                .toList();
        return agreements.all().stream()
                .filter(other -> other.feeds().stream().anyMatch(feed -> feeds.contains(feed.id())))
                .findFirst()
                .map(other -> ", and " + other.id() + ".yaml has its feeds now: another file is another agreement")
                .orElse("");
    }

    private static void lock(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtextextended('susten:endings', 0))");
        }
    }

    /** Whether it is in force, which it may be again: then nobody is waited for any more. */
    private boolean resumed(Connection transaction, Agreement agreement, Instant now) throws SQLException {
        if (agreements.binding(agreement.id()).isEmpty() || agreements.day(now).isAfter(agreement.expiry())) {
            return false;
        }
        EndingTable endings = new EndingTable(transaction);
        if (endings.find(agreement.id()).filter(e -> e.shredded() == null).isPresent()) {
            endings.revoke(agreement.id(), now);
            alerts.close(subject(agreement.id()));
            log.info("agreement {} is in force again", agreement.id());
        }
        return true;
    }

    /** Whether a demand was made now. A file that is gone is waited for until the next day: it may only be away. */
    private boolean look(Connection transaction, Agreement agreement, Instant now, LocalDate today)
            throws SQLException {
        EndingTable endings = new EndingTable(transaction);
        Optional<Ending> known = endings.find(agreement.id());
        if (known.isEmpty()) {
            boolean over = today.isAfter(agreement.expiry());
            LocalDate ended = over ? agreement.expiry().plusDays(1) : today;
            LocalDate agreed = agreement.terms().destruction();
            endings.begin(agreement, ended, over ? EXPIRY : GONE, agreed == null ? ended.plusDays(DAYS) : agreed);
            log.info("agreement {} has ended: {}", agreement.id(), over ? EXPIRY : GONE);
        }
        Ending ending = endings.find(agreement.id()).orElseThrow();
        if (ending.demanded() != null || ending.why().equals(GONE) && !today.isAfter(ending.ended())) {
            return false;
        }
        endings.demanded(agreement.id(), demand(transaction, agreement, ending, now), now);
        return true;
    }

    /** The letter goes to each place where data went; returns the first, or nothing where the partner came for its data. */
    private String demand(Connection transaction, Agreement agreement, Ending ending, Instant now) {
        String first = "";
        for (String destination : agreement.feeds().stream()
                .filter(feed -> !feed.pulled())
                .map(Agreement.Feed::deliver)
                .distinct()
                .toList()) {
            String feed = agreement.feeds().stream()
                    .filter(f -> f.deliver().equals(destination))
                    .findFirst()
                    .orElseThrow()
                    .id();
            String id = letters.post(
                    transaction,
                    new Letters.Letter(
                            Letters.DESTRUCTION,
                            "a demand to destroy what it received",
                            agreement,
                            feed,
                            destination,
                            papers().demand(agreement, ledger.fields(agreement.id()), ending),
                            List.of(),
                            List.of()),
                    now);
            first = first.isEmpty() ? id : first;
        }
        log.info(
                "{} is told to destroy what it had under agreement {}",
                agreement.partner().id(),
                agreement.id());
        return first;
    }

    private Papers papers() {
        return new Papers(agreements.zone(), signer);
    }

    /** A backup brought back what was destroyed before: it is destroyed again. */
    private void again(String agreement) {
        Optional<Instant> destroyed = shredding.destroyed(agreement);
        if (destroyed.isPresent()
                && find(agreement).filter(e -> e.shredded() == null).isPresent()) {
            shredded(agreement, destroyed.get(), "hub: destroyed before a backup was restored");
        }
    }

    private void overdue(LocalDate today) {
        database.inTransaction(transaction -> {
            EndingTable endings = new EndingTable(transaction);
            List<Ending> late = endings.overdue(today);
            for (Ending ending : late) {
                endings.alerted(ending.agreement());
                alerts.open(
                        subject(ending.agreement()),
                        ending.partnerName() + " has not attested that it destroyed what it had under agreement "
                                + ending.agreement() + ", due on " + ending.destruction()
                                + ". Steward: ask it, and note its answer with susten:attest " + ending.agreement());
            }
            return late.size();
        });
    }

    private static String subject(String agreement) {
        return "ending:" + agreement;
    }

    @Override
    public List<Ending> list() {
        return database.inTransaction(connection -> new EndingTable(connection).all());
    }

    @Override
    public List<Former> former() {
        return database.inTransaction(connection -> new EndingTable(connection).former());
    }

    @Override
    public Optional<Ending> find(String agreement) {
        return database.inTransaction(connection -> new EndingTable(connection).find(agreement));
    }

    @Override
    public Optional<Ending> attest(String agreement, String how, String who) {
        if (how.isBlank()) {
            throw new IllegalArgumentException("say who destroyed what, and how");
        }
        Optional<Ending> attested = database.inTransaction(transaction -> {
            EndingTable endings = new EndingTable(transaction);
            return endings.attest(agreement, how, who, clock.instant()) ? endings.find(agreement) : Optional.empty();
        });
        attested.ifPresent(ending -> alerts.close(subject(agreement)));
        return attested;
    }

    @Override
    public Optional<Ending> shred(String agreement, String who) {
        Optional<Ending> ending = find(agreement);
        if (ending.isEmpty() || ending.get().shredded() != null) {
            return ending;
        }
        if (ending.get().attested() == null) {
            throw new IllegalStateException(
                    "the partner has not attested that it destroyed what it had, and corrections must reach it until then");
        }
        Optional<String> hindrance = shredding.hindrance(agreement);
        if (hindrance.isPresent()) {
            throw new IllegalStateException(hindrance.get());
        }
        return Optional.of(shredded(agreement, clock.instant(), who));
    }

    private Ending shredded(String agreement, Instant at, String who) {
        List<String> remains = new ArrayList<>(shredding.shred(agreement));
        leftovers.before(at).forEach(folder -> remains.add(aside(folder)));
        log.info("what the hub held only for agreement {} is destroyed", agreement);
        Ending ending = database.inTransaction(transaction -> {
            EndingTable endings = new EndingTable(transaction);
            endings.shredded(agreement, at, who, remains);
            return endings.find(agreement).orElseThrow();
        });
        leftovers.look(list());
        return ending;
    }

    private static String aside(String folder) {
        return "What a restoration set aside in " + folder
                + " holds everything as it was then, readable: the hub's operator must delete the folder and copies of it. The hub has an alert open until"
                + " the folder is gone.";
    }

    @Override
    public boolean printDemand(String agreement, OutputStream pdf) throws IOException {
        Optional<Ending> ending = find(agreement);
        if (ending.isPresent()) {
            papers().demand(
                            archive.find(agreement).orElseThrow(),
                            ledger.fields(agreement),
                            ending.get().ended(),
                            ending.get().destruction(),
                            pdf);
        }
        return ending.isPresent();
    }

    @Override
    public boolean printCertificate(String agreement, OutputStream pdf) throws IOException {
        Optional<Ending> ending = find(agreement).filter(e -> e.attested() != null);
        if (ending.isPresent()) {
            Instant shredded = ending.get().shredded();
            papers().certificate(
                            archive.find(agreement).orElseThrow(),
                            ending.get(),
                            ledger.fields(agreement),
                            shredded == null ? List.of() : leftovers.before(shredded),
                            ledger.head(),
                            clock.instant(),
                            pdf);
        }
        return ending.isPresent();
    }

    @Override
    public String signedBy() throws IOException {
        return "SHA-256 " + signer.fingerprint() + "\n" + signer.certificate();
    }
}
