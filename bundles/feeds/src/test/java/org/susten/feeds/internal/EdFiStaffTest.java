// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Community.users;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.model.ClassMembership;
import org.susten.model.PersonRole;
import org.susten.model.StaffAssignment;

/** Those who teach, in feeds of the shape of Ed-Fi. */
class EdFiStaffTest extends OnHub {

    private static final String GRANTED = EdFiTest.ALL.replace("StaffAssignment: [\"*\"]", "StaffAssignment: [person]");

    /** Teach Er is the main teacher of the one class, and an aide, who is a parent as well, is in it. */
    @BeforeEach
    void a_district_with_classes() {
        hub.community.commit(Classes.all());
        hub.community.commit(
                EdFiContactsTest.adult("a1", "Ai", PersonRole.AIDE, PersonRole.PARENT),
                EdFiContactsTest.adult("t2", "Idle", PersonRole.TEACHER),
                EdFiContactsTest.cares("k1", "a1", "u2").kind("Father").build(),
                teaches("m10", "a1", "c1", PersonRole.AIDE),
                teaches("m11", "t2", "c2", PersonRole.TEACHER),
                works("w1", "t1", "s1", "Teacher", DAY),
                works("w2", "t1", "s1", "Coach", null),
                works("w3", "t2", "s1", "Teacher", DAY));
    }

    private static ClassMembership teaches(String key, String user, String section, PersonRole role) {
        return ClassMembership.builder(users("enrollments", key))
                .person(users("users", user))
                .section(users("classes", section))
                .role(role)
                .build();
    }

    private static StaffAssignment works(
            String key, String user, String school, String role, @Nullable LocalDate begin) {
        return StaffAssignment.builder(users("staff", key))
                .person(users("users", user))
                .organization(users("orgs", school))
                .role(role)
                .begin(begin)
                .build();
    }

    private Delivery deliver(String fields) {
        hub.save(EdFiTest.edFi(fields));
        return hub.deliver().orElseThrow();
    }

    private static JsonNode named(Delivery delivery, String name) throws IOException {
        return EdFiTest.lines(delivery, "staffs.jsonl").stream()
                .filter(line -> line.get("firstName").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void who_teaches_a_class_of_the_population_is_told_with_the_class() throws IOException {
        Delivery delivery = deliver(GRANTED);
        assertThat(EdFiTest.texts(delivery, "staffs.jsonl"))
                .as("who teaches a class that nobody of the population is in is none of it")
                .hasSize(2)
                .noneMatch(line -> line.contains("Idle"));
        String teacher = named(delivery, "Teach").get("staffUniqueId").asText();
        assertThat(teacher).matches("[a-z2-7]{25}");
        assertThat(EdFiTest.lines(delivery, "staffSectionAssociations.jsonl"))
                .extracting(line ->
                        line.at("/staffReference/staffUniqueId").asText().equals(teacher) + " "
                                + line.get("beginDate").asText() + ' '
                                + line.get("classroomPositionDescriptor").asText())
                .containsExactlyInAnyOrder(
                        "true 2026-08-15 uri://ed-fi.org/ClassroomPositionDescriptor#Teacher of Record",
                        "false 2026-08-15 uri://susten.org/ClassroomPositionDescriptor#aide");
        assertThat(EdFiTest.lines(delivery, "staffSectionAssociations.jsonl"))
                .extracting(line -> line.get("sectionReference"))
                .containsOnly(EdFiTest.lines(delivery, "studentSectionAssociations.jsonl")
                        .get(0)
                        .get("sectionReference"));
        assertThat(Hub.read(delivery, "students.jsonl")).doesNotContain("Teach", "Adult");
    }

    @Test
    @DisplayName(
            "P-03 nobody who teaches is told of where staff are not granted, and no address where only their names are")
    void staff_need_their_grant() throws IOException {
        Delivery without = deliver(GRANTED.replace("StaffAssignment: [person]", "StaffAssignment: [email]"));
        assertThat(Hub.files(without).keySet()).noneMatch(file -> file.startsWith("staff"));
        assertThat(String.join("\n", Hub.files(without).values())).doesNotContain("Teach", "staff@");
        assertThat(Hub.read(deliver(GRANTED), "staffs.jsonl")).contains("Teach").doesNotContain("@");
        assertThat(Hub.read(deliver(GRANTED.replace("Person: [\"*\"]", "Person: [birthDate]")), "staffs.jsonl"))
                .contains("staffUniqueId")
                .doesNotContain("Teach");
    }

    @Test
    void an_address_is_told_only_of_who_is_known_as_staff_and_nothing_else() throws IOException {
        Delivery delivery = deliver(GRANTED.replace("[person]", "[person, email]"));
        assertThat(named(delivery, "Teach")
                        .at("/electronicMails/0/electronicMailAddress")
                        .asText())
                .isEqualTo("staff@riverside.example");
        assertThat(named(delivery, "Ai").has("electronicMails")).isFalse();
    }

    @Test
    void who_teaches_and_is_a_parent_is_told_as_both() throws IOException {
        Delivery delivery = deliver(GRANTED);
        assertThat(EdFiTest.lines(delivery, "contacts.jsonl"))
                .extracting(line -> line.get("contactUniqueId"))
                .containsExactly(named(delivery, "Ai").get("staffUniqueId"));
    }

    @Test
    void as_what_a_teacher_works_in_a_school_is_told_where_it_is_known_since_when() throws IOException {
        Delivery delivery = deliver(EdFiTest.ALL);
        assertThat(EdFiTest.lines(delivery, "staffEducationOrganizationAssignmentAssociations.jsonl"))
                .singleElement()
                .satisfies(work -> {
                    assertThat(work.at("/staffReference/staffUniqueId"))
                            .isEqualTo(named(delivery, "Teach").get("staffUniqueId"));
                    assertThat(work.get("staffClassificationDescriptor").asText())
                            .isEqualTo("uri://ed-fi.org/StaffClassificationDescriptor#Teacher");
                    assertThat(work.get("beginDate").asText()).isEqualTo(DAY.toString());
                });
    }

    @Test
    @DisplayName("P-03 who is a student anywhere is not told of as somebody's teacher")
    void a_student_is_no_staff() throws IOException {
        hub.community.commit(
                EdFiContactsTest.adult("t3", "Tutor", PersonRole.TEACHER, PersonRole.STUDENT),
                teaches("m12", "t3", "c1", PersonRole.TEACHER),
                teaches("m13", "u3", "c1", PersonRole.AIDE));
        assertThat(EdFiTest.texts(deliver(EdFiTest.ALL), "staffs.jsonl"))
                .hasSize(2)
                .noneMatch(line -> line.contains("Tutor") || line.contains("Pupil"));
    }
}
