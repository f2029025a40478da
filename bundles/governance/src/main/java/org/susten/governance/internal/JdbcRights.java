// SPDX-License-Identifier: Apache-2.0
package org.susten.governance.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Database;
import org.susten.db.Sql;
import org.susten.governance.Rights;

/** Whose the rights are, from the records of the store; the same statements decide about consent. */
@Component
public final class JdbcRights implements Rights {

    /** What a row's link leads to, merges followed. */
    private static final String PERSON_OF =
            """
            join identity.link_v1 l on l.row = %s
            left join identity.person_v1 p on p.person = l.person""";

    private static final String WHO = "coalesce(p.redirect, l.person)";

    /** The eighteenth birthday of everybody, by what most records give as the birth date, be it beside the name or in a file of its own. */
    private static final String GROWN =
            """
            select %s person, (mode() within group (order by c.birth_date) + interval '18 years')::date since, 'age' why
            from (
              select row, birth_date from store.person_v1
              union all
              select person, birth_date from store.demographic_v1) c
            %s
            where c.birth_date is not null
            group by 1"""
                    .formatted(WHO, PERSON_OF.formatted("c.row"));

    /**
     * Since when somebody is in college and no more at school, on a day. As long as they are at both, the school's record is the parents' matter
     * and the college's the student's; the hub keeps one record, and leaves it to the parents.
     */
    private static final String COLLEGE =
            """
            select person, greatest(college, left_school + 1) since, 'college' why
            from (
              select %s person,
                     min(e.entry) filter (where o.type = 'postsecondary') college,
                     max(e.exit) filter (where o.type = 'school' and e.exit < ?) left_school,
                     coalesce(bool_or(o.type = 'school' and coalesce(e.entry <= ?, true) and coalesce(e.exit >= ?, true)), false) school
              from store.enrollment_v1 e
              join store.organization_v1 o on o.row = e.organization and o.type in ('postsecondary', 'school')
              %s
              where exists (select from store.organization_v1 where type = 'postsecondary')
              group by 1) c
            where college <= ? and not school"""
                    .formatted(WHO, PERSON_OF.formatted("e.person"));

    /** When the rights of everybody have passed or will pass: person, since, why. Takes the day four times. */
    static final String PASSED = GROWN + "\nunion all\n" + COLLEGE;

    /** How often {@link #PASSED} takes the day. */
    static final int DAYS = 4;

    /** Who spoke, as it is compared: the mother and Mother are one. */
    static final String ADULT = "regexp_replace(lower(btrim(coalesce(%s.by, ''))), '^the\\s+', '')";

    /** Whether whoever spoke may be the student; who does not say who spoke, may. */
    static final String STUDENTS = ADULT + " in ('', 'student', 'child', 'self', 'herself', 'himself', 'themselves')";

    /** Orders that take an adult's rights, of whatever day: person, adult, stream, begin, end. The end is wrong where it is before the beginning. */
    static final String REVOKED =
            """
            select %s person, %s adult, c.stream, c.begin, case when c."end" < c.begin then null else c."end" end "end"
            from store.consent_record_v1 c
            %s
            where c.kind = 'rightsRevoked'"""
                    .formatted(WHO, ADULT.formatted("c"), PERSON_OF.formatted("c.person"));

    private static final String ONE = "(select coalesce(redirect, person) from identity.person_v1 where person = ?)";

    private final Database database;

    /** On the people in the database. */
    @Activate
    public JdbcRights(@Reference Database database) {
        this.database = database;
    }

    @Override
    public Standing of(long person, LocalDate day) {
        return database.inTransaction(connection -> standing(connection, person, day));
    }

    private static Standing standing(Connection connection, long person, LocalDate day) throws SQLException {
        List<Revocation> revoked = revoked(connection, person, day);
        String sql = "select since, why from (" + PASSED + ") r where since <= ? and person = " + ONE
                + " order by since limit 1";
        return Sql.first(
                        connection,
                        sql,
                        row -> new Standing(row.getObject(1, LocalDate.class), words(row.getString(2)), revoked),
                        day,
                        day,
                        day,
                        day,
                        day,
                        person)
                .orElse(new Standing(null, "", revoked));
    }

    private static String words(String why) {
        return why.equals("age") ? "the student is 18" : "the student is in college, and no more at school";
    }

    private static List<Revocation> revoked(Connection connection, long person, LocalDate day) throws SQLException {
        String sql = "select r.adult, s.system || ', ' || s.site, r.begin from (" + REVOKED
                + ") r join store.stream_v1 s on s.stream = r.stream where coalesce(r.begin <= ?, true)"
                + " and coalesce(r.\"end\" >= ?, true) and r.person = " + ONE + " order by 1, 2, 3";
        return Sql.list(
                connection,
                sql,
                row -> new Revocation(row.getString(1), row.getString(2), row.getObject(3, LocalDate.class)),
                day,
                day,
                person);
    }
}
