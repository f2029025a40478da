// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.product;

import static org.susten.feeds.product.Column.Type.NUMBER;
import static org.susten.feeds.product.Column.Type.TEXT;
import static org.susten.feeds.product.EdFiPeople.derived;
import static org.susten.feeds.product.EdFiPeople.id;
import static org.susten.feeds.product.EdFiPeople.key;
import static org.susten.feeds.product.EdFiPeople.of;
import static org.susten.feeds.product.EdFiResource.always;
import static org.susten.feeds.product.EdFiResource.descriptor;
import static org.susten.feeds.product.EdFiResource.object;
import static org.susten.feeds.product.EdFiResource.own;

import java.util.List;

/**
 * Resources of Ed-Fi that tell of assessments and what students achieved in them. Class work, which Ed-Fi keeps in gradebooks, is none. Both
 * are named by the hub's rows, which last.
 */
public final class EdFiTests {

    private static final List<String> WHICH = List.of("AssessmentResult.assessment");
    private static final String NAMESPACE = "'uri://susten.org/Assessment'";
    private static final String NAMED = object("'assessmentIdentifier'", "a.row::text", "'namespace'", NAMESPACE);
    private static final String METHODS = "AssessmentReportingMethod";

    /** Of a score whose scale no source tells, Ed-Fi wants a word all the same. */
    private static final String SCALE = "coalesce("
            + descriptor(
                    METHODS,
                    "t.scale",
                    List.of(
                            "Letter grade/mark",
                            "Number score",
                            "Percentile",
                            "Percentile rank",
                            "Proficiency level",
                            "Raw score",
                            "Scale score"))
            + ", " + always(METHODS, "Other") + ")";

    private static final EdFiResource ASSESSMENTS = new EdFiResource(
            "assessments",
            "An assessment that somebody of the population took; no class work",
            true,
            """
            (select distinct t.assessment from feed_link l join store.assessment_result_v1 t on t.person = l.row) u
            join store.assessment_v1 a on a.row = u.assessment and a.section is null""",
            List.of(),
            List.of(
                    key("assessments.assessmentIdentifier", "A lasting id", TEXT, WHICH, "a.row::text"),
                    key("assessments.namespace", "Whose id it is", TEXT, WHICH, NAMESPACE),
                    of("assessments.assessmentTitle", "Title", TEXT, "Assessment.title", EdFi.within(255, "a.title")),
                    of(
                            "assessments.academicSubjects",
                            "The subject, in the source's words where Ed-Fi has none",
                            TEXT,
                            "Assessment.subject",
                            "case when a.subject is not null then jsonb_build_array("
                                    + object(
                                            "'academicSubjectDescriptor'",
                                            descriptor(
                                                    "AcademicSubject",
                                                    "a.subject",
                                                    List.of(
                                                            "English Language Arts",
                                                            "Mathematics",
                                                            "Reading",
                                                            "Science",
                                                            "Social Studies",
                                                            "Writing")))
                                    + ") end"),
                    of(
                            "assessments.assessmentCategoryDescriptor",
                            "What kind of assessment, in the source's words",
                            TEXT,
                            "Assessment.kind",
                            own("AssessmentCategory", "a.kind")),
                    of("assessments.assessmentForm", "Its form", TEXT, "Assessment.form", EdFi.within(60, "a.form")),
                    of("assessments.maxRawScore", "Greatest score", NUMBER, "Assessment.most", "a.most")),
            NAMED,
            "0::bigint",
            "a.row");

    private static final EdFiResource RESULTS = new EdFiResource(
            "studentAssessments",
            "What a child achieved in an assessment",
            true,
            """
            feed_link l join store.assessment_result_v1 t on t.person = l.row join feed_recipient r on r.person = l.person
            join store.assessment_v1 a on a.row = t.assessment and a.section is null""",
            List.of(),
            List.of(
                    id("studentAssessments.studentReference"),
                    key("studentAssessments.assessmentReference", "The assessment", TEXT, WHICH, NAMED),
                    key("studentAssessments.studentAssessmentIdentifier", "A lasting id", TEXT, WHICH, "t.row::text"),
                    of(
                            "studentAssessments.administrationDate",
                            "The day; the hour stands for nothing",
                            TEXT,
                            "AssessmentResult.day",
                            "t.day::text || 'T00:00:00Z'"),
                    derived(
                            "studentAssessments.scoreResults",
                            "The score and its scale",
                            List.of("AssessmentResult.score", "AssessmentResult.scale"),
                            "case when t.score is not null then jsonb_build_array("
                                    + object(
                                            "'assessmentReportingMethodDescriptor'",
                                            SCALE,
                                            "'resultDatatypeTypeDescriptor'",
                                            "case when t.score = trunc(t.score) then "
                                                    + always("ResultDatatypeType", "Integer") + " else "
                                                    + always("ResultDatatypeType", "Decimal") + " end",
                                            "'result'",
                                            "trim_scale(t.score)::text")
                                    + ") end"),
                    of(
                            "studentAssessments.performanceLevels",
                            "The level reached, in the source's words",
                            TEXT,
                            "AssessmentResult.level",
                            "case when t.level is not null then jsonb_build_array("
                                    + object(
                                            "'assessmentReportingMethodDescriptor'",
                                            always(METHODS, "Proficiency level"),
                                            "'performanceLevelDescriptor'",
                                            own("PerformanceLevel", "t.level"))
                                    + ") end")),
            object(
                    "'assessmentIdentifier'",
                    "a.row::text",
                    "'namespace'",
                    NAMESPACE,
                    "'studentAssessmentIdentifier'",
                    "t.row::text",
                    "'studentUniqueId'",
                    "r.id"),
            "r.person",
            "t.row");

    /** In the order in which each finds what it refers to. */
    static final List<EdFiResource> ALL = List.of(ASSESSMENTS, RESULTS);

    private EdFiTests() {}
}
