// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.DAY;
import static org.susten.feeds.product.Column.Type.NUMBER;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFiPeople.id;
import static org.susten.feeds.product.EdFiPeople.key;
import static org.susten.feeds.product.EdFiPeople.of;
import static org.susten.feeds.product.EdFiResource.object;
import static org.susten.feeds.product.EdFiResource.own;

import java.util.List;
import java.util.stream.Stream;

/** Resources of Ed-Fi that tell of class work and how students did in it, named by the hub's rows, which last. */
public final class EdFiGradebook {

    private static final String NAMESPACE = "'uri://susten.org/GradebookEntry'";
    private static final String ENTRY = object("'gradebookEntryIdentifier'", "a.row::text", "'namespace'", NAMESPACE);

    /** Work is told of in a class that is told. */
    private static final List<String> IN_CLASSES = Stream.concat(
                    EdFiClasses.NAMED.stream(), Stream.of("ClassMembership.section", "Assessment.section"))
            .toList();

    private static final EdFiResource WORK = new EdFiResource(
            "gradebookEntries",
            "Work of a class that somebody of the population is in",
            false,
            "store.assessment_v1 a join "
                    + EdFiClasses.TABLES.replace("edfi_section z", "edfi_section z on z.row = a.section"),
            List.of(),
            List.of(
                    key("gradebookEntries.gradebookEntryIdentifier", "A lasting id", TEXT, IN_CLASSES, "a.row::text"),
                    key("gradebookEntries.namespace", "Whose id it is", TEXT, IN_CLASSES, NAMESPACE),
                    key(
                            "gradebookEntries.sourceSectionIdentifier",
                            "The class, as its sectionIdentifier",
                            TEXT,
                            IN_CLASSES,
                            "z.identifier"),
                    key(
                            "gradebookEntries.sectionReference",
                            "The class",
                            TEXT,
                            IN_CLASSES,
                            object(EdFiClasses.SECTION)),
                    of("gradebookEntries.title", "Title", TEXT, "Assessment.title", EdFi.within(100, "a.title")),
                    of("gradebookEntries.dateAssigned", "Day it was given", DAY, "Assessment.assigned", "a.assigned"),
                    of("gradebookEntries.dueDate", "Day it was due", DAY, "Assessment.due", "a.due"),
                    of("gradebookEntries.maxPoints", "Most points", NUMBER, "Assessment.most", "trim_scale(a.most)")),
            ENTRY,
            "0::bigint",
            "a.row");

    /** Of several results of one piece of work the latest counts; who is not in the class has none in it. */
    private static final EdFiResource RESULTS = new EdFiResource(
            "studentGradebookEntries",
            "How a child did in a piece of work of a class",
            false,
            """
            feed_link l join store.assessment_result_v1 t on t.person = l.row join feed_recipient r on r.person = l.person
            join store.assessment_v1 a on a.row = t.assessment
            join edfi_section z on z.row = a.section
            join edfi_session y on y.school = z.school and y.session = z.session
            join (select distinct c.person, m.section from feed_link c join store.class_membership_v1 m
                  on m.person = c.row and m.role = 'student') m on m.person = l.person and m.section = a.section""",
            List.of(),
            List.of(
                    id("studentGradebookEntries.studentReference"),
                    key(
                            "studentGradebookEntries.gradebookEntryReference",
                            "The work",
                            TEXT,
                            Stream.concat(IN_CLASSES.stream(), Stream.of("AssessmentResult.assessment"))
                                    .toList(),
                            ENTRY),
                    of(
                            "studentGradebookEntries.pointsEarned",
                            "Points reached",
                            NUMBER,
                            "AssessmentResult.score",
                            "trim_scale(t.score)"),
                    of(
                            "studentGradebookEntries.letterGradeEarned",
                            "The grade, where the source has a word of up to 20 letters for it",
                            TEXT,
                            "AssessmentResult.text",
                            "case when length(t.text) between 1 and 20 then t.text end"),
                    of(
                            "studentGradebookEntries.submissionStatusDescriptor",
                            "How far it is handed in and graded, in the source's words",
                            TEXT,
                            "AssessmentResult.status",
                            own("SubmissionStatus", "t.status"))),
            object("'gradebookEntryIdentifier'", "a.row::text", "'namespace'", NAMESPACE, "'studentUniqueId'", "r.id"),
            "r.person",
            "t.day desc nulls last, t.since desc, t.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(WORK, RESULTS);

    private EdFiGradebook() {}
}
