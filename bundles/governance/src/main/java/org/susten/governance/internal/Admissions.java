// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Array;
import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.susten.db.DatabaseException;
import org.susten.governance.Agreement;
import org.susten.governance.Agreements.Admission;
import org.susten.governance.Agreements.Decision;
import org.susten.governance.Agreements.Withheld;
import org.susten.governance.Elements;
import org.susten.governance.LegalBasis;
import org.susten.governance.Sources.Source;
import org.susten.model.Sensitivity;

/** The people of one agreement on one day: its population, less who said no or did not say yes. */
final class Admissions {

    private static final String ADMITTED = "governance_admitted";

    /** What a person's links lead to, merges followed. */
    private static final String PERSON_OF =
            """
            join identity.link_v1 l on l.row = %s
            left join identity.person_v1 p on p.person = l.person""";

    private static final String WHO = "coalesce(p.redirect, l.person)";

    private static final String ORGANIZATIONS =
            """
            select o.row from store.organization_v1 o
            where o.name = any (?)
               or exists (select from jsonb_array_elements(o.identifiers) i where i ->> 'value' = any (?))""";

    private static final String PROGRAMS = "r.program in (select row from store.program_v1 where name = any (?))";

    /**
     * Where the law asks for consent it asks for a dated one: 34 CFR 99.30(a), 45 CFR 1303.22(a). Where the same word or none names the agreement, the later
     * day counts; a refusal without a day stands, and so does one that ends before it begins, for one of its days is wrong. A consent is void where its giver's rights were revoked on its day, or ever where it has none,
     * 34 CFR 99.4; a refusal of such a giver is heard all the same. Under FERPA rights pass to the student, 99.5: a consent of the parent
     * counts no longer then, and one that a parent gives since lifts nothing. Who may be one person with somebody of whom may not be spoken is treated as that person until somebody
     * decides.
     */
    private static final String DECIDE =
            """
            create temp table governance_decision on commit drop as
            with revoked as (
              %3$s
            ), said as (
              select c.row, %1$s person, c.kind, c.begin, c.by
              from store.consent_record_v1 c
              %2$s
              where c.kind <> 'rightsRevoked'
                and (c.scope is null or lower(btrim(c.scope)) = any (?))
                and (c.begin is null or c.begin <= ?)
                and (c."end" is null or c."end" >= ? or c.kind <> 'consent' and c."end" < c.begin)
            ), voided as (
              select distinct s.row consent
              from said s join revoked r on r.person = s.person
              where s.kind = 'consent' and r.adult in ('', %5$s)
                and (s.begin is null or coalesce(r.begin <= s.begin, true) and coalesce(r."end" >= s.begin, true))
            ), heard as (
              select s.person, s.kind, s.begin, v.consent is not null as void, %6$s as students
              from said s left join voided v on v.consent = s.row
            ), passed as (
              select person, min(since) adult from (%4$s) g
              where ? and (? or exists (select from heard where kind <> 'consent')) group by person having min(since) <= ?
            ), words as (
              select person,
                     max(coalesce(begin, '-infinity'::date)) filter (
                       where kind = 'consent' and not void and (adult is null or students or begin < adult)) consent,
                     max(begin) filter (where kind = 'consent' and not void) dated,
                     max(begin) filter (where kind = 'consent' and not void and (adult is null or students and begin >= adult)) own,
                     bool_or(void) as void,
                     max(coalesce(begin, 'infinity'::date)) filter (where kind = 'refusal') refusal,
                     max(coalesce(begin, 'infinity'::date)) filter (where kind = 'directoryOptOut') opt_out
              from heard left join passed using (person) group by person
            ), asked as (
              select person, other from identity.review_v1 where ?
              union all
              select other, person from identity.review_v1 where ?
            ), perhaps as (
              select a.person,
                     bool_or(w.refusal >= coalesce(greatest(w.consent, o.consent), '-infinity'::date)) refusal,
                     bool_or(w.opt_out >= coalesce(greatest(w.consent, o.consent), '-infinity'::date)) opt_out
              from asked a join words w on w.person = a.other left join words o on o.person = a.person
              group by a.person
            )
            select g.person,
                   case when w.refusal >= coalesce(w.consent, '-infinity'::date) then 'refusal'
                        when ? and w.dated is null then case when w.void then 'rightsRevoked' else 'consent' end
                        when ? and w.own is null then 'rightsTransfer'
                        when ? and w.opt_out >= coalesce(w.consent, '-infinity'::date) then 'directoryOptOut'
                        when q.refusal then 'refusalInReview'
                        when ? and q.opt_out then 'directoryOptOutInReview'
                   end withheld
            from governance_population g left join words w using (person) left join perhaps q using (person)""";

