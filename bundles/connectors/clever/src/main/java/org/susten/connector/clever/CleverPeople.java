// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.Address;
import org.susten.model.Eligibility;
import org.susten.model.EligibilityKind;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Race;
import org.susten.model.Relationship;
import org.susten.model.SourceId;
import org.susten.model.StaffAssignment;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** What a user is: one person in all roles, where they learn or work, and whose contact they are. */
final class CleverPeople {

    private static final String STUDENT = "roles.student.";
    private static final Set<String> POOR = Set.of("free", "reduced");

    private final CleverIds ids;
    private final String sisIdSystem;

    CleverPeople(CleverIds ids, String sisIdSystem) {
        this.ids = ids;
        this.sisIdSystem = sisIdSystem.isBlank() ? "districtId:" + ids.site() : sisIdSystem.strip();
    }

    List<Entity> user(SourceRecord row) {
        SourceId person = ids.own(row);
        Set<PersonRole> roles = new LinkedHashSet<>();
        List<Entity> said = new ArrayList<>();
        if (has(row, "student")) {
            roles.add(PersonRole.STUDENT);
            enrollments(row, person, said);
            eligibilities(row, person, said);
        }
        if (has(row, "teacher")) {
            roles.add(PersonRole.TEACHER);
            works(row, person, "teacher", "Teacher", said);
        }
        if (has(row, "staff")) {
            roles.add(PersonRole.STAFF);
            works(row, person, "staff", "Staff", said);
        }
        if (has(row, "district_admin")) {
            roles.add(PersonRole.DISTRICT_ADMINISTRATOR);
        }
        if (has(row, "contact")) {
            roles.add(PersonRole.GUARDIAN);
            relationships(row, person, said);
        }
        said.add(0, person(row, person, roles));
        return said;
    }

    private static boolean has(SourceRecord row, String role) {
        String name = "roles." + role;
        return row.columns().names().stream().anyMatch(column -> column.equals(name) || column.startsWith(name + '.'));
    }

    private Person person(SourceRecord row, SourceId id, Set<PersonRole> roles) {
        return Person.builder(id)
                .roles(roles)
                .givenName(row.text("name.first"))
                .middleName(row.text("name.middle"))
                .familyName(row.text("name.last"))
                .preferredName(row.text(STUDENT + "preferred_name.first"))
                .birthDate(birth(row))
                .sex(Fields.code(row, STUDENT + "gender", CleverWords::sex))
                .races(races(row))
                .hispanic(Fields.yes(row, STUDENT + "hispanic_ethnicity"))
                .homeLanguage(row.text(STUDENT + "home_language_code"))
                .addresses(addresses(row))
                .phones(listOf(row.text("roles.contact.phone")))
                .emails(listOf(row.text("email")))
                .identifiers(identifiers(row))
                .build();
    }

    private static @Nullable LocalDate birth(SourceRecord row) {
        String column = STUDENT + "dob";
        String text = row.text(column);
        return text != null && text.contains("/")
                ? Fields.date(row, column, CleverWords.MONTH_FIRST)
                : Fields.date(row, column);
    }

    /** {@code Unknown} says nothing. */
    private static Set<Race> races(SourceRecord row) {
        String column = STUDENT + "race";
        if ("unknown".equalsIgnoreCase(row.text(column))) {
            return Set.of();
        }
        Race race = Fields.code(row, column, CleverWords::race);
        return race == null ? Set.of() : Set.of(race);
    }

    private static List<Address> addresses(SourceRecord row) {
        String street = row.text(STUDENT + "location.address");
        String city = row.text(STUDENT + "location.city");
        String state = row.text(STUDENT + "location.state");
        String zip = row.text(STUDENT + "location.zip");
        return street == null && city == null && zip == null
                ? List.of()
                : List.of(new Address(null, street, null, city, state, zip, null, null));
    }

    private List<Identifier> identifiers(SourceRecord row) {
        List<Identifier> identifiers = new ArrayList<>();
        add(identifiers, sisIdSystem, row.text(STUDENT + "sis_id"));
        add(identifiers, "stateStudentId", row.text(STUDENT + "state_id"));
        add(identifiers, "studentNumber:" + ids.site(), row.text(STUDENT + "student_number"));
        add(identifiers, "teacherId:" + ids.site(), row.text("roles.teacher.sis_id"));
        add(identifiers, "stateStaffId", row.text("roles.teacher.state_id"));
        add(identifiers, "staffId:" + ids.site(), row.text("roles.staff.staff_id"));
        add(identifiers, "contactId:" + ids.site(), row.text("roles.contact.sis_id"));
        return identifiers;
    }

