// SPDX-License-Identifier: Apache-2.0
package org.susten.emergencies.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.emergencies.Emergencies;
import org.susten.engine.Alerts;
import org.susten.governance.Agreements;
import org.susten.governance.Elements;
import org.susten.governance.Ledger;
import org.susten.model.words.Count;
import org.susten.requests.EducationRecord;
import org.susten.requests.Requests;

/** Emergencies in PostgreSQL. */
@Component
public final class JdbcEmergencies implements Emergencies {

    private static final Logger log = LoggerFactory.getLogger(JdbcEmergencies.class);
    private static final int LEAST_WORDS = 3;
    private static final int MOST_HOURS = 72;

    private static final String AT_SCHOOL =
            """
            select distinct coalesce(p.redirect, l.person)
            from store.enrollment_v1 e
            join store.organization_v1 o on o.row = e.organization
            join identity.link_v1 l on l.row = e.person
            left join identity.person_v1 p on p.person = l.person
            where o.name = ? and coalesce(e.entry <= ?, true) and coalesce(e.exit >= ?, true)""";

    private final Database database;
    private final Ledger ledger;
    private final Requests requests;
    private final Agreements agreements;
    private final Alerts alerts;
    private final Clock clock;

    /** Brings the schema up to date. */
    @Activate
    public JdbcEmergencies(
            @Reference Database database,
            @Reference Ledger ledger,
            @Reference Requests requests,
            @Reference Agreements agreements,
            @Reference Alerts alerts) {
        this(database, ledger, requests, agreements, alerts, Clock.systemUTC());
    }

    JdbcEmergencies(
            Database database, Ledger ledger, Requests requests, Agreements agreements, Alerts alerts, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.requests = requests;
        this.agreements = agreements;
        this.alerts = alerts;
        this.clock = clock;
        database.migrate("emergencies", Emergencies.class);
    }

    @Override
    public Emergency open(Proposal asked, String who) {
        Proposal proposal = asked.kind() == Kind.EMERGENCY
                ? asked
                : new Proposal(
                        Kind.GLASS,
                        asked.reason(),
                        "",
                        "hub staff: " + who,
                        asked.persons(),
                        asked.school(),
                        asked.fields(),
                        asked.hours());
        demand(proposal);
        Emergency opened = database.inTransaction(transaction -> {
            if (persons(transaction, proposal).isEmpty()) {
                throw new IllegalArgumentException("nobody is enrolled today at " + proposal.school());
            }
            Emergency emergency = new EmergencyTable(transaction, clock.instant()).open(proposal, who);
            // Before the commit: an alert of nothing is better than an emergency without one.
            alerts.open(subject(emergency.id()), message(emergency));
            return emergency;
        });
        log.info("{} {} was opened by {}", word(proposal.kind()), opened.id(), who);
        return opened;
    }

