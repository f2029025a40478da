// SPDX-License-Identifier: Apache-2.0
package org.susten.requests.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.susten.db.Database;
import org.susten.db.DatabaseException;
import org.susten.db.Sql;
import org.susten.engine.Kept;
import org.susten.governance.Agreements;
import org.susten.governance.Ledger;
import org.susten.governance.Rights;
import org.susten.governance.Sources;
import org.susten.inventory.Inventory;
import org.susten.paper.Signer;
import org.susten.requests.EducationRecord;
import org.susten.requests.Requests;

/** Requests in PostgreSQL. */
@Component(configurationPid = "org.susten.requests")
@Designate(ocd = RequestsConfig.class)
public final class JdbcRequests implements Requests {

    /** 34 CFR 99.10(b): "not more than 45 days after it has received the request". */
    private static final int DAYS = 45;

    private static final String COLUMNS =
            "id, person, kind, by, wording, received, due, who, answered, answer, because";

    /** Records that were a child's when its request was written down, and are another's since. */
    private static final String PARTED =
            """
            select from requests.request r
            left join identity.person_v1 p on p.person = r.person
            join identity.parted_v1 e on e.person in (r.person, p.redirect) and e.id > r.happened
            join identity.placed_v1 l on l.id = e.id
            where r.id = ? and not exists (
              select from identity.placed_v1 s
              where s.row = l.row and s.person = e.person and s.id > r.happened and s.id < e.id)""";

    private final Database database;
    private final Ledger ledger;
    private final Agreements agreements;
    private final Rights rights;
    private final Signer signer;
    private final Inventory inventory;
    private final Sources sources;
    private final Kept kept;
    private final boolean twoPersons;
    private final Clock clock;

    /** Brings the schema up to date. */
    @Activate
    public JdbcRequests(
            @Reference Database database,
            @Reference Ledger ledger,
            @Reference Agreements agreements,
            @Reference Rights rights,
            @Reference Signer signer,
            @Reference Inventory inventory,
            @Reference Sources sources,
            @Reference Kept kept,
            RequestsConfig config) {
        this(
                database,
                ledger,
                agreements,
                rights,
                signer,
                inventory,
                sources,
                kept,
                config.twoPersons(),
                Clock.systemUTC());
    }

    /**
     * The same, with a clock of one's own.
     *
     * @param twoPersons as in {@code etc/org.susten.requests.cfg}
     */
    public JdbcRequests(
            Database database,
            Ledger ledger,
            Agreements agreements,
            Rights rights,
            Signer signer,
            Inventory inventory,
            Sources sources,
            Kept kept,
            boolean twoPersons,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.agreements = agreements;
        this.rights = rights;
        this.signer = signer;
        this.inventory = inventory;
        this.sources = sources;
        this.kept = kept;
        this.twoPersons = twoPersons;
        this.clock = clock;
        database.migrate("requests", Requests.class);
    }

