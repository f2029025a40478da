// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Community.users;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.Course;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;

/** Class work in feeds of the shape of Ed-Fi. */
class EdFiGradebookTest extends OnHub {

    /** A quiz of the one class, in which pupils 1 and 5 have 8 points of 10. */
    @BeforeEach
    void a_class_with_work() {
        hub.community.commit(Classes.all());
    }

    private static AssessmentResult result(String key, String user, String points, String text, LocalDate day) {
        return AssessmentResult.builder(users("results", key))
                .person(users("users", user))
                .assessment(users("lineItems", "i1"))
                .day(day)
                .score(new BigDecimal(points))
                .text(text)
                .build();
    }

    private Delivery deliver(String fields) {
        hub.save(EdFiTest.edFi(fields));
        return hub.deliver().orElseThrow();
    }

    @Test
    void class_work_is_told_with_its_class_and_how_children_did_in_it() throws IOException {
        hub.community.commit(
                result("r2", "u2", "7.50", "B", DAY),
                result("r22", "u2", "6", "C", DAY.minusDays(1)),
                result("r4", "u4", "9", "A", DAY));
        Delivery delivery = deliver(EdFiTest.ALL);
        JsonNode quiz = EdFiTest.lines(delivery, "gradebookEntries.jsonl").get(0);
        assertThat(EdFiTest.lines(delivery, "gradebookEntries.jsonl")).hasSize(1);
        assertThat(quiz.get("title").asText()
                        + ' '
                        + quiz.get("dateAssigned").asText()
                        + ' '
                        + quiz.get("dueDate").asText()
                        + ' '
                        + quiz.get("maxPoints").asText())
                .isEqualTo("First quiz 2026-08-25 2026-08-26 10");
        assertThat(quiz.get("sectionReference"))
                .isEqualTo(EdFiTest.lines(delivery, "studentSectionAssociations.jsonl")
                        .get(0)
                        .get("sectionReference"));
        assertThat(quiz.get("sourceSectionIdentifier")).isEqualTo(quiz.at("/sectionReference/sectionIdentifier"));
        assertThat(EdFiTest.lines(delivery, "studentGradebookEntries.jsonl"))
                .as("the latest of two, and none of who is not in the class")
                .extracting(line -> line.at("/studentReference/studentUniqueId").asText()
                        + ' '
                        + line.get("pointsEarned").asText()
                        + ' '
                        + line.path("letterGradeEarned").asText()
                        + ' '
                        + line.path("submissionStatusDescriptor").asText())
                .containsExactly("c1 8  uri://susten.org/SubmissionStatusDescriptor#fully graded", "c2 7.5 B ");
        assertThat(EdFiTest.lines(delivery, "studentGradebookEntries.jsonl"))
                .allSatisfy(line -> assertThat(line.at("/gradebookEntryReference/gradebookEntryIdentifier"))
                        .isEqualTo(quiz.get("gradebookEntryIdentifier")));
    }

    @Test
    void titles_are_as_long_as_ed_fi_takes_them() throws IOException {
        hub.community.commit(
                Organization.builder(users("orgs", "s1"))
                        .name("S".repeat(76))
                        .type(OrganizationType.SCHOOL)
                        .parent(users("orgs", "d1"))
                        .build(),
                Course.builder(users("courses", "k1"))
                        .organization(users("orgs", "d1"))
                        .session(users("academicSessions", "y1"))
                        .title("C".repeat(59) + " and more")
                        .build(),
                Classes.section("c1", "A".repeat(101)),
                Assessment.builder(users("lineItems", "i1"))
                        .title("W".repeat(101))
                        .section(users("classes", "c1"))
                        .session(users("academicSessions", "t1"))
                        .assigned(DAY)
                        .most(BigDecimal.TEN)
                        .build());
        Delivery delivery = deliver(EdFiTest.ALL);
        assertThat(EdFiTest.lines(delivery, "schools.jsonl"))
                .extracting(line -> line.get("nameOfInstitution").asText())
                .contains("S".repeat(75));
        assertThat(EdFiTest.lines(delivery, "courseOfferings.jsonl"))
                .extracting(line -> line.get("localCourseTitle").asText())
                .containsOnly("C".repeat(59));
        assertThat(EdFiTest.lines(delivery, "sections.jsonl"))
                .extracting(line -> line.get("sectionName").asText())
                .contains("A".repeat(100));
        assertThat(EdFiTest.lines(delivery, "gradebookEntries.jsonl"))
                .extracting(line -> line.get("title").asText())
                .containsExactly("W".repeat(100));
    }

    @Test
    @DisplayName("P-03 no points are told where scores are not granted, and no class work where its class is not")
    void class_work_needs_its_grants() throws IOException {
        Delivery without =
                deliver(EdFiTest.ALL.replace("AssessmentResult: [\"*\"]", "AssessmentResult: [assessment, status]"));
        assertThat(EdFiTest.lines(without, "studentGradebookEntries.jsonl"))
                .singleElement()
                .satisfies(line -> assertThat(line).as("keys and status").hasSize(3));
        assertThat(Hub.files(deliver(EdFiTest.ALL.replace("Course: [\"*\"]", "Course: [title]")))
                        .keySet())
                .noneMatch(file -> file.contains("radebook"));
    }
}
