// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.BOOLEAN;
import static org.susten.feeds.product.RosterFiles.day;
import static org.susten.feeds.product.RosterFiles.derived;
import static org.susten.feeds.product.RosterFiles.join;
import static org.susten.feeds.product.RosterFiles.of;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.susten.feeds.product.Dataset.Join;
import org.susten.identity.Survival;

/** The files of a roster that tell of people: of staff their names and, where that is granted, their address at work. */
public final class RosterPeople {

    private static final String OF_STUDENTS = "case when not p.staff then %s end";

    /** Races of the model by their column in the standard. */
    private static final Map<String, String> RACES = Map.of(
            "americanIndianOrAlaskaNative", "AmericanIndianorAlaskaNative",
            "asian", "Asian",
            "blackOrAfricanAmerican", "BlackorAfricanAmerican",
            "nativeHawaiianOrOtherPacificIslander", "NativeHawaiianorOtherPacificIslander",
            "white", "White");

    private static final Join GRADE = join(
            "e",
            Datasets.ENROLLMENT
                    .sql()
                    .replace("feed_link", "roster_link")
                    .replace("chosen_enrollment.person = r.person", "chosen_enrollment.person = p.person"));

    private static final Join IDENTIFIERS = join(
            "n",
            """
            left join (
              select l.person,
                     jsonb_agg(distinct jsonb_build_object('type', split_part(i ->> 'system', ':', 1),
                                                           'identifier', i ->> 'value')) ids,
                     (array_agg(i ->> 'value' order by i ->> 'system' not like 'districtId%', i ->> 'system', i ->> 'value'))[1] first
              from roster_link l join store.person_v1 x on x.row = l.row
              cross join jsonb_array_elements(x.identifiers) i
              group by l.person) n on n.person = p.person""");

    private static final Join STAFF_EMAILS = join(
            "w",
            "left join ("
                    + Datasets.emailsAtWork("roster_link l join roster_staff f on f.person = l.person")
                    + ") w on w.person = p.person");

    private static final Join AGENTS = join(
            "a",
            """
            left join (
              select g.student person, jsonb_agg(distinct r.id order by r.id) ids
              from roster_guardian g join feed_recipient r on r.person = g.person
              group by g.student) a on a.person = p.person""");

    static final RosterFile USERS = new RosterFile(
            "users",
            "A student of the population, a teacher of one of their classes, or who looks after one",
            "roster_person p",
            List.of(
                    best("givenName", "given_name", false),
                    best("middleName", "middle_name", false),
                    best("familyName", "family_name", false),
                    best("preferredName", "preferred_name", false),
                    bestList("emails", "emails", false),
                    bestList("phones", "phones", false),
                    STAFF_EMAILS,
                    IDENTIFIERS,
                    AGENTS,
                    GRADE),
            List.of(
                    derived("users.enabledUser", "Always true: what may not be seen is not there", List.of(), "'true'"),
                    of("users.orgSourcedIds", "Schools", "Enrollment.organization", "p.orgs"),
                    derived("users.role", "student, or teacher and so on", List.of(), "p.role"),
                    derived("users.username", "The sourcedId: the hub knows no login name", List.of(), "p.id"),
                    of(
                            "users.userIds",
                            "Numbers by which others know the student",
                            "Person.identifiers",
                            students("n.ids")),
                    of("users.givenName", "First name", "Person.givenName", "coalesce(best_givenName.value, '-')"),
                    of("users.familyName", "Surname", "Person.familyName", "coalesce(best_familyName.value, '-')"),
                    of("users.middleName", "Middle name or initial", "Person.middleName", "best_middleName.value"),
                    of("users.identifier", "The district's number", "Person.identifiers", students("n.first")),
                    of("users.email", "First address", "Person.emails", students("best_emails.value ->> 0")),
                    of(
                            "users.email",
                            "First address at work of a member of staff",
                            "StaffAssignment.email",
                            "w.value ->> 0"),
                    of("users.phone", "First number", "Person.phones", students("best_phones.value ->> 0")),
                    of(
                            "users.agentSourcedIds",
                            "Those who look after the student, but for whom a source restricts contact",
                            "Relationship.guardian",
                            students("a.ids")),
                    of(
                            "users.grades",
                            "Grade, CEDS code",
                            "Enrollment.grade",
                            students("case when e.grade is not null then jsonb_build_array(e.grade) end")),
                    of(
                            "users.preferredGivenName",
                            "First name the student is called by",
                            "Person.preferredName",
                            students("best_preferredName.value"))),
            "p.id",
            "case when p.staff then 0 else p.person end");