    @Override
    public Request receive(
            long person, Kind kind, String by, String wording, LocalDate received, String because, String who) {
        if (received.isAfter(agreements.day(clock.instant()))) {
            throw new IllegalArgumentException("a request cannot have been received on a day to come");
        }
        if (by.isBlank()) {
            throw new IllegalArgumentException("say who asks, and how you know");
        }
        if (kind == Kind.AMENDMENT && wording.isBlank()) {
            throw new IllegalArgumentException(
                    "say what is wrong in the record and how it should be: without it no source can amend it");
        }
        demandKnown(person);
        demandStudent(person);
        Optional<String> objection = objection(person, by);
        if (objection.isPresent() && because.isBlank()) {
            throw new IllegalArgumentException(objection.get());
        }
        return database.inTransaction(c -> {
            return one(
                            c,
                            "insert into requests.request (person, kind, by, wording, received, due, who, because, objection, happened)"
                                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, (select last from identity.happened_v1)) returning "
                                    + COLUMNS,
                            person,
                            kind.name().toLowerCase(Locale.ROOT),
                            by,
                            wording,
                            Date.valueOf(received),
                            Date.valueOf(received.plusDays(DAYS)),
                            who,
                            objection.isPresent() ? because.strip() : "",
                            objection.orElse(""))
                    .orElseThrow();
        });
    }

    @Override
    public Optional<String> objection(long person, String by) {
        return standingOf(person).objection(by);
    }

    @Override
    public Optional<String> objection(Request request) {
        return objection(request.person(), request.by())
                .filter(why -> request.because().isEmpty()
                        || !read(c -> Sql.exists(
                                c,
                                "select from requests.request where id = ? and coalesce(objection, ?) = ?",
                                request.id(),
                                why,
                                why)));
    }

    @Override
    public Optional<String> parted(Request request) {
        return read(c -> Sql.exists(c, PARTED, request.id()))
                ? Optional.of("since request " + request.id() + " was written down, what the hub held of person "
                        + request.person()
                        + " was found to be of two children, and this number may be the other's by now."
                        + " See whose record is asked for, answer this request,"
                        + " and write it down anew with that child's number and the day on which it came")
                : Optional.empty();
    }

    @Override
    public Optional<String> hindrance(Request request, String who) {
        return parted(request).or(() -> byTwo(request, who));
    }

    private Optional<String> byTwo(Request request, String who) {
        return twoPersons && account(request.who()).equals(account(who))
                ? Optional.of(
                        "whoever wrote request " + request.id()
                                + " down does not get the record: with twoPersons in etc/org.susten.requests.cfg another of the staff must")
                : Optional.empty();
    }

    /** Whoever writes it down in the shell and asks over REST is one person. */
    private static String account(String who) {
        return who.startsWith("shell:") ? who.substring("shell:".length()) : who;
    }

    @Override
    public String standing(long person) {
        demandKnown(person);
        return standingOf(person).words();
    }

    private Standing standingOf(long person) {
        return new Standing(rights.of(person, agreements.day(clock.instant())));
    }

    @Override
    public List<Request> list(boolean all) {
        String sql = "select " + COLUMNS + " from requests.request" + (all ? "" : " where answered is null")
                + " order by answered nulls first, due, id";
        return read(c -> select(c, sql));
    }

    @Override
    public Optional<Request> answer(long id, String answer, String who) {
        return database.inTransaction(c -> one(
                c,
                "update requests.request set answered = ?, answer = ?, answered_by = ? where id = ? and answered is null returning "
                        + COLUMNS,
                Timestamp.from(clock.instant()),
                answer,
                who,
                id));
    }

    @Override
    public EducationRecord record(long number) {
        return read(c -> {
            long person = now(c, number);
            Holdings holdings = new Holdings(c, person, inventory::inWords);
            demandKnown(holdings, person);
            Beside beside = new Beside(c, sources, kept, holdings);
            return new EducationRecord(
                    person,
                    clock.instant(),
                    holdings.sections(),
                    holdings.former(),
                    holdings.waiting(),
                    beside.unread(),
                    beside.files(),
                    ledger.of(person).stream().map(JdbcRequests::disclosure).toList());
        });
    }

    @Override
    public void print(long person, OutputStream pdf) throws IOException {
        new Paper(agreements.zone(), signer).print(record(person), pdf);
    }

    @Override
    public List<Origin> origins(long number) {
        return read(c -> Sql.list(
                c,
                """
                select s.system, s.site, array_agg(distinct p.key order by p.key) keys
                from identity.link_v1 l
                join (select row, stream, key from store.person_v1
                      union all select row, stream, key from store.person_closed_v1) p on p.row = l.row
                join store.stream_v1 s on s.stream = p.stream
                where l.person = ?
                group by 1, 2 order by 1, 2""",
                row -> new Origin(
                        row.getString(1) + '/' + row.getString(2),
                        Sql.texts(row, "keys"),
                        inventory.inWords(row.getString(1), row.getString(2))),
                now(c, number)));
    }

    @Override
    public boolean printAmendment(long id, String source, OutputStream pdf) throws IOException {
        Optional<Request> asked = list(false).stream()
                .filter(request -> request.id() == id && request.kind() == Kind.AMENDMENT)
                .findFirst();
        asked.flatMap(this::parted).ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        Optional<Origin> to = asked.flatMap(request -> origins(request.person()).stream()
                .filter(origin -> origin.source().equals(source))
                .findFirst());
        if (to.isPresent()) {
            Instant now = clock.instant();
            Amendment.print(asked.get(), to.get(), agreements.day(now), signer, now, pdf);
        }
        return to.isPresent();
    }

    private static EducationRecord.Disclosure disclosure(Ledger.Entry entry) {
        return new EducationRecord.Disclosure(
                entry.at(),
                entry.partner(),
                entry.fields().stream().map(Words::element).toList(),
                // the threat of an emergency is told as it was written
                entry.feed().equals(Ledger.EXCEPTION) ? entry.purpose() : Words.label(entry.purpose()),
                entry.agreement(),
                entry.legalBasis(),
                entry.onward(),
                entry.together());
    }

    /** A request is about a child, whose number may redirect by now to the one that others know it by. */
    private static long now(Connection connection, long person) throws SQLException {
        return Sql.first(
                        connection,
                        "select redirect from identity.person_v1 where person = ? and redirect is not null",
                        row -> row.getLong(1),
                        person)
                .orElse(person);
    }

    private void demandKnown(long person) {
        read(c -> {
            Holdings holdings = new Holdings(c, now(c, person), inventory::inWords);
            demandKnown(holdings, person);
            return holdings;
        });
    }

    /**
     * A teacher's or a guardian's data are no child's record, and nobody's parents have rights over them; one number off is soon written. A source that
     * gives no roles speaks of children.
     */
    private void demandStudent(long person) {
        boolean other = read(c -> Sql.exists(
                c,
                """
                select from (
                  select bool_or(p.roles = '[]' or jsonb_exists(p.roles, 'student')) student from identity.link_v1 l
                  join (select row, roles from store.person_v1
                        union all select row, roles from store.person_closed_v1) p on p.row = l.row
                  where l.person = coalesce((select redirect from identity.person_v1 where person = ?), ?)) s
                where not student""",
                person,
                person));
        if (other) {
            throw new IllegalArgumentException(
                    "no source calls person " + person
                            + " a student: what is held of staff and of those who look after a child is no child's record. Look for the child's number");
        }
    }

    private static void demandKnown(Holdings holdings, long person) {
        if (!holdings.known()) {
            throw new IllegalArgumentException("the hub holds nothing of a person " + person);
        }
    }

    private static Optional<Request> one(Connection connection, String sql, Object... values) throws SQLException {
        return select(connection, sql, values).stream().findFirst();
    }

    private static List<Request> select(Connection connection, String sql, Object... values) throws SQLException {
        List<Request> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Timestamp answered = row.getTimestamp(9);
                    found.add(new Request(
                            row.getLong(1),
                            row.getLong(2),
                            Kind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
                            row.getString(4),
                            row.getString(5),
                            row.getDate(6).toLocalDate(),
                            row.getDate(7).toLocalDate(),
                            row.getString(8),
                            answered == null ? null : answered.toInstant(),
                            row.getString(10),
                            row.getString(11)));
                }
            }
        }
        return found;
    }

    private <T> T read(Database.Work<T> work) {
        try (Connection connection = database.dataSource().getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }
}
