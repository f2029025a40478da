// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.model.Demographic;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Race;
import org.susten.model.Relationship;
import org.susten.model.Sex;
import org.susten.model.SourceId;
import org.susten.model.StaffAssignment;
import org.susten.model.Supplement;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** People, what they are where, and who looks after whom. */
final class Users {

    static final Set<PersonRole> FAMILY = EnumSet.of(PersonRole.GUARDIAN, PersonRole.PARENT, PersonRole.RELATIVE);

    private static final Map<String, Race> RACES = Map.of(
            "americanIndianOrAlaskaNative", Race.AMERICAN_INDIAN_OR_ALASKA_NATIVE,
            "asian", Race.ASIAN,
            "blackOrAfricanAmerican", Race.BLACK_OR_AFRICAN_AMERICAN,
            "nativeHawaiianOrOtherPacificIslander", Race.NATIVE_HAWAIIAN_OR_OTHER_PACIFIC_ISLANDER,
            "white", Race.WHITE,
            "demographicRaceTwoOrMoreRaces", Race.TWO_OR_MORE_RACES);

    private static final Set<String> USED = Set.of(
            "orgSourcedIds",
            "role",
            "userIds",
            "givenName",
            "familyName",
            "middleName",
            "identifier",
            "email",
            "sms",
            "phone",
            "agentSourcedIds",
            "grades",
            "userMasterIdentifier",
            "preferredGivenName",
            "primaryOrgSourcedId",
            "roles");

    private final Ids ids;
    private final UserIdentifiers identifiers;
    private final Leftovers ofUsers;
    private final Leftovers ofRoles =
            new Leftovers("roles", "userSourcedId", "roleType", "role", "beginDate", "endDate", "orgSourcedId");
    private final Leftovers ofDemographics;

    Users(Ids ids, UserIdentifiers identifiers) {
        this.ids = ids;
        this.identifiers = identifiers;
        this.ofUsers = new Leftovers("users", column -> USED.contains(column) || UserIdentifiers.isStateId(column));
        this.ofDemographics = new Leftovers(
                "demographics",
                column -> RACES.containsKey(column)
                        || Set.of(
                                        "birthDate",
                                        "sex",
                                        "hispanicOrLatinoEthnicity",
                                        "countryOfBirthCode",
                                        "stateOfBirthAbbreviation",
                                        "cityOfBirth")
                                .contains(column));
    }

    /** A user: the person, and with 1.1 also where they belong. */
    List<Entity> user(SourceRecord row) {
        SourceId id = ids.own(row);
        List<UserRole> roles = UserRole.of(row);
        Set<PersonRole> told = UserRole.told(row);
        PersonRole role = row.text("role") != null
                ? Words.role(row)
                : told.isEmpty() ? UserRole.leading(roles) : UserRole.leading(told);
        boolean student = role == PersonRole.STUDENT || (role == null && row.text("grades") != null);
        List<Entity> said = new ArrayList<>(4);
        said.add(Person.builder(id)
                .roles(UserRole.all(roles, told, role != null ? role : student ? PersonRole.STUDENT : null))
                .givenName(row.text("givenName"))
                .middleName(row.text("middleName"))
                .familyName(row.text("familyName"))
                .preferredName(row.text("preferredGivenName"))
                .phones(phones(row))
                .emails(row.text("email") == null ? List.of() : List.of(row.required("email")))
                .identifiers(identifiers.of(row, role, student))
                .build());
        List<String> unused = new ArrayList<>(3);
        if (!roles.isEmpty()) {
            roles(row, id, roles, said);
        } else if (role == null || row.text("role") == null) {
            unused.add("orgSourcedIds");
        } else {
            belongs(row, id, role, said);
        }
        if (student || (role != null && FAMILY.contains(role))) {
            relationships(row, id, role, student, said);
        } else {
            unused.add("agentSourcedIds");
        }
        if (!student || !Grades.known(row, "grades")) {
            unused.add("grades");
        }
        Supplement left = ofUsers.of(row, id, id, unused);
        if (left != null) {
            said.add(left);
        }
        return said;
    }

    private static List<String> phones(SourceRecord row) {
        Set<String> phones = new LinkedHashSet<>();
        for (String column : List.of("phone", "sms")) {
            String phone = row.text(column);
            if (phone != null) {
                phones.add(phone);
            }
        }
        return List.copyOf(phones);
    }

    private void belongs(SourceRecord row, SourceId person, PersonRole role, List<Entity> said) {
        if (FAMILY.contains(role)) {
            return;
        }
        Set<String> organizations = new LinkedHashSet<>(Words.list(row, "orgSourcedIds"));
        boolean only = organizations.size() == 1;
        GradeLevel grade = role == PersonRole.STUDENT ? Grades.highest(row, "grades") : null;
        for (String organization : organizations) {
            SourceId id = ids.derived(row, organization);
            SourceId where = ids.of("orgs", organization);
            if (role == PersonRole.STUDENT) {
                said.add(Enrollment.builder(id)
                        .person(person)
                        .organization(where)
                        .grade(grade)
                        .primary(only ? Boolean.TRUE : null)
                        .build());
            } else {
                said.add(StaffAssignment.builder(id)
                        .person(person)
                        .organization(where)
                        .role(role.code())
                        .primary(only ? Boolean.TRUE : null)
                        .build());
            }
        }
    }

