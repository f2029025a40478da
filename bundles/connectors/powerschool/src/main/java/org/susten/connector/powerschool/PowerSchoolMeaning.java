// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.susten.kit.Fields;
import org.susten.model.AcademicSession;
import org.susten.model.Address;
import org.susten.model.Attendance;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Race;
import org.susten.model.SourceId;
import org.susten.model.StaffAssignment;
import org.susten.spi.MappingException;
import org.susten.spi.SourceRecord;

/** What rows of PowerSchool mean. */
final class PowerSchoolMeaning {

    static final String SYSTEM = "powerschool";

    /** Year ids of terms count from the school year that ended in 1991. */
    private static final int FIRST_YEAR = 1991;

    private final String site;
    private final String studentNumbers;
    private final PowerSchoolCodes codes;

    PowerSchoolMeaning(String site, String studentNumbers, PowerSchoolCodes codes) {
        this.site = site;
        this.studentNumbers = studentNumbers.isBlank() ? "districtId:" + site : studentNumbers.strip();
        this.codes = codes;
    }

    List<Entity> of(SourceRecord row) {
        return switch (PowerQuery.of(row.stream())) {
            case SCHOOLS -> school(row);
            case TERMS -> term(row);
            case COURSES -> course(row);
            case STAFF -> staff(row);
            case STUDENTS -> student(row);
            case ENROLLMENTS -> enrollment(row);
            case SECTIONS -> section(row);
            case MEMBERSHIPS -> membership(row);
            case ATTENDANCE -> attendance(row);
        };
    }

    private SourceId id(String stream, String key) {
        return new SourceId(SYSTEM, site, stream, key);
    }

    private SourceId to(SourceRecord row, String column, String stream) {
        return id(stream, row.required(column));
    }

    private @Nullable SourceId optional(SourceRecord row, String column, String stream) {
        String key = row.text(column);
        return key == null || key.equals("0") ? null : id(stream, key);
    }

    private List<Entity> school(SourceRecord row) {
        String number = row.required("school_number");
        String street = row.text("schooladdress");
        String city = row.text("schoolcity");
        return List.of(Organization.builder(id("schools", number))
                .name(row.required("name"))
                .type(OrganizationType.SCHOOL)
                .identifiers(List.of(new Identifier("schoolNumber:" + site, number)))
                .address(
                        street == null && city == null
                                ? null
                                : new Address(
                                        null,
                                        street,
                                        null,
                                        city,
                                        row.text("schoolstate"),
                                        row.text("schoolzip"),
                                        null,
                                        null))
                .build());
    }

    private List<Entity> term(SourceRecord row) {
        Integer year = Fields.whole(row, "yearid");
        return List.of(AcademicSession.builder(id("terms", row.required("schoolid") + '|' + row.required("id")))
                .organization(optional(row, "schoolid", "schools"))
                .title(row.required("name"))
                .kind(Boolean.TRUE.equals(Fields.yes(row, "isyearrec")) ? "schoolYear" : "term")
                .begin(Fields.required(Fields.date(row, "firstday"), "firstday"))
                .end(Fields.required(Fields.date(row, "lastday"), "lastday"))
                .schoolYear(year == null ? null : FIRST_YEAR + year)
                .build());
    }

    private List<Entity> course(SourceRecord row) {
        String number = row.required("course_number");
        String name = row.text("course_name");
        return List.of(Course.builder(id("courses", number))
                .title(name == null ? number : name)
                .code(number)
                .subjects(Fields.texts(row, "credittype"))
                .build());
    }

    private List<Entity> staff(SourceRecord row) {
        SourceId person = to(row, "dcid", "staff");
        String email = row.text("email_addr");
        String number = row.text("teachernumber");
        List<Entity> said = new ArrayList<>();
        said.add(Person.builder(person)
                .roles(Set.of(PersonRole.STAFF))
                .givenName(row.text("first_name"))
                .middleName(row.text("middle_name"))
                .familyName(row.text("last_name"))
                .emails(email == null ? List.of() : List.of(email))
                .identifiers(number == null ? List.of() : List.of(new Identifier("teacherId:" + site, number)))
                .build());
        SourceId school = optional(row, "homeschoolid", "schools");
        String title = row.text("title");
        if (school != null) {
            said.add(StaffAssignment.builder(person)
                    .person(person)
                    .organization(school)
                    .role(title == null ? "Staff" : title)
                    .build());
        }
        return said;
    }

