// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.packing.RosterHeaders;
import org.susten.model.ConsentKind;

/** What readers refuse who hold OneRoster CSV to the letter (1.1.1, and 1.2.1 of August 2023). */
class RosterStandardTest extends OnHub {

    @BeforeEach
    void a_district_that_has_everything() {
        hub.community.commit(District.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void every_value_that_the_standard_wants_is_there_and_is_one_of_its_words(String version) throws IOException {
        hub.save(roster(version));
        new RosterTexts(hub.deliver().orElseThrow()).check(version, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void a_deletion_is_a_whole_row_for_a_strict_reader_and_tells_nothing_of_what_went(String version)
            throws IOException {
        hub.save(roster(version).delta());
        hub.deliver().orElseThrow();
        hub.community.commit(Community.said(
                "f1", Community.bridges("children", "c1"), ConsentKind.REFUSAL, "attendance-support", null, null));
        hub.community.commit(Community.said(
                "f2", Community.bridges("children", "c2"), ConsentKind.REFUSAL, "attendance-support", null, null));
        RosterTexts files = new RosterTexts(hub.deliver().orElseThrow());
        files.check(version, true);
        assertThat(files.names())
                .contains("orgs", "courses", "classes", "users", "enrollments", "lineItems", "results", "demographics");
        files.rows("users").stream()
                .filter(row -> row.get("status").equals("tobedeleted"))
                .forEach(row -> {
                    row.keySet()
                            .removeAll(List.of("sourcedId", "status", "dateLastModified", "username", "orgSourcedIds"));
                    assertThat(Set.copyOf(row.values())).isSubsetOf("", "-", "false", "student");
                });
        assertThat(files.rows("enrollments")).isNotEmpty().allSatisfy(row -> {
            assertThat(row).containsEntry("status", "tobedeleted").containsEntry("role", "student");
            assertThat(row.get("classSourcedId")).isEqualTo(row.get("sourcedId"));
        });
        assertThat(files.text()).doesNotContain("Canary1", "Canary2", "Pupil1", "Pupil2", "2016");
    }

    @Test
    void columns_of_1_2_are_those_of_its_corrected_binding() {
        assertThat(RosterHeaders.of("1.2", "users"))
                .doesNotContain("resourceSourcedIds")
                .containsSequence("password", "userMasterIdentifier", "preferredGivenName");
        assertThat(RosterHeaders.of("1.2", "lineItems"))
                .containsSequence("categorySourcedId", "academicSessionSourcedId", "resultValueMin")
                .endsWith("schoolSourcedId");
        assertThat(RosterHeaders.of("1.1", "lineItems"))
                .containsSequence("categorySourcedId", "gradingPeriodSourcedId", "resultValueMin");
    }

    @Test
    void where_classes_are_is_a_school_and_work_is_of_a_part_of_the_year() throws IOException {
        hub.save(roster("1.2"));
        RosterTexts files = new RosterTexts(hub.deliver().orElseThrow());
        Map<String, String> types = files.column("orgs", "name", "type");
        assertThat(types)
                .containsEntry("Homework House", "school")
                .containsEntry("Riverside District", "district")
                .containsEntry("State Agency", "state");
        Map<String, String> sessions = files.column("academicSessions", "sourcedId", "title");
        Map<String, String> work = files.column("lineItems", "title", "academicSessionSourcedId");
        assertThat(sessions.get(work.get("First quiz"))).isEqualTo("Fall");
        assertThat(sessions.get(work.get("Work i3"))).isIn("Quarter 1", "Fall");
        assertThat(files.rows("results")).hasSize(3);
    }

    @Test
    void lists_hold_what_a_list_can_hold() throws IOException {
        hub.save(roster("1.2"));
        Delivery delivery = hub.deliver().orElseThrow();
        RosterTexts files = new RosterTexts(delivery);
        assertThat(files.column("courses", "title", "subjects"))
                .containsEntry("Reading & \"Rhetoric\"", "Reading Writing,Art");
        assertThat(files.column("courses", "title", "subjectCodes"))
                .containsEntry("Reading & \"Rhetoric\"", "Reading Writing,Art");
        assertThat(files.column("users", "sourcedId", "userIds")).containsEntry("c2", "{districtId:1002}");
        assertThat(files.rows("roles").stream().map(row -> row.get("role")).toList())
                .contains("student", "teacher", "proctor", "siteAdministrator", "parent")
                .doesNotContain("administrator");
        assertThat(Arrays.asList(files.column("users", "sourcedId", "agentSourcedIds")
                        .get("c1")
                        .split(",")))
                .hasSize(1);
    }

    private static Hub.Draft roster(String version) {
        return Hub.agreement()
                .dataset("roster")
                .fields(
                        """
                        Organization: ['*']
                        AcademicSession: ['*']
                        Course: ['*']
                        ClassSection: ['*']
                        ClassMembership: ['*']
                        StaffAssignment: [person]
                        Relationship: [guardian]
                        Enrollment: [organization, grade]
                        Person: [givenName, familyName, middleName, preferredName, identifiers, emails, phones, birthDate, sex, races, hispanic]
                        Demographic: [birthCity]
                        Assessment: ['*']
                        AssessmentResult: ['*']
                        """)
                .with("format: csv", "format: oneroster\n    version: \"" + version + "\"");
    }
}
