// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.BOOLEAN;
import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.NUMBER;
import static org.susten.feeds.product.Column.Type.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.susten.feeds.product.Dataset.Join;
import org.susten.governance.RosterFields;

/** The files of a roster, parents before children, with the columns the common model can fill. */
public final class RosterFiles {

    private static final String NOBODY = "0::bigint";

    private static final RosterFile ORGS = new RosterFile(
            "orgs",
            "A school, or what it belongs to",
            "roster_org x join store.organization_v1 o on o.row = x.row",
            List.of(),
            List.of(
                    of("orgs.name", "Name", "Organization.name", "o.name"),
                    of(
                            "orgs.type",
                            "department, school, district, local, state or national",
                            "Organization.type",
                            """
                            case o.type when 'stateAgency' then 'state' when 'national' then 'national'
                              when 'district' then 'district' when 'department' then 'department'
                              when 'school' then 'school' when 'earlyChildhoodProvider' then 'school'
                              when 'postsecondary' then 'school'
                              else case when exists (select from roster_class h where h.school = x.row) then 'school'
                                     else 'local' end end"""),
                    of(
                            "orgs.identifier",
                            "First identifier",
                            "Organization.identifiers",
                            "(select i ->> 'value' from jsonb_array_elements(o.identifiers) with ordinality a(i, n) order by n limit 1)"),
                    of(
                            "orgs.parentSourcedId",
                            "What it belongs to",
                            "Organization.parent",
                            "(select y.row::text from roster_org y where y.row = o.parent)")),
            "x.row::text",
            NOBODY);

    private static final RosterFile SESSIONS = new RosterFile(
            "academicSessions",
            "A school year or a part of one",
            "roster_session x join store.academic_session_v1 s on s.row = x.row",
            List.of(),
            List.of(
                    of("academicSessions.title", "Title", "AcademicSession.title", "s.title"),
                    of(
                            "academicSessions.type",
                            "gradingPeriod, semester, schoolYear or term",
                            "AcademicSession.kind",
                            """
                            case lower(s.kind) when 'gradingperiod' then 'gradingPeriod' when 'semester' then 'semester'
                              when 'schoolyear' then 'schoolYear' else 'term' end"""),
                    day("academicSessions.startDate", "First day", "AcademicSession.begin", "s.begin"),
                    day("academicSessions.endDate", "Last day", "AcademicSession.end", "s.\"end\""),
                    of(
                            "academicSessions.parentSourcedId",
                            "What it is part of",
                            "AcademicSession.parent",
                            "(select y.row::text from roster_session y where y.row = s.parent)"),
                    of(
                            "academicSessions.schoolYear",
                            "Year in which the school year ends",
                            "AcademicSession.schoolYear",
                            "coalesce(s.school_year, extract(year from s.\"end\")::integer)::text")),
            "x.row::text",
            NOBODY);

    private static final RosterFile COURSES = new RosterFile(
            "courses",
            "A course of a school",
            "roster_course x join store.course_v1 k on k.row = x.row",
            List.of(),
            List.of(
                    of(
                            "courses.schoolYearSourcedId",
                            "School year",
                            "Course.session",
                            """
                            (select y.row::text from roster_session y join store.academic_session_v1 s on s.row = y.row
                             where y.row = k.session and lower(s.kind) = 'schoolyear')"""),
                    of("courses.title", "Title", "Course.title", "k.title"),
                    of("courses.courseCode", "Code", "Course.code", "k.code"),
                    of("courses.grades", "Grades", "Course.grades", list("k.grades")),
                    of("courses.orgSourcedId", "School or district", "Course.organization", "x.school::text"),
                    of("courses.subjects", "Subjects", "Course.subjects", list("k.subjects"))),
            "x.row::text",
            NOBODY);

    private static final RosterFile CLASSES = new RosterFile(
            "classes",
            "A class that somebody of the population is in",
            "roster_class x join store.class_section_v1 c on c.row = x.row",
            List.of(),
            List.of(
                    of("classes.title", "Title", "ClassSection.title", "c.title"),
                    of("classes.grades", "Grades", "ClassSection.grades", list("c.grades")),
                    of("classes.courseSourcedId", "Its course", "ClassSection.course", "x.course::text"),
                    of("classes.classCode", "Code", "ClassSection.code", "c.code"),
                    of(
                            "classes.classType",
                            "homeroom or scheduled",
                            "ClassSection.kind",
                            "case lower(c.kind) when 'homeroom' then 'homeroom' else 'scheduled' end"),
                    of("classes.location", "Room", "ClassSection.location", "c.location"),
                    of("classes.schoolSourcedId", "Its school", "ClassSection.organization", "x.school::text"),
                    of("classes.termSourcedIds", "Its terms", "ClassSection.sessions", "x.terms"),
                    of("classes.subjects", "Subjects", "ClassSection.subjects", list("c.subjects")),
                    of("classes.periods", "Periods", "ClassSection.periods", list("c.periods"))),
            "x.row::text",
            NOBODY);