    /** Of OneRoster 1.2, where a user's own row does not say what it is where. */
    static final RosterFile ROLES = new RosterFile(
            "roles",
            "What a user is in a school",
            "roster_person p cross join jsonb_array_elements_text(p.orgs) with ordinality o(org, n)",
            List.of(),
            List.of(
                    of("roles.userSourcedId", "The user", "Enrollment.organization", "p.id"),
                    of(
                            "roles.roleType",
                            "primary for the first of several schools",
                            "Enrollment.organization",
                            "case o.n when 1 then 'primary' else 'secondary' end"),
                    of(
                            "roles.role",
                            "student, teacher and so on",
                            "Enrollment.organization",
                            "case p.role when 'administrator' then 'siteAdministrator' else p.role end"),
                    of("roles.orgSourcedId", "The school", "Enrollment.organization", "o.org")),
            "encode(substring(sha256(convert_to(p.id || '|' || o.org, 'UTF8')) for 16), 'hex')",
            "case when p.staff then 0 else p.person end");

    static final RosterFile DEMOGRAPHICS = new RosterFile(
            "demographics",
            "What is known of a student beside names and schools",
            "(select * from roster_person where not staff) p",
            List.of(
                    best("birthDate", "birth_date", true),
                    best("sex", "sex", true),
                    bestList("races", "races", true),
                    best("hispanic", "hispanic", true),
                    birth("birthCountry", "birth_country"),
                    birth("birthState", "birth_state"),
                    birth("birthCity", "birth_city")),
            demographics(),
            "p.id",
            "p.person");

    private RosterPeople() {}

    private static List<Column> demographics() {
        List<Column> columns = new ArrayList<>(
                List.of(
                        day("demographics.birthDate", "Day of birth", "Person.birthDate", "best_birthDate.value"),
                        of(
                                "demographics.sex",
                                "male, female; with 1.2 also other and unspecified",
                                "Person.sex",
                                """
                        case best_sex.value when 'Male' then 'male' when 'Female' then 'female' when 'NonBinary' then 'other'
                          when 'NotSelected' then 'unspecified' end""")));
        RACES.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(race -> columns.add(flag(
                        "demographics." + race.getKey(),
                        "Race, where the source says any",
                        "Person.races",
                        "best_races.value @> '[\"" + race.getValue() + "\"]'")));
        columns.add(flag(
                "demographics.demographicRaceTwoOrMoreRaces",
                "More than one race",
                "Person.races",
                "best_races.value @> '[\"TwoorMoreRaces\"]' or jsonb_array_length(best_races.value) > 1"));
        columns.add(
                flag("demographics.hispanicOrLatinoEthnicity", "Ethnicity", "Person.hispanic", "best_hispanic.value"));
        columns.add(of(
                "demographics.countryOfBirthCode",
                "Country of birth",
                "Demographic.birthCountry",
                "best_birthCountry.value"));
        columns.add(of(
                "demographics.stateOfBirthAbbreviation",
                "State of birth",
                "Demographic.birthState",
                "best_birthState.value"));
        columns.add(of("demographics.cityOfBirth", "City of birth", "Demographic.birthCity", "best_birthCity.value"));
        return columns;
    }

    private static Column flag(String name, String meaning, String element, String sql) {
        return Column.of(name, meaning, BOOLEAN, element, sql);
    }

    private static String students(String sql) {
        return OF_STUDENTS.formatted(sql);
    }

    private static Join best(String field, String column, boolean demographic) {
        return candidates(field, column, "is not null", true, demographic);
    }

    private static Join bestList(String field, String column, boolean demographic) {
        return candidates(field, column, "<> '[]'", true, demographic);
    }

    private static Join birth(String field, String column) {
        return candidates(field, column, "is not null", false, true);
    }

    /** Of several sources' values the one that counts; each field by itself, so that one not granted is in no statement. */
    private static Join candidates(String field, String column, String said, boolean person, boolean demographic) {
        List<String> from = new ArrayList<>();
        if (person) {
            from.add("select l.person, x." + column + " as value, x.row, x.since, x.stream from roster_link l "
                    + "join store.person_v1 x on x.row = l.row where x." + column + ' ' + said);
        }
        if (demographic) {
            from.add("select l.person, y." + column + ", y.row, y.since, y.stream from roster_link l "
                    + "join store.demographic_v1 y on y.person = l.row where y." + column + ' ' + said);
        }
        String alias = "best_" + field;
        String sql = String.join(" union all ", from);
        return join(
                alias,
                "left join ("
                        + Survival.best(
                                field,
                                person
                                        ? sql
                                        : sql.replace("y." + column + ", y.row", "y." + column + " as value, y.row"))
                        + ") " + alias + " on " + alias + ".person = p.person");
    }
}