    /** A key that none of the user's roles has yet: there may be one for each school year. Null where it is said twice. */
    private @Nullable SourceId free(SourceRecord row, UserRole role, Set<SourceId> taken) {
        String as = role.organization() + '@' + role.role().code();
        return Stream.of(String.valueOf(role.organization()), as, as + '@' + role.begin())
                .map(key -> ids.derived(row, key))
                .filter(taken::add)
                .findFirst()
                .orElse(null);
    }

    /** The roles of OneRoster 1.2 where they stand in their user. */
    private void roles(SourceRecord row, SourceId person, List<UserRole> roles, List<Entity> said) {
        Set<SourceId> taken = new HashSet<>();
        for (UserRole role : roles) {
            if (role.organization() == null || FAMILY.contains(role.role())) {
                continue;
            }
            SourceId id = free(row, role, taken);
            if (id == null) {
                continue;
            }
            SourceId where = ids.of("orgs", role.organization());
            said.add(
                    role.role() == PersonRole.STUDENT
                            ? Enrollment.builder(id)
                                    .person(person)
                                    .organization(where)
                                    .grade(Grades.highest(row, "grades"))
                                    .entry(role.begin())
                                    .exit(role.end())
                                    .primary(role.primary())
                                    .build()
                            : StaffAssignment.builder(id)
                                    .person(person)
                                    .organization(where)
                                    .role(role.role().code())
                                    .primary(role.primary())
                                    .begin(role.begin())
                                    .end(role.end())
                                    .build());
        }
    }

    /** A student's agents look after the student; a guardian's are the children. */
    private void relationships(
            SourceRecord row, SourceId id, @Nullable PersonRole role, boolean student, List<Entity> said) {
        for (String agent : new LinkedHashSet<>(Words.list(row, "agentSourcedIds"))) {
            SourceId other = ids.of("users", agent);
            said.add(Relationship.builder(ids.derived(row, agent))
                    .guardian(student ? other : id)
                    .student(student ? id : other)
                    .kind(student || role == null ? null : role.code())
                    .build());
        }
    }

    /** A role of OneRoster 1.2: one user, one organization, from and until when. */
    List<Entity> role(SourceRecord row) {
        SourceId id = ids.own(row);
        SourceId person = ids.required(row, "userSourcedId", "users");
        SourceId organization = ids.required(row, "orgSourcedId", "orgs");
        PersonRole role = Words.role(row);
        LocalDate begin = Words.date(row, "beginDate");
        LocalDate end = Words.date(row, "endDate");
        String type = row.text("roleType");
        Boolean primary = type == null ? null : type.equalsIgnoreCase("primary");
        if (FAMILY.contains(role)) {
            return List.of(Supplement.builder(id)
                    .kind("roles")
                    .about(person)
                    .values(Map.of("role", role.code(), "orgSourcedId", row.required("orgSourcedId")))
                    .build());
        }
        Entity belongs = role == PersonRole.STUDENT
                ? Enrollment.builder(id)
                        .person(person)
                        .organization(organization)
                        .grade(Grades.highest(row, RosterRows.USER_GRADES))
                        .entry(begin)
                        .exit(end)
                        .primary(primary)
                        .build()
                : StaffAssignment.builder(id)
                        .person(person)
                        .organization(organization)
                        .role(role.code())
                        .primary(primary)
                        .begin(begin)
                        .end(end)
                        .build();
        return Rostering.with(belongs, ofRoles.of(row, id, person));
    }

    /** What is known of a user beside the user's own row. */
    List<Entity> demographic(SourceRecord row) {
        SourceId id = ids.own(row);
        SourceId person = ids.of("users", row.key());
        Set<Race> races = EnumSet.noneOf(Race.class);
        RACES.forEach((column, race) -> {
            if (Boolean.TRUE.equals(Words.flag(row, column))) {
                races.add(race);
            }
        });
        Demographic demographic = Demographic.builder(id)
                .person(person)
                .birthDate(Words.date(row, "birthDate"))
                .sex(sex(row))
                .races(races)
                .hispanic(Words.flag(row, "hispanicOrLatinoEthnicity"))
                .birthCountry(row.text("countryOfBirthCode"))
                .birthState(row.text("stateOfBirthAbbreviation"))
                .birthCity(row.text("cityOfBirth"))
                .build();
        return Rostering.with(demographic, ofDemographics.of(row, id, person));
    }

    private static @Nullable Sex sex(SourceRecord row) {
        String word = row.text("sex");
        if (word == null) {
            return null;
        }
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "male", "m" -> Sex.MALE;
            case "female", "f" -> Sex.FEMALE;
            case "other", "x", "nonbinary", "non-binary", "nb" -> Sex.NON_BINARY;
            case "unspecified", "not specified", "notselected", "not selected", "unknown", "u" -> Sex.NOT_SELECTED;
            default ->
                throw new MappingException("sex", "sex", "column sex must be male, female, other or unspecified");
        };
    }
}
