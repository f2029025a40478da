// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFiOthers.STAFF;
import static org.susten.feeds.product.EdFiPeople.derived;
import static org.susten.feeds.product.EdFiPeople.key;
import static org.susten.feeds.product.EdFiPeople.of;
import static org.susten.feeds.product.EdFiResource.always;
import static org.susten.feeds.product.EdFiResource.descriptor;
import static org.susten.feeds.product.EdFiResource.object;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Resources of Ed-Fi that tell who teaches the classes of a feed: by name and, where that is granted, by their address at work. */
public final class EdFiStaff {

    private static final String ID = "Who teaches: a pseudonym that is yours alone and lasting";
    private static final String REFERENCE = object("'staffUniqueId'", "r.id");

    /** Elements without which nobody who teaches is told of. */
    static final List<String> IN_CLASSES = Stream.of(
                    EdFiClasses.NAMED.stream(), Stream.of("ClassMembership.section", STAFF))
            .flatMap(all -> all)
            .toList();

    private static final Dataset.Join EMAILS =
            new Dataset.Join("w", "left join (" + Datasets.emailsAtWork("edfi_link l") + ") w on w.person = r.person");

    private static final EdFiResource STAFFS = new EdFiResource(
            "staffs",
            "Who teaches a class of the population",
            true,
            "(select distinct person from edfi_teaching) g join feed_recipient r on r.person = g.person",
            Stream.concat(EdFiOthers.NAMES.stream(), Stream.of(EMAILS)).toList(),
            staff(),
            REFERENCE,
            "0::bigint",
            "r.person");

    /** A source tells of one teacher of a class that it is the main one; Ed-Fi's other words say more than sources do. */
    private static final EdFiResource TEACHING = new EdFiResource(
            "staffSectionAssociations",
            "Who teaches a class",
            true,
            "edfi_teaching g join store.class_membership_v1 m on m.row = g.row "
                    + "join feed_recipient r on r.person = g.person join "
                    + EdFiClasses.TABLES.replace("edfi_section z", "edfi_section z on z.row = m.section")
                    + " join store.academic_session_v1 s on s.row = z.session and coalesce(m.begin, s.begin) is not null",
            List.of(),
            List.of(
                    key("staffSectionAssociations.staffReference", ID, TEXT, List.of(STAFF), REFERENCE),
                    key(
                            "staffSectionAssociations.sectionReference",
                            "The class",
                            TEXT,
                            IN_CLASSES,
                            object(EdFiClasses.SECTION)),
                    key(
                            "staffSectionAssociations.beginDate",
                            "First day; that of the term where no source tells one",
                            DAY,
                            List.of("ClassMembership.begin", "AcademicSession.begin"),
                            "coalesce(m.begin, s.begin)"),
                    of("staffSectionAssociations.endDate", "Last day", DAY, "ClassMembership.end", "m.\"end\""),
                    derived(
                            "staffSectionAssociations.classroomPositionDescriptor",
                            "Teacher of Record for the main teacher; what else somebody is in a class, in the hub's own words",
                            List.of("ClassMembership.role", "ClassMembership.primary"),
                            "case when m.role = 'teacher' and m.\"primary\" then "
                                    + always("ClassroomPosition", "Teacher of Record")
                                    + " else 'uri://susten.org/ClassroomPositionDescriptor#' || m.role end")),
            EdFiClasses.keyed(
                    EdFiClasses.SECTION, "'beginDate'", "coalesce(m.begin, s.begin)", "'staffUniqueId'", "r.id"),
            "0::bigint",
            "coalesce(m.\"primary\", false) desc, (m.\"end\" is null) desc, m.since desc, m.row");

    private static final String CLASSIFICATION = descriptor(
            "StaffClassification",
            "t.role",
            List.of(
                    "Counselor",
                    "Instructional Aide",
                    "LEA Administrator",
                    "Other",
                    "Principal",
                    "School Administrator",
                    "School Counselor",
                    "Substitute Teacher",
                    "Superintendent",
                    "Support Services Staff",
                    "Teacher"));

    private static final EdFiResource WORK = new EdFiResource(
            "staffEducationOrganizationAssignmentAssociations",
            "As what somebody who teaches works where",
            true,
            """
            (select distinct person from edfi_teaching) g join feed_recipient r on r.person = g.person
            join edfi_link l on l.person = g.person
            join store.staff_assignment_v1 t on t.person = l.row and t.begin is not null
            join edfi_org x on x.row = t.organization""",
            List.of(),
            List.of(
                    key(
                            "staffEducationOrganizationAssignmentAssociations.staffReference",
                            ID,
                            TEXT,
                            IN_CLASSES,
                            REFERENCE),
                    key(
                            "staffEducationOrganizationAssignmentAssociations.educationOrganizationReference",
                            "Where, as far as the feed tells of it",
                            TEXT,
                            List.of("StaffAssignment.organization"),
                            object("'educationOrganizationId'", "x.id")),
                    key(
                            "staffEducationOrganizationAssignmentAssociations.staffClassificationDescriptor",
                            "As what, in the source's words where Ed-Fi has none",
                            TEXT,
                            List.of("StaffAssignment.role"),
                            CLASSIFICATION),
                    key(
                            "staffEducationOrganizationAssignmentAssociations.beginDate",
                            "First day",
                            DAY,
                            List.of("StaffAssignment.begin"),
                            "t.begin"),
                    of(
                            "staffEducationOrganizationAssignmentAssociations.endDate",
                            "Last day",
                            DAY,
                            "StaffAssignment.end",
                            "t.\"end\"")),
            object(
                    "'beginDate'",
                    "t.begin",
                    "'educationOrganizationId'",
                    "x.id",
                    "'staffClassificationDescriptor'",
                    CLASSIFICATION,
                    "'staffUniqueId'",
                    "r.id"),
            "0::bigint",
            "(t.\"end\" is null) desc, t.since desc, t.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(STAFFS, WORK, TEACHING);

    private EdFiStaff() {}

    private static List<Column> staff() {
        List<Column> columns = new ArrayList<>();
        columns.add(key("staffs.staffUniqueId", ID, TEXT, IN_CLASSES, "r.id"));
        columns.addAll(EdFiOthers.names("staffs", STAFF));
        columns.add(derived(
                "staffs.electronicMails",
                "First address at work",
                List.of(STAFF, "StaffAssignment.email"),
                "case when w.value is not null then jsonb_build_array("
                        + object(
                                "'electronicMailAddress'",
                                "w.value ->> 0",
                                "'electronicMailTypeDescriptor'",
                                always("ElectronicMailType", "Work"))
                        + ") end"));
        return columns;
    }
}
