// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.users;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.AcademicSession;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Enrollment;
import org.susten.model.PersonRole;

/** Since when a child is in a school, where a roster tells no first day, in feeds of the shape of Ed-Fi. */
class EdFiFirstDayTest extends OnHub {

    private static final LocalDate JULY = LocalDate.of(2026, 7, 20);

    /** Pupils 1 and 2 are in a class of Ash School since 15 August, pupil 3 in none; pupil 5 is in that class and in another school. */
    @BeforeEach
    void a_roster_without_first_days() {
        hub.community.commit(Classes.all());
    }

    private static ClassSection section(String key, String school, String term) {
        return ClassSection.builder(users("classes", key))
                .organization(users("orgs", school))
                .course(users("courses", "k1"))
                .sessions(List.of(users("academicSessions", term)))
                .title("Class " + key)
                .build();
    }

    private static ClassMembership member(
            String key, String user, String section, PersonRole role, @Nullable LocalDate begin) {
        return ClassMembership.builder(users("enrollments", key))
                .person(users("users", user))
                .section(users("classes", section))
                .role(role)
                .begin(begin)
                .build();
    }

    private List<String> entries(String fields) throws IOException {
        hub.save(EdFiTest.edFi(fields));
        Delivery delivery = hub.deliver().orElseThrow();
        return EdFiTest.lines(delivery, "studentSchoolAssociations.jsonl").stream()
                .map(line -> line.at("/studentReference/studentUniqueId").asText()
                        + ' '
                        + line.get("entryDate").asText())
                .toList();
    }

    @Test
    void a_child_came_to_a_school_with_the_first_of_its_classes_there_where_no_source_says_when() throws IOException {
        hub.community.commit(
                section("c7", "s1", "t1"),
                section("c8", "s2", "t1"),
                member("m21", "u1", "c7", PersonRole.STUDENT, JULY.plusDays(4)),
                member("m22", "u2", "c8", PersonRole.STUDENT, JULY),
                member("m23", "u3", "c7", PersonRole.AIDE, JULY));
        assertThat(entries(EdFiTest.ALL))
                .as(
                        "the earliest of several, none of another school, none of who teaches, and nothing for who is in no class")
                .containsExactly("c1 2026-07-24", "c2 2026-08-15");
    }

    @Test
    void a_class_without_a_first_day_of_its_own_began_with_its_term() throws IOException {
        hub.community.commit(
                AcademicSession.builder(users("academicSessions", "t0"))
                        .title("Summer")
                        .kind("term")
                        .begin(JULY)
                        .end(JULY.plusDays(20))
                        .schoolYear(2027)
                        .build(),
                section("c7", "s1", "t0"),
                member("m23", "u3", "c7", PersonRole.STUDENT, null));
        assertThat(entries(EdFiTest.ALL)).contains("c3 2026-07-20");
    }

    @Test
    void what_a_source_says_of_the_first_day_counts_before_any_class_and_is_told_once() throws IOException {
        hub.community.commit(
                Community.enrollment("u1", "s1", LocalDate.of(2026, 8, 17), null),
                Enrollment.builder(users("elsewhere", "u1"))
                        .person(users("users", "u1"))
                        .organization(users("orgs", "s1"))
                        .build(),
                Community.enrollment("u2", "s1", null, JULY));
        assertThat(entries(EdFiTest.ALL))
                .as("a class after the last day in a school says nothing of the first")
                .containsExactly("c1 2026-08-17");
    }

    @Test
    @DisplayName("P-03 when a child's classes began tells no first day in a school where classes are not granted")
    void classes_that_are_not_granted_tell_no_first_day() throws IOException {
        for (String element : List.of(
                "ClassMembership: [section]",
                "ClassMembership: [section, begin]\nAcademicSession: [title, schoolYear]",
                "ClassMembership: [begin]")) {
            hub.save(EdFiTest.edFi("Person: [givenName]\nEnrollment: [organization, entry]\n" + element));
            Delivery delivery = hub.deliver().orElseThrow();
            assertThat(Hub.read(delivery, "studentSchoolAssociations.jsonl"))
                    .as(element)
                    .isEmpty();
            assertThat(delivery.message()).contains("no object of studentSchoolAssociations");
        }
    }
}
