// SPDX-License-Identifier: Apache-2.0
package org.susten.measures.internal;

import java.util.Map;
import org.susten.measures.Fact;

/**
 * Where facts come from: one statement that gives a row for each person who has any. In it {@code :begin} and {@code :end} are
 * the measure's days, {@code :programs} and {@code :assessments} lists of texts, empty for any.
 */
enum Source {
    // A bit for each day, so that a day counts once however many records it has, and a group for each person is all
    // that is kept. Each record sets one bit in one of two strings, for that is most of what it costs.
    ATTENDANCE(
            """
            select person, (there + absences)::numeric as days, absences::numeric as absences
            from (select l.person, coalesce(bit_count(bit_or(t.there)), 0) as there,
                         coalesce(bit_count(bit_or(t.away) & ~bit_or(t.there)), bit_count(bit_or(t.away)), 0) as absences
                  from (select person, bit_or(set_bit(none, day - :begin, 1)) filter (where present) as there,
                               bit_or(set_bit(none, day - :begin, 1)) filter (where not present) as away
                        from (select person, day, category not in ('ExcusedAbsence', 'UnexcusedAbsence') as present
                              from store.attendance_v1) a,
                             (select repeat('0', :end - :begin + 1)::bit varying as none) z
                        where day between :begin and :end group by 1) t
                  join identity.link_v1 l on l.row = t.person group by 1) p""",
            Map.of(
                    Fact.ATTENDANCE_DAYS, "%s.days",
                    Fact.ATTENDANCE_ABSENCES, "%s.absences",
                    Fact.ATTENDANCE_ABSENCE_RATE, "%1$s.absences / %1$s.days",
                    Fact.ATTENDANCE_RATE, "1 - %1$s.absences / %1$s.days")),
    // The same of both years; a day of both counts for the later.
    TWO_YEARS(
            """
            select person, there::numeric / nullif(there + absences, 0)
                           - was_there::numeric / nullif(was_there + was_absences, 0) as change
            from (select l.person, coalesce(bit_count(bit_or(t.there)), 0) as there,
                         coalesce(bit_count(bit_or(t.away) & ~bit_or(t.there)), bit_count(bit_or(t.away)), 0) as absences,
                         coalesce(bit_count(bit_or(t.was_there)), 0) as was_there,
                         coalesce(bit_count(bit_or(t.was_away) & ~bit_or(t.was_there)), bit_count(bit_or(t.was_away)), 0)
                           as was_absences
                  from (select person,
                               bit_or(set_bit(none, day - :begin, 1)) filter (where day >= :begin and present) as there,
                               bit_or(set_bit(none, day - :begin, 1)) filter (where day >= :begin and not present) as away,
                               bit_or(set_bit(former, day - begin, 1)) filter (where day < :begin and present) as was_there,
                               bit_or(set_bit(former, day - begin, 1)) filter (where day < :begin and not present) as was_away
                        from (select person, day, category not in ('ExcusedAbsence', 'UnexcusedAbsence') as present
                              from store.attendance_v1) a,
                             (select begin, "end", repeat('0', :end - :begin + 1)::bit varying as none,
                                     repeat('0', :begin - begin)::bit varying as former
                              from (values ((:begin - interval '1 year')::date, (:end - interval '1 year')::date)) y(begin, "end")) z
                        where day between :begin and :end or day between begin and "end" group by 1) t
                  join identity.link_v1 l on l.row = t.person group by 1) p""",
            Map.of(Fact.ATTENDANCE_CHANGE, "%s.change")),
    CONTACTS(
            """
            select l.person, count(distinct t.day)::numeric as days, sum(t.minutes) / 60.0 as hours
            from store.service_contact_v1 t join identity.link_v1 l on l.row = t.person
            where t.day between :begin and :end
              and (:programs = '{}' or t.program in (
                     select row from store.program_v1 where name = any (:programs) or type = any (:programs)))
            group by 1""",
            Map.of(Fact.CONTACT_DAYS, "coalesce(%s.days, 0)", Fact.CONTACT_HOURS, "coalesce(%s.hours, 0)")),
    PROGRAMS(
            """
            select l.person
            from (select person, program from store.program_participation_v1
                  where (begin is null or begin <= :end) and ("end" is null or "end" >= :begin)
                  union
                  select person, program from store.service_contact_v1 where day between :begin and :end) t
            join identity.link_v1 l on l.row = t.person
            where :programs = '{}' or t.program in (
                    select row from store.program_v1 where name = any (:programs) or type = any (:programs))
            group by 1""",
            Map.of(Fact.TAKES_PART, "%s.person is not null")),
    RESULTS(
            """
            select distinct on (l.person) l.person, t.score, coalesce(t.level, t.text) as level
            from store.assessment_result_v1 t join identity.link_v1 l on l.row = t.person
            join store.assessment_v1 a on a.row = t.assessment
            where t.day between :begin and :end
              and (:assessments = '{}' or a.title = any (:assessments) or a.subject = any (:assessments))
            order by l.person, t.day desc, t.row""",
            Map.of(Fact.ASSESSMENT_SCORE, "%s.score", Fact.ASSESSMENT_LEVEL, "%s.level")),
    ENROLLMENT(
            """
            select distinct on (l.person) l.person, o.name as school, e.grade
            from store.enrollment_v1 e join identity.link_v1 l on l.row = e.person
            join store.organization_v1 o on o.row = e.organization and o.type <> 'postsecondary'
            where (e.entry is null or e.entry <= :end) and (e.exit is null or e.exit >= :begin)
            order by l.person, (o.type = 'school') desc, (e.exit is null) desc, e."primary" desc nulls last,
                     e.entry desc nulls last, e.row""",
            Map.of(Fact.SCHOOL, "%s.school", Fact.GRADE, "%s.grade")),
    SCHOOLS(
            """
            select l.person, count(distinct o.name)::numeric as schools
            from store.enrollment_v1 e join identity.link_v1 l on l.row = e.person
            join store.organization_v1 o on o.row = e.organization and o.type = 'school'
            where (e.entry is null or e.entry <= :end) and (e.exit is null or e.exit >= :begin)
            group by 1""",
            Map.of(Fact.SCHOOLS, "%s.schools")),
    COLLEGE(
            """
            select l.person, bool_or(e.entry <= :end and coalesce(e.exit, :end) >= :begin) as now,
                   bool_or(coalesce(e.exit, (:end + interval '1 year')::date) > :end
                           and coalesce(e.entry, :begin) <= (:end + interval '1 year')::date) as again
            from store.enrollment_v1 e join identity.link_v1 l on l.row = e.person
            join store.organization_v1 o on o.row = e.organization and o.type = 'postsecondary'
            where coalesce(e.postsecondary_status, '') not in ('withdrawn', 'deceased')
            group by 1""",
            Map.of(Fact.COLLEGE, "coalesce(%s.now, false)", Fact.COLLEGE_AGAIN, "coalesce(%s.again, false)")),
    DIPLOMAS(
            """
            select l.person from store.credential_v1 c join identity.link_v1 l on l.row = c.person
            where c.kind = 'diploma' and c.day between :begin and :end group by 1""",
            Map.of(Fact.GRADUATED, "%s.person is not null")),
    // A demographic has no address and a roster often no race: each is the latest that any record says. All are in one
    // order, so that one sort serves them.
    PEOPLE(
            """
            select l.person,
                   (array_agg(p.sex order by p.since desc, p.row) filter (where p.sex is not null))[1] as sex,
                   (array_agg(p.races order by p.since desc, p.row) filter (where p.races <> '[]'))[1] as races,
                   (array_agg(p.hispanic order by p.since desc, p.row) filter (where p.hispanic is not null))[1] as hispanic,
                   (array_agg(p.area order by p.since desc, p.row) filter (where p.area is not null))[1] as area
            from (select row, since, sex, races, hispanic,
                         substring(addresses -> 0 ->> 'postalCode' from '^[0-9]{5}') as area from store.person_v1
                  union all
                  select person, since, sex, races, hispanic, null from store.demographic_v1) p
            join identity.link_v1 l on l.row = p.row
            group by 1""",
            Map.of(
                    Fact.SEX, "%s.sex",
                    Fact.AREA, "%s.area",
                    Fact.RACE,
                            "case when %1$s.hispanic then 'HispanicorLatino' when jsonb_array_length(%1$s.races) > 1"
                                    + " then 'TwoorMoreRaces' else %1$s.races ->> 0 end")),
    ELIGIBILITY(
            """
            select l.person, bool_or(e.kind = 'economicDisadvantage') as economic_disadvantage,
                   bool_or(e.kind = 'disability') as disability, bool_or(e.kind = 'englishLearner') as english_learner,
                   bool_or(e.kind = 'homeless') as homeless, bool_or(e.kind = 'fosterCare') as foster_care
            from store.eligibility_v1 e join identity.link_v1 l on l.row = e.person
            where (e.begin is null or e.begin <= :end) and (e."end" is null or e."end" >= :begin)
            group by 1""",
            Map.of(
                    Fact.ECONOMIC_DISADVANTAGE, "coalesce(%s.economic_disadvantage, false)",
                    Fact.DISABILITY, "coalesce(%s.disability, false)",
                    Fact.ENGLISH_LEARNER, "coalesce(%s.english_learner, false)",
                    Fact.HOMELESS, "coalesce(%s.homeless, false)",
                    Fact.FOSTER_CARE, "coalesce(%s.foster_care, false)"));

    private final String sql;
    private final Map<Fact, String> expressions;

    Source(String sql, Map<Fact, String> expressions) {
        this.sql = sql;
        this.expressions = expressions;
    }

    /** The statement. */
    String sql() {
        return sql;
    }

    /** Where a fact comes from. */
    static Source of(Fact fact) {
        for (Source source : values()) {
            if (source.expressions.containsKey(fact)) {
                return source;
            }
        }
        throw new IllegalStateException("no source for " + fact);
    }

    /** The fact's value, where the source's rows go by the alias. */
    String expression(Fact fact, String alias) {
        String expression = expressions.get(fact);
        if (expression == null) {
            throw new IllegalArgumentException(fact + " is not of " + this);
        }
        return expression.formatted(alias);
    }
}
