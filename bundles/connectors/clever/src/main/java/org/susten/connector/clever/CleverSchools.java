// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.clever;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.AcademicSession;
import org.susten.model.Address;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.spi.SourceRecord;

/** What districts, schools, terms, courses, sections and attendance are. */
final class CleverSchools {

    private final CleverIds ids;
    private final Set<String> excused;

    CleverSchools(CleverIds ids, String[] excused) {
        this.ids = ids;
        this.excused = Arrays.stream(excused).map(CleverSchools::plain).collect(Collectors.toSet());
    }

    private static String plain(String code) {
        return code.strip().toLowerCase(Locale.ROOT);
    }

    List<Entity> district(SourceRecord row) {
        return List.of(Organization.builder(ids.own(row))
                .name(row.required("name"))
                .type(OrganizationType.DISTRICT)
                .identifiers(identifiers(row, null))
                .build());
    }

    List<Entity> school(SourceRecord row) {
        return List.of(Organization.builder(ids.own(row))
                .name(row.required("name"))
                .type(OrganizationType.SCHOOL)
                .identifiers(identifiers(row, "schoolNumber:" + ids.site()))
                .parent(ids.optional(row, "district", "districts"))
                .address(address(row))
                .build());
    }

    private static List<Identifier> identifiers(SourceRecord row, @Nullable String number) {
        List<Identifier> identifiers = new ArrayList<>();
        add(identifiers, "nces", row.text("nces_id"));
        add(identifiers, "mdr", row.text("mdr_number"));
        add(identifiers, "stateSchoolId", row.text("state_id"));
        if (number != null) {
            add(identifiers, number, row.text("school_number"));
        }
        return identifiers;
    }

    private static void add(List<Identifier> identifiers, String system, @Nullable String value) {
        if (value != null) {
            identifiers.add(new Identifier(system, value));
        }
    }

    private static @Nullable Address address(SourceRecord row) {
        String street = row.text("location.address");
        String city = row.text("location.city");
        String zip = row.text("location.zip");
        return street == null && city == null && zip == null
                ? null
                : new Address(null, street, null, city, row.text("location.state"), zip, null, null);
    }

    List<Entity> term(SourceRecord row) {
        return List.of(AcademicSession.builder(ids.own(row))
                .organization(ids.optional(row, "district", "districts"))
                .title(row.required("name"))
                .kind("term")
                .begin(Fields.required(Fields.date(row, "start_date"), "start_date"))
                .end(Fields.required(Fields.date(row, "end_date"), "end_date"))
                .build());
    }

    List<Entity> course(SourceRecord row) {
        String name = row.text("name");
        return List.of(Course.builder(ids.own(row))
                .organization(ids.optional(row, "district", "districts"))
                .title(name == null ? row.required("number") : name)
                .code(row.text("number"))
                .build());
    }

    List<Entity> section(SourceRecord row) {
        SourceId section = ids.own(row);
        SourceId school = ids.optional(row, "school", "schools");
        List<Entity> said = new ArrayList<>();
        said.add(ClassSection.builder(section)
                .organization(school)
                .course(ids.optional(row, "course", "courses"))
                .sessions(ids.list(row, "term_id", "terms"))
                .title(row.required("name"))
                .code(row.text("section_number"))
                .grades(grades(row))
                .subjects(Fields.texts(row, "subject"))
                .periods(Fields.texts(row, "period"))
                .build());
        String main = row.text("teacher");
        Set<String> teachers = new LinkedHashSet<>(Fields.texts(row, "teachers"));
        if (main != null) {
            teachers.add(main);
        }
        teachers.forEach(user -> said.add(
                member(row, section, school, user, PersonRole.TEACHER, main == null ? null : main.equals(user))));
        new LinkedHashSet<>(Fields.texts(row, "students"))
                .forEach(user -> said.add(member(row, section, school, user, PersonRole.STUDENT, null)));
        return said;
    }

    private ClassMembership member(
            SourceRecord row,
            SourceId section,
            @Nullable SourceId school,
            String user,
            PersonRole role,
            @Nullable Boolean primary) {
        return ClassMembership.builder(ids.derived(row, user))
                .person(ids.of("users", user))
                .section(section)
                .organization(school)
                .role(role)
                .primary(primary)
                .build();
    }

    private static List<String> grades(SourceRecord row) {
        var grade = Fields.code(row, "grade", CleverWords::grade);
        return grade == null ? List.of() : List.of(grade.code());
    }

    /** An absence is excused where its code is one of those that the connection names. */
    List<Entity> attendance(SourceRecord row) {
        AttendanceCategory category =
                Fields.required(Fields.code(row, "attendance_status", CleverWords::status), "attendance_status");
        String code = row.text("excuse_code");
        if (category == AttendanceCategory.UNEXCUSED_ABSENCE && code != null && excused.contains(plain(code))) {
            category = AttendanceCategory.EXCUSED_ABSENCE;
        }
        String section = row.text("section_id");
        String school = row.text("school_id");
        String student = row.required("student_id");
        String day = row.required("attendance_date");
        return List.of(Attendance.builder(
                        ids.of("attendance", student + '|' + day + '|' + (section == null ? school : section)))
                .person(ids.of("users", student))
                .organization(school == null ? null : ids.of("schools", school))
                .section(section == null ? null : ids.of("sections", section))
                .day(Fields.required(Fields.date(row, "attendance_date"), "attendance_date"))
                .category(category)
                .reason(code)
                .build());
    }
}
