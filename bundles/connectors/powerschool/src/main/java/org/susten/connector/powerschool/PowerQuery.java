// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.powerschool;

import static org.susten.model.Sensitivity.DIRECTORY;
import static org.susten.model.Sensitivity.PERSONAL;
import static org.susten.model.Sensitivity.PROTECTED;
import static org.susten.model.Sensitivity.PUBLIC;
import static org.susten.spi.Catalogue.field;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.susten.model.AcademicSession;
import org.susten.model.Attendance;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Course;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.StaffAssignment;
import org.susten.spi.Catalogue;

/** The plug-in's named queries, the table behind each, and what their columns fill. */
enum PowerQuery {
    SCHOOLS(
            "schools",
            "name abbreviation schooladdress schoolcity schoolstate schoolzip",
            List.of("school_number"),
            List.of(Organization.class),
            field("school_number", "Organization.identifiers", PUBLIC),
            field("name", "Organization.name", PUBLIC),
            field("schooladdress", "Organization.address", PUBLIC)),
    TERMS(
            "terms",
            "name abbreviation firstday lastday isyearrec yearid",
            List.of("schoolid", "id"),
            List.of(AcademicSession.class),
            field("schoolid", "AcademicSession.organization", PUBLIC),
            field("name", "AcademicSession.title", PUBLIC),
            field("isyearrec", "AcademicSession.kind", PUBLIC),
            field("firstday", "AcademicSession.begin", PUBLIC),
            field("lastday", "AcademicSession.end", PUBLIC),
            field("yearid", "AcademicSession.schoolYear", PUBLIC)),
    COURSES(
            "courses",
            "course_name credittype",
            List.of("course_number"),
            List.of(Course.class),
            field("course_number", "Course.code", PUBLIC),
            field("course_name", "Course.title", PUBLIC),
            field("credittype", "Course.subjects", PUBLIC)),
    STAFF(
            "users",
            "first_name middle_name last_name email_addr teachernumber homeschoolid title",
            List.of("dcid"),
            List.of(Person.class, StaffAssignment.class),
            field("first_name", "Person.givenName", DIRECTORY),
            field("middle_name", "Person.middleName", DIRECTORY),
            field("last_name", "Person.familyName", DIRECTORY),
            field("email_addr", "Person.emails", PERSONAL),
            field("teachernumber", "Person.identifiers", PERSONAL),
            field("dcid", "StaffAssignment.person", DIRECTORY),
            field("homeschoolid", "StaffAssignment.organization", PUBLIC),
            field("title", "StaffAssignment.role", PUBLIC)),
    STUDENTS(
            "students",
            "student_number state_studentnumber first_name middle_name last_name dob gender fedethnicity street city state zip"
                    + " home_phone schoolid grade_level enroll_status entrydate exitdate entrycode exitcode",
            List.of("id"),
            List.of(Person.class, Enrollment.class),
            field("student_number", "Person.identifiers", PERSONAL),
            field("state_studentnumber", "Person.identifiers", PERSONAL),
            field("first_name", "Person.givenName", DIRECTORY),
            field("middle_name", "Person.middleName", DIRECTORY),
            field("last_name", "Person.familyName", DIRECTORY),
            field("dob", "Person.birthDate", PERSONAL),
            field("gender", "Person.sex", PERSONAL),
            field("races", "Person.races", PROTECTED),
            field("fedethnicity", "Person.hispanic", PROTECTED),
            field("street", "Person.addresses", PERSONAL),
            field("home_phone", "Person.phones", PERSONAL),
            field("id", "Enrollment.person", DIRECTORY),
            field("schoolid", "Enrollment.organization", DIRECTORY),
            field("grade_level", "Enrollment.grade", DIRECTORY),
            field("entrydate", "Enrollment.entry", DIRECTORY),
            field("exitdate", "Enrollment.exit", DIRECTORY),
            field("entrycode", "Enrollment.entryType", PERSONAL),
            field("exitcode", "Enrollment.exitType", PERSONAL)),
    ENROLLMENTS(
            "reenrollments",
            "studentid schoolid entrydate exitdate entrycode exitcode grade_level",
            List.of("id"),
            List.of(Enrollment.class),
            field("studentid", "Enrollment.person", DIRECTORY),
            field("schoolid", "Enrollment.organization", DIRECTORY),
            field("grade_level", "Enrollment.grade", DIRECTORY),
            field("entrydate", "Enrollment.entry", DIRECTORY),
            field("exitdate", "Enrollment.exit", DIRECTORY),
            field("entrycode", "Enrollment.entryType", PERSONAL),
            field("exitcode", "Enrollment.exitType", PERSONAL)),
    SECTIONS(
            "sections",
            "course_number section_number schoolid termid room expression",
            List.of("id"),
            List.of(ClassSection.class, ClassMembership.class),
            field("course_number", "ClassSection.course", PUBLIC),
            field("course_number", "ClassSection.title", PUBLIC),
            field("section_number", "ClassSection.code", PUBLIC),
            field("schoolid", "ClassSection.organization", PUBLIC),
            field("termid", "ClassSection.sessions", PUBLIC),
            field("room", "ClassSection.location", PUBLIC),
            field("expression", "ClassSection.periods", PUBLIC),
            field("id", "ClassMembership.section", DIRECTORY),
            field("schoolid", "ClassMembership.organization", DIRECTORY),
            field("teacher", "ClassMembership.person", DIRECTORY),
            field("teacher", "ClassMembership.primary", DIRECTORY),
            field("teacher", "ClassMembership.role", DIRECTORY)),
    MEMBERSHIPS(
            "cc",
            "sectionid studentid schoolid dateenrolled dateleft",
            List.of("id"),
            List.of(ClassMembership.class),
            field("sectionid", "ClassMembership.section", DIRECTORY),
            field("studentid", "ClassMembership.person", DIRECTORY),
            field("schoolid", "ClassMembership.organization", DIRECTORY),
            field("dateenrolled", "ClassMembership.begin", DIRECTORY),
            field("dateleft", "ClassMembership.end", DIRECTORY)),
    ATTENDANCE(
            "",
            "studentid schoolid att_date att_mode_code total_minutes sectionid att_code description presence",
            List.of("id"),
            List.of(Attendance.class),
            field("studentid", "Attendance.person", PERSONAL),
            field("schoolid", "Attendance.organization", PERSONAL),
            field("sectionid", "Attendance.section", PERSONAL),
            field("att_date", "Attendance.day", PERSONAL),
            field("presence", "Attendance.category", PERSONAL),
            field("att_code", "Attendance.reason", PERSONAL),
            field("total_minutes", "Attendance.minutes", PERSONAL));