    private void demand(Proposal proposal) {
        sentence(proposal.reason(), "say as reason, in a sentence, why it cannot be done otherwise");
        if (proposal.kind() == Kind.EMERGENCY) {
            sentence(
                    proposal.threat(),
                    "say as threat, in a sentence and without names, what articulable and significant threat there is to whose health or"
                            + " safety (34 CFR 99.36(c))");
            sentence(proposal.recipient(), "say as recipient who receives it, and as what");
        }
        if (proposal.hours() < 1 || proposal.hours() > MOST_HOURS) {
            throw new IllegalArgumentException("hours are 1 to " + MOST_HOURS);
        }
        if (proposal.persons().isEmpty() == proposal.school().isBlank()) {
            throw new IllegalArgumentException("say persons, by the hub's numbers, or a school, and not both");
        }
        if (proposal.persons().size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " children at once");
        }
        if (proposal.fields().isEmpty()) {
            throw new IllegalArgumentException("say fields: elements of the model, for example Person.phones");
        }
        for (String field : proposal.fields()) {
            if (Elements.find(field).isEmpty()) {
                throw new IllegalArgumentException("the model has no " + field + "; for example Person.phones");
            }
        }
        // Nobody the hub does not know, said before anything is on record.
        proposal.persons().forEach(requests::standing);
    }

    private static void sentence(String text, String demand) {
        if (text.strip().split("\\s+").length < LEAST_WORDS) {
            throw new IllegalArgumentException(demand);
        }
    }

    private SortedSet<Long> persons(Connection connection, Proposal proposal) throws SQLException {
        SortedSet<Long> persons = new TreeSet<>(proposal.persons());
        if (!proposal.school().isBlank()) {
            LocalDate today = agreements.day(clock.instant());
            persons.addAll(Sql.list(connection, AT_SCHOOL, row -> row.getLong(1), proposal.school(), today, today));
        }
        if (persons.size() > MOST) {
            throw new IllegalArgumentException("at most " + MOST + " children at once; there are " + persons.size());
        }
        return persons;
    }

    @Override
    public Optional<Emergency> confirm(long id, String who) {
        return change(id, (table, emergency) -> {
            if (emergency.state() != State.PROPOSED) {
                throw new IllegalStateException(
                        emergency.confirmed() != null
                                ? "it is confirmed already"
                                : emergency.ends() != null
                                        ? "it was ended before anybody confirmed it; open another"
                                        : "nobody confirmed it within " + EmergencyTable.PATIENCE.toHours()
                                                + " hours; open another");
            }
            other(emergency, who, "confirm");
            table.confirm(id, who);
            log.info("{} {} was confirmed by {}", word(emergency.proposal().kind()), id, who);
        });
    }

    @Override
    public Optional<Emergency> end(long id, String who) {
        return change(id, (table, emergency) -> {
            if (emergency.state() == State.PROPOSED || emergency.state() == State.OPEN) {
                table.end(id);
                log.info("{} {} was ended by {}", word(emergency.proposal().kind()), id, who);
            }
        });
    }

    @Override
    public Optional<Emergency> review(long id, String finding, String who) {
        sentence(finding, "say in a sentence what the review found");
        return change(id, (table, emergency) -> {
            if (emergency.state() != State.ENDED) {
                throw new IllegalStateException(
                        emergency.state() == State.REVIEWED
                                ? "it is reviewed already"
                                : "it is not over yet: end it first");
            }
            other(emergency, who, "review");
            table.review(id, finding.strip(), who);
            alerts.close(subject(id));
        });
    }

    /** The hub's shell knows accounts as {@code shell:dana}; whoever opened it is no second person at the other door. */
    private static void other(Emergency emergency, String who, String what) {
        if (account(emergency.openedBy()).equals(account(who))) {
            throw new IllegalStateException("whoever opened it cannot " + what + " it: a second person must");
        }
    }

    private static String account(String who) {
        return who.startsWith("shell:") ? who.substring("shell:".length()) : who;
    }

    /** Something that changes one of them. */
    @FunctionalInterface
    private interface Change {
        void on(EmergencyTable table, Emergency emergency) throws SQLException;
    }

    /** In a transaction of its own: what is refused because of it must not undo it. */
    private void lookAtTheClock() {
        database.inTransaction(connection -> {
            new EmergencyTable(connection, clock.instant()).endWhatIsOfTheFuture();
            return connection;
        });
    }

    private Optional<Emergency> change(long id, Change change) {
        lookAtTheClock();
        return database.inTransaction(transaction -> {
            EmergencyTable table = new EmergencyTable(transaction, clock.instant());
            Optional<Emergency> emergency = table.lock(id);
            if (emergency.isPresent()) {
                change.on(table, emergency.get());
            }
            return table.find(id);
        });
    }

    @Override
    public List<Emergency> list(boolean all) {
        lookAtTheClock();
        return database.inTransaction(c -> new EmergencyTable(c, clock.instant()).all(all));
    }

    @Override
    public Optional<Emergency> find(long id) {
        lookAtTheClock();
        return database.inTransaction(c -> new EmergencyTable(c, clock.instant()).find(id));
    }

    @Override
    public Optional<List<EducationRecord>> read(long id, String who) {
        lookAtTheClock();
        return database.inTransaction(transaction -> {
            Instant now = clock.instant();
            EmergencyTable table = new EmergencyTable(transaction, now);
            Optional<Emergency> emergency = table.lock(id);
            if (emergency.isEmpty()) {
                return Optional.<List<EducationRecord>>empty();
            }
            readable(emergency.get(), who);
            List<EducationRecord> records = new ArrayList<>();
            Extract extract = new Extract(emergency.get().proposal().fields());
            SortedSet<Long> persons = persons(transaction, emergency.get().proposal());
            persons.forEach(person -> records.add(extract.of(requests.record(person))));
            table.read(id, who, persons.size(), disclose(transaction, emergency.get(), persons, records, now));
            return Optional.of(records);
        });
    }

    private static void readable(Emergency emergency, String who) {
        switch (emergency.state()) {
            case OPEN -> {
                if (emergency.proposal().kind() == Kind.GLASS
                        && !account(emergency.openedBy()).equals(account(who))) {
                    throw new IllegalStateException("only whoever broke the glass may look through it");
                }
            }
            case PROPOSED -> throw new IllegalStateException("it shows nothing until a second person has confirmed it");
            case ENDED, REVIEWED -> throw new IllegalStateException("it is over, and shows nothing any more");
        }
    }

    /** The same content is the same disclosure, however often it is shown. */
    private String disclose(
            Connection transaction,
            Emergency emergency,
            SortedSet<Long> persons,
            List<EducationRecord> records,
            Instant now)
            throws SQLException {
        String sha256 = sha256(records);
        String reference = word(emergency.proposal().kind()) + "-" + emergency.id();
        String delivery = reference + "-" + sha256.substring(0, 16);
        Sql.run(transaction, "create temp table emergency_persons (person bigint) on commit drop");
        Sql.run(transaction, "insert into emergency_persons select unnest(?::bigint[])", persons);
        boolean threat = emergency.proposal().kind() == Kind.EMERGENCY;
        ledger.append(
                transaction,
                new Ledger.Exceptional(
                        delivery,
                        reference,
                        emergency.proposal().recipient(),
                        threat
                                ? emergency.proposal().threat()
                                : emergency.proposal().reason(),
                        threat ? "ferpa-99.36" : "break-glass",
                        emergency.proposal().fields(),
                        "emergency_persons",
                        sha256),
                now);
        return delivery;
    }

    private static String sha256(List<EducationRecord> records) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (EducationRecord record : records) {
                digest.update(("" + record.person()).getBytes(StandardCharsets.UTF_8));
                record.sections().forEach(section -> section.entries()
                        .forEach(entry -> digest.update((section.entity() + entry.source() + entry.values())
                                .getBytes(StandardCharsets.UTF_8))));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }

    private static String word(Kind kind) {
        return kind == Kind.EMERGENCY ? "emergency" : "glass";
    }

    private static String subject(long id) {
        return "emergency:" + id;
    }

    private static String message(Emergency emergency) {
        return (emergency.proposal().kind() == Kind.EMERGENCY
                        ? "An emergency disclosure (" + emergency.id() + ") was opened by "
                        : "The glass was broken (" + emergency.id() + ") by ")
                + emergency.openedBy() + " for " + Count.of(emergency.proposal().hours(), "hour", "hours")
                + ". A second person confirms it (susten:emergency confirm " + emergency.id()
                + "), and once it is over somebody other than " + emergency.openedBy()
                + " reviews it: susten:emergency review " + emergency.id() + " \"what was found\".";
    }
}