    private static void add(List<Identifier> identifiers, String system, @Nullable String value) {
        if (value != null) {
            identifiers.add(new Identifier(system, value));
        }
    }

    private static List<String> listOf(@Nullable String text) {
        return text == null ? List.of() : List.of(text);
    }

    /** Dated enrollments where Clever has them, and otherwise the schools alone. */
    private void enrollments(SourceRecord row, SourceId person, List<Entity> said) {
        GradeLevel grade = Fields.code(row, STUDENT + "grade", CleverWords::grade);
        String main = row.text(STUDENT + "school");
        Set<String> schools = new LinkedHashSet<>();
        for (Map<?, ?> stay : Fields.objects(row, STUDENT + "enrollments")) {
            String school = Fields.text(stay, "school");
            if (school != null) {
                LocalDate entry = day(Fields.text(stay, "start_date"));
                schools.add(school);
                said.add(Enrollment.builder(ids.derived(row, school + '@' + (entry == null ? "" : entry)))
                        .person(person)
                        .organization(ids.of("schools", school))
                        .grade(grade)
                        .entry(entry)
                        .exit(day(Fields.text(stay, "end_date")))
                        .primary(main == null ? null : main.equals(school))
                        .build());
            }
        }
        Set<String> undated = new LinkedHashSet<>(Fields.texts(row, STUDENT + "schools"));
        if (main != null) {
            undated.add(main);
        }
        undated.removeAll(schools);
        undated.forEach(school -> said.add(Enrollment.builder(ids.derived(row, school))
                .person(person)
                .organization(ids.of("schools", school))
                .grade(grade)
                .primary(main == null ? null : main.equals(school))
                .build()));
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.length() < 10 ? null : LocalDate.parse(text.substring(0, 10));
        } catch (DateTimeException e) {
            throw new MappingException(STUDENT + "enrollments", "date", "an enrollment's dates must be days");
        }
    }

    private void eligibilities(SourceRecord row, SourceId person, List<Entity> said) {
        add(row, person, EligibilityKind.ENGLISH_LEARNER, yes(row, "ell_status"), null, said);
        String lunch = row.text(STUDENT + "frl_status");
        boolean poor = lunch != null && POOR.contains(lunch.toLowerCase(Locale.ROOT));
        add(row, person, EligibilityKind.ECONOMIC_DISADVANTAGE, poor, lunch, said);
        boolean disability = yes(row, "iep_status") || yes(row, "disability.disability_status");
        String kind = row.text(STUDENT + "disability.disability_code");
        add(
                row,
                person,
                EligibilityKind.DISABILITY,
                disability || yes(row, "section_504_status"),
                disability ? kind : "504",
                said);
    }

    private static boolean yes(SourceRecord row, String member) {
        return Boolean.TRUE.equals(Fields.yes(row, STUDENT + member));
    }

    private void add(
            SourceRecord row,
            SourceId person,
            EligibilityKind kind,
            boolean there,
            @Nullable String detail,
            List<Entity> said) {
        if (there) {
            said.add(Eligibility.builder(ids.derived(row, kind.code()))
                    .person(person)
                    .kind(kind)
                    .detail(detail)
                    .build());
        }
    }

    private void works(SourceRecord row, SourceId person, String role, String otherwise, List<Entity> said) {
        String title = row.text("roles." + role + ".title");
        Set<String> schools = new LinkedHashSet<>(Fields.texts(row, "roles." + role + ".schools"));
        schools.addAll(Fields.texts(row, "roles." + role + ".school"));
        schools.forEach(school -> said.add(StaffAssignment.builder(ids.derived(row, role + '@' + school))
                .person(person)
                .organization(ids.of("schools", school))
                .role(title == null ? otherwise : title)
                .build()));
    }

    private void relationships(SourceRecord row, SourceId person, List<Entity> said) {
        for (Map<?, ?> tie : Fields.objects(row, "roles.contact.student_relationships")) {
            String student = Fields.text(tie, "student");
            String kind = Fields.text(tie, "relationship");
            String type = Fields.text(tie, "type");
            if (student != null) {
                said.add(Relationship.builder(ids.derived(row, student))
                        .guardian(person)
                        .student(ids.of("users", student))
                        .kind(kind == null ? type : kind)
                        .primaryContact(type == null ? null : type.equalsIgnoreCase("Primary"))
                        .build());
            }
        }
    }
}