    /** Columns that a query takes from another table. */
    private static final List<String> JOINED = List.of("races", "teacher");

    private final String table;
    private final List<String> columns;
    private final List<String> key;
    private final List<Class<? extends Entity>> yields;
    private final List<Catalogue.Field> fields;

    PowerQuery(
            String table,
            String columns,
            List<String> key,
            List<Class<? extends Entity>> yields,
            Catalogue.Field... fields) {
        this.table = table;
        this.columns = List.of(columns.split(" "));
        this.key = key;
        this.yields = yields;
        this.fields = List.of(fields);
    }

    static PowerQuery of(String stream) {
        return valueOf(stream.toUpperCase(Locale.ROOT));
    }

    String stream() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The named query. */
    String query() {
        return "org.susten.hub." + stream();
    }

    /** The table behind it; empty where one table is not enough. */
    String table() {
        return table;
    }

    /** The columns that a table is asked for. */
    String projection() {
        List<String> all = new ArrayList<>(key);
        all.addAll(columns);
        return String.join(",", all.stream().distinct().toList());
    }

    /** A row's key. */
    @Nullable
    String key(Map<String, @Nullable Object> row) {
        StringBuilder text = new StringBuilder();
        for (String column : key) {
            Object value = row.get(column);
            if (value == null || value.toString().isBlank()) {
                return null;
            }
            text.append(text.isEmpty() ? "" : "|").append(value.toString().strip());
        }
        return text.toString();
    }

    Catalogue.Stream stream(boolean ofTable) {
        Predicate<Catalogue.Field> there = field -> !ofTable || !JOINED.contains(field.source());
        return new Catalogue.Stream(
                stream(),
                yields,
                Catalogue.Mode.INCREMENTAL,
                Duration.ofDays(1),
                String.join(", ", key),
                fields.stream().filter(there).toList());
    }
}