    private static final RosterFile ENROLLMENTS = new RosterFile(
            "enrollments",
            "Somebody in a class",
            "roster_member m join roster_class x on x.row = m.section join roster_person p on p.id = m.id",
            List.of(),
            List.of(
                    of("enrollments.classSourcedId", "The class", "ClassMembership.section", "m.section::text"),
                    of("enrollments.schoolSourcedId", "Its school", "ClassSection.organization", "x.school::text"),
                    of("enrollments.userSourcedId", "Who", "ClassMembership.person", "m.id"),
                    of("enrollments.role", "student, teacher and so on", "ClassMembership.role", "m.role"),
                    new Column(
                            "enrollments.primary",
                            "Whether a teacher is the main one",
                            BOOLEAN,
                            List.of("ClassMembership.primary"),
                            "case when m.role = 'teacher' then m.\"primary\" else false end",
                            false),
                    day("enrollments.beginDate", "First day", "ClassMembership.begin", "m.begin"),
                    day("enrollments.endDate", "Last day", "ClassMembership.end", "m.\"end\"")),
            "m.membership",
            "case when p.staff then 0 else p.person end");

    private static final RosterFile CATEGORIES = new RosterFile(
            "categories",
            "A kind of class work",
            "(select '" + RosterTables.CATEGORY + "'::text row) x",
            List.of(),
            List.of(derived("categories.title", "Title", List.of("Assessment.title"), "'Class work'")),
            "x.row",
            NOBODY);

    private static final RosterFile LINE_ITEMS = new RosterFile(
            "lineItems",
            "A piece of class work",
            "roster_item x join store.assessment_v1 a on a.row = x.row",
            List.of(),
            List.of(
                    of("lineItems.title", "Title", "Assessment.title", "a.title"),
                    day("lineItems.assignDate", "Day given out", "Assessment.assigned", "coalesce(a.assigned, a.due)"),
                    day("lineItems.dueDate", "Day due", "Assessment.due", "coalesce(a.due, a.assigned)"),
                    of("lineItems.classSourcedId", "The class", "Assessment.section", "a.section::text"),
                    derived(
                            "lineItems.categorySourcedId",
                            "The category",
                            List.of("Assessment.title"),
                            "'" + RosterTables.CATEGORY + "'"),
                    of("lineItems.gradingPeriodSourcedId", "The session", "Assessment.session", "x.session::text"),
                    number("lineItems.resultValueMin", "Least score", "Assessment.least", "coalesce(a.least, 0)"),
                    number("lineItems.resultValueMax", "Greatest score", "Assessment.most", "a.most"),
                    of("lineItems.schoolSourcedId", "The school", "ClassSection.organization", "x.school::text")),
            "x.row::text",
            NOBODY);

    private static final RosterFile RESULTS = new RosterFile(
            "results",
            "What a student achieved",
            "roster_result x join store.assessment_result_v1 t on t.row = x.row",
            List.of(),
            List.of(
                    of("results.lineItemSourcedId", "The piece of work", "AssessmentResult.assessment", "x.item::text"),
                    of("results.studentSourcedId", "Who", "AssessmentResult.person", "x.id"),
                    of(
                            "results.scoreStatus",
                            "exempt, fully graded, not submitted, partially graded or submitted",
                            "AssessmentResult.status",
                            """
                            case when lower(t.status) in ('exempt', 'fully graded', 'not submitted', 'partially graded', 'submitted')
                              then lower(t.status) else 'fully graded' end"""),
                    number("results.score", "Score", "AssessmentResult.score", "t.score"),
                    of("results.textScore", "Score in words", "AssessmentResult.text", "t.text"),
                    day("results.scoreDate", "Day", "AssessmentResult.day", "t.day"),
                    of("results.classSourcedId", "The class", "Assessment.section", "x.section::text")),
            "x.result",
            "x.person");

    /** All, in the order in which each finds what it refers to. */
    static final List<RosterFile> ALL = List.of(
            ORGS,
            SESSIONS,
            COURSES,
            CLASSES,
            RosterPeople.USERS,
            RosterPeople.ROLES,
            RosterPeople.DEMOGRAPHICS,
            ENROLLMENTS,
            CATEGORIES,
            LINE_ITEMS,
            RESULTS);

    private RosterFiles() {}

    /** The roster as a data product: the columns of all its files. */
    static Dataset dataset() {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(
                "users.sourcedId",
                "The child: your own id of it, or where you have none, a pseudonym that is yours alone and lasting",
                TEXT,
                List.of(),
                "p.id",
                true));
        ALL.forEach(file -> columns.addAll(file.columns()));
        return new Dataset(
                RosterFields.DATASET,
                "Schools, classes and who is in them, as OneRoster has it",
                "",
                List.of(),
                columns,
                "",
                Set.of("orgs.name", "orgs.type", "users.givenName", "users.familyName", "users.orgSourcedIds"));
    }

    static Column of(String name, String meaning, String element, String sql) {
        return Column.of(name, meaning, TEXT, element, sql);
    }

    static Column day(String name, String meaning, String element, String sql) {
        return Column.of(name, meaning, DAY, element, sql);
    }

    static Column number(String name, String meaning, String element, String sql) {
        return Column.of(name, meaning, NUMBER, element, sql);
    }

    static Column derived(String name, String meaning, List<String> elements, String sql) {
        return Column.derived(name, meaning, TEXT, elements, sql);
    }

    /** A list that is absent where it is empty. */
    static String list(String sql) {
        return "nullif(" + sql + ", '[]')";
    }

    /** A table that is joined where a column speaks of it. */
    static Join join(String alias, String sql) {
        return new Join(alias, sql);
    }
}