    private List<Entity> student(SourceRecord row) {
        SourceId person = to(row, "id", "students");
        List<Identifier> identifiers = new ArrayList<>();
        String number = row.text("student_number");
        String state = row.text("state_studentnumber");
        String phone = row.text("home_phone");
        if (number != null) {
            identifiers.add(new Identifier(studentNumbers, number));
        }
        if (state != null) {
            identifiers.add(new Identifier("stateStudentId", state));
        }
        List<Entity> said = new ArrayList<>();
        said.add(Person.builder(person)
                .roles(Set.of(PersonRole.STUDENT))
                .givenName(row.text("first_name"))
                .middleName(row.text("middle_name"))
                .familyName(row.text("last_name"))
                .birthDate(Fields.date(row, "dob"))
                .sex(Fields.code(row, "gender", PowerSchoolCodes::sex))
                .races(races(row))
                .hispanic(hispanic(row))
                .addresses(addresses(row))
                .phones(phone == null ? List.of() : List.of(phone))
                .identifiers(identifiers)
                .build());
        // who is only registered for later is not enrolled
        if (!"-1".equals(row.text("enroll_status")) && optional(row, "schoolid", "schools") != null) {
            said.add(stay(row, person, person));
        }
        return said;
    }

    private static List<Address> addresses(SourceRecord row) {
        String street = row.text("street");
        String city = row.text("city");
        String zip = row.text("zip");
        return street == null && city == null && zip == null
                ? List.of()
                : List.of(new Address(null, street, null, city, row.text("state"), zip, null, null));
    }

    private Set<Race> races(SourceRecord row) {
        Set<Race> races = new LinkedHashSet<>();
        String text = row.text("races");
        for (String code : text == null ? new String[0] : text.split(",")) {
            if (!code.isBlank()) {
                races.add(codes.race(code)
                        .orElseThrow(() -> new MappingException(
                                "races", "code:race", "column races holds a code that the crosswalk does not have")));
            }
        }
        return races;
    }

    /** The federal question: 1 is yes, 0 no; anything else was not answered. */
    private static @Nullable Boolean hispanic(SourceRecord row) {
        String text = String.valueOf(row.text("fedethnicity"));
        return text.equals("1") ? Boolean.TRUE : text.equals("0") ? Boolean.FALSE : null;
    }

    private List<Entity> enrollment(SourceRecord row) {
        return List.of(stay(row, id("enrollments", row.required("id")), to(row, "studentid", "students")));
    }

    private Enrollment stay(SourceRecord row, SourceId id, SourceId person) {
        return Enrollment.builder(id)
                .person(person)
                .organization(to(row, "schoolid", "schools"))
                .grade(Fields.code(row, "grade_level", PowerSchoolCodes::grade))
                .entry(Fields.date(row, "entrydate"))
                .exit(Fields.date(row, "exitdate"))
                .entryType(row.text("entrycode"))
                .exitType(row.text("exitcode"))
                .build();
    }

    private List<Entity> section(SourceRecord row) {
        SourceId section = to(row, "id", "sections");
        String course = row.required("course_number");
        String number = row.text("section_number");
        String term = row.text("termid");
        String school = row.required("schoolid");
        List<Entity> said = new ArrayList<>();
        said.add(ClassSection.builder(section)
                .organization(id("schools", school))
                .course(id("courses", course))
                .sessions(term == null ? List.of() : List.of(id("terms", school + '|' + term)))
                .title(number == null ? course : course + '.' + number)
                .code(number)
                .periods(Fields.texts(row, "expression"))
                .location(row.text("room"))
                .build());
        SourceId teacher = optional(row, "teacher", "staff");
        if (teacher != null) {
            said.add(ClassMembership.builder(section)
                    .person(teacher)
                    .section(section)
                    .organization(id("schools", school))
                    .role(PersonRole.TEACHER)
                    .primary(true)
                    .build());
        }
        return said;
    }

    /** A class that was dropped has its section's number below zero. */
    private List<Entity> membership(SourceRecord row) {
        String section = row.required("sectionid");
        LocalDate begin = Fields.date(row, "dateenrolled");
        LocalDate end = Fields.date(row, "dateleft");
        if (begin != null && end != null && !end.isAfter(begin) && section.startsWith("-")) {
            return List.of();
        }
        return List.of(ClassMembership.builder(id("memberships", row.required("id")))
                .person(to(row, "studentid", "students"))
                .section(id("sections", section.replaceFirst("^-", "")))
                .organization(optional(row, "schoolid", "schools"))
                .role(PersonRole.STUDENT)
                .begin(begin)
                .end(end)
                .build());
    }

    private List<Entity> attendance(SourceRecord row) {
        String code = row.text("att_code");
        return List.of(Attendance.builder(id("attendance", row.required("id")))
                .person(to(row, "studentid", "students"))
                .organization(optional(row, "schoolid", "schools"))
                .section(optional(row, "sectionid", "sections"))
                .day(Fields.required(Fields.date(row, "att_date"), "att_date"))
                .category(codes.attendance(code, row).orElseThrow(() -> unknown(code)))
                .minutes(Fields.whole(row, "total_minutes"))
                .reason(code)
                .build());
    }

    /** A code is the hub's to give a meaning; where there is none, only the server can say more. */
    private static MappingException unknown(@Nullable String code) {
        return code == null
                ? new MappingException(
                        "presence", "presence", "column presence must say Present or Absent where att_code is blank")
                : new MappingException(
                        "att_code",
                        "code:attendance",
                        "neither crosswalk in the connection's file nor column presence says what this code means: add"
                                + " attendance/CODE=…, or have presence say Present or Absent");
    }
}