    private static final String LINKS = "identity.link_v1 l on";

    /** Records of some persons only, whoever they were before they were merged. */
    private static final String LINKS_OF_SOME =
            """
            create temp table governance_link on commit drop as
              select l.row, l.person
              from (select person from %1$s
                    union
                    select p.person from %1$s s join identity.person_v1 p on p.redirect = s.person) a
              join identity.link_v1 l on l.person = a.person;
            create index on governance_link (row);
            analyze governance_link""";

    private final Agreement agreement;
    private final LocalDate day;
    /** Where a record's person is looked for: among all, or among some. */
    private String links = LINKS;

    Admissions(Agreement agreement, LocalDate day) {
        this.agreement = agreement;
        this.day = day;
    }

    Admission compile(Connection transaction) {
        try {
            clear(transaction);
            population(transaction);
            narrow(transaction);
            decide(transaction, true);
            Admission admission = admission(transaction);
            return admission.admitted() > 0
                    ? admission
                    : new Admission(
                            ADMITTED,
                            0,
                            admission.withheld(),
                            new Emptiness(transaction, agreement, day).why(admission));
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** Decides about some persons of the population, and nobody else. */
    void decide(Connection transaction, String persons) {
        try {
            clear(transaction);
            try (Statement statement = transaction.createStatement()) {
                statement.execute(LINKS_OF_SOME.formatted(persons));
            }
            links = "governance_link l on";
            population(transaction);
            narrow(transaction);
            decide(transaction, true);
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** The clause that admits or withholds one person. */
    Decision decide(Connection transaction, long person) {
        try {
            clear(transaction);
            population(transaction);
            narrow(transaction);
            decide(transaction, true);
            try (PreparedStatement statement = transaction.prepareStatement(
                    "select coalesce(withheld, '') from governance_decision where person = "
                            + "(select coalesce(redirect, person) from identity.person_v1 where person = ?)")) {
                statement.setLong(1, person);
                try (ResultSet row = statement.executeQuery()) {
                    String population = agreement.id() + ": population";
                    if (!row.next()) {
                        return new Decision(false, population, "not of the agreement's population");
                    }
                    if (row.getString(1).isEmpty()) {
                        return new Decision(true, population, "of the agreement's population, and nothing withholds");
                    }
                    Withheld withheld = Withheld.of(agreement, row.getString(1), 1);
                    return new Decision(false, withheld.clause(), withheld.reason());
                }
            }
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    /** Whose word withholds them, of some persons, of the population or not; what is a question yet asks for nothing back. */
    String objections(Connection transaction, String persons) {
        try {
            clear(transaction);
            try (Statement statement = transaction.createStatement()) {
                statement.execute(
                        "create temp table governance_population on commit drop as select distinct person from "
                                + persons);
            }
            decide(transaction, false);
            return "governance_decision";
        } catch (SQLException e) {
            throw DatabaseException.of(e);
        }
    }

    private static void clear(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute(
                    "drop table if exists pg_temp.governance_population, pg_temp.governance_decision, pg_temp.governance_admitted, pg_temp.governance_link");
        }
    }

    private void population(Connection transaction) throws SQLException {
        Agreement.Population population = agreement.population();
        Rows rows = Rows.of(population.entity());
        boolean person = rows == Rows.PERSON;
        String sql = "create temp table governance_population on commit drop as select distinct " + WHO
                + " person from " + rows.view
                + " r "
                + PERSON_OF.formatted(person ? "r.row" : "r.person") + " where r.stream = any (?) and " + days(rows)
                + (person ? " and " + Rows.STUDENTS : "")
                + (narrowsItself(rows) ? " and " + PROGRAMS : "");
        try (PreparedStatement statement = transaction.prepareStatement(linked(sql))) {
            statement.setArray(1, streams(transaction, population.connection()));
            if (narrowsItself(rows)) {
                statement.setArray(2, texts(transaction, population.programs()));
            }
            statement.execute();
        }
    }

    /** By their numbers the planner knows how many rows they have; by a join it would guess one in thousands. */
    private static Array streams(Connection transaction, String connection) throws SQLException {
        Source source = JdbcSources.locate(transaction, connection).orElse(new Source(connection, "", ""));
        try (PreparedStatement statement = transaction.prepareStatement(
                "select coalesce(array_agg(stream), '{}') from store.stream_v1 where system = ? and site = ?")) {
            statement.setString(1, source.system());
            statement.setString(2, source.site());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getArray(1);
            }
        }
    }

    /** Rows that speak of the day, unless the agreement is about whoever took part at any time. */
    private String days(Rows rows) {
        return rows.on(day, agreement.population());
    }

    /** Whether the population's own rows name their program. */
    private boolean narrowsItself(Rows rows) {
        return !agreement.population().programs().isEmpty() && (rows == Rows.PARTICIPATION || rows == Rows.CONTACT);
    }

    private void narrow(Connection transaction) throws SQLException {
        Agreement.Population population = agreement.population();
        if (!population.programs().isEmpty() && !narrowsItself(Rows.of(population.entity()))) {
            keep(transaction, among(Rows.PARTICIPATION, PROGRAMS), population.programs(), 1);
        }
        if (!population.organizations().isEmpty()) {
            String here = "r.organization in (" + ORGANIZATIONS + ")";
            keep(
                    transaction,
                    among(Rows.ENROLLMENT, here)
                            + " union "
                            + among(Rows.PARTICIPATION, here)
                            + " union "
                            + among(Rows.CONTACT, here),
                    population.organizations(),
                    6);
        }
    }

    private String among(Rows rows, String where) {
        return "select " + WHO + " from " + rows.view + " r " + PERSON_OF.formatted("r.person") + " where " + days(rows)
                + " and " + where;
    }

    private String linked(String sql) {
        return sql.replace(LINKS, links);
    }

    private void keep(Connection transaction, String persons, List<String> words, int times) throws SQLException {
        String sql = linked("delete from governance_population where person not in (" + persons + ")");
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            for (int i = 1; i <= times; i++) {
                statement.setArray(i, texts(transaction, words));
            }
            statement.execute();
        }
    }

    private void decide(Connection transaction, boolean questions) throws SQLException {
        String sql = linked(DECIDE.formatted(
                WHO,
                PERSON_OF.formatted("c.person"),
                JdbcRights.REVOKED,
                JdbcRights.PASSED,
                JdbcRights.ADULT.formatted("s"),
                JdbcRights.STUDENTS.formatted("s")));
        LegalBasis basis = LegalBasis.of(agreement.legalBasis());
        boolean passesOn = basis == LegalBasis.FERPA_CONSENT;
        try (PreparedStatement statement = transaction.prepareStatement(sql)) {
            statement.setArray(
                    1,
                    texts(
                            transaction,
                            Stream.of(
                                            agreement.id(),
                                            agreement.purpose(),
                                            agreement.partner().id())
                                    .map(word -> word.toLowerCase(Locale.ROOT))
                                    .toList()));
            int next = 2;
            for (; next <= 3 + JdbcRights.DAYS; next++) {
                statement.setDate(next, Date.valueOf(day));
            }
            statement.setBoolean(next++, agreement.legalBasis().startsWith("ferpa-"));
            statement.setBoolean(next++, passesOn);
            statement.setDate(next++, Date.valueOf(day));
            statement.setBoolean(next++, questions);
            statement.setBoolean(next++, questions);
            statement.setBoolean(next++, basis.asks(LegalBasis.Duty.CONSENT));
            statement.setBoolean(next++, passesOn);
            statement.setBoolean(next++, grantsDirectoryFields());
            statement.setBoolean(next, grantsDirectoryFields());
            statement.execute();
        }
    }

    private boolean grantsDirectoryFields() {
        return agreement.legalBasis().equals(LegalBasis.FERPA_DIRECTORY.code())
                || agreement.fields().entrySet().stream()
                        .flatMap(e -> e.getValue().stream().map(component -> e.getKey() + '.' + component))
                        .anyMatch(element -> Elements.find(element)
                                .filter(info -> info.sensitivity() == Sensitivity.DIRECTORY)
                                .isPresent());
    }

    private Admission admission(Connection transaction) throws SQLException {
        try (Statement statement = transaction.createStatement()) {
            statement.execute(
                    """
                    create temp table governance_admitted on commit drop as
                      select person from governance_decision where withheld is null order by 1;
                    alter table governance_admitted add primary key (person);
                    analyze governance_admitted""");
        }
        long admitted = 0;
        List<Withheld> withheld = new ArrayList<>();
        try (Statement statement = transaction.createStatement();
                ResultSet counts = statement.executeQuery(
                        "select withheld, count(*) from governance_decision group by 1 order by 1 nulls first")) {
            while (counts.next()) {
                String why = counts.getString(1);
                if (why == null) {
                    admitted = counts.getLong(2);
                } else {
                    withheld.add(Withheld.of(agreement, why, counts.getLong(2)));
                }
            }
        }
        return new Admission(ADMITTED, admitted, withheld);
    }

    private static java.sql.Array texts(Connection transaction, List<String> texts) throws SQLException {
        return transaction.createArrayOf("text", texts.toArray());
    }
}
