// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Community.bridges;
import static org.susten.feeds.internal.Community.users;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.product.Column;
import org.susten.feeds.product.EdFi;
import org.susten.feeds.product.EdFiResource;
import org.susten.governance.Elements;
import org.susten.model.Assessment;
import org.susten.model.AssessmentResult;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ConsentKind;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.PersonRole;
import org.susten.model.Program;
import org.susten.model.ProgramType;
import org.susten.model.SourceId;

/** Feeds in the shape of Ed-Fi's data standard 5. */
class EdFiTest extends OnHub {

    private static final ObjectMapper JSON = new ObjectMapper();

    static final String ALL =
            """
            Person: ["*"]
            Organization: ["*"]
            Enrollment: ["*"]
            Attendance: ["*"]
            AcademicSession: ["*"]
            CalendarDay: ["*"]
            Course: ["*"]
            ClassSection: ["*"]
            ClassMembership: ["*"]
            ProgramParticipation: ["*"]
            ServiceContact: ["*"]
            Assessment: ["*"]
            AssessmentResult: ["*"]
            Relationship: ["*"]
            StaffAssignment: ["*"]""";

    private static final String FEW =
            """
            Organization: [name]
            Enrollment: [organization, entry, grade]
            Attendance: [day, category, organization]""";

    @BeforeEach
    void a_district_with_classes() {
        hub.community.commit(Classes.all());
        hub.community.commit(
                Organization.builder(users("orgs", "s1"))
                        .name("Ash School")
                        .type(OrganizationType.SCHOOL)
                        .identifiers(List.of(new Identifier("nces", "255901001")))
                        .parent(users("orgs", "d1"))
                        .build(),
                Organization.builder(bridges("sites", "bridges"))
                        .name("Bridges")
                        .type(OrganizationType.AFTERSCHOOL)
                        .build(),
                Program.builder(bridges("programs", "homework"))
                        .name("Homework Club")
                        .type(ProgramType.AFTERSCHOOL)
                        .organization(bridges("sites", "bridges"))
                        .build(),
                Community.pupil(1, "Pupil1"),
                Community.pupil(2, "Pupil2"),
                Community.enrollment("u1", "s1", LocalDate.of(2026, 8, 17), null),
                Community.enrollment("u2", "s1", LocalDate.of(2026, 8, 18), LocalDate.of(2026, 12, 1)),
                Community.visit("v1", "c1", DAY, 45),
                Community.visit("v2", "c1", DAY, 30),
                Attendance.builder(new SourceId("tabular", "riverside-attendance", "periods", "u1"))
                        .person(users("users", "u1"))
                        .section(users("classes", "c1"))
                        .day(DAY)
                        .category(AttendanceCategory.TARDY)
                        .build());
    }

    static Hub.Draft edFi(String fields) {
        return Hub.agreement()
                .dataset("edfi")
                .with("format: csv", "format: edfi-jsonl")
                .fields(fields);
    }

    static List<JsonNode> lines(Delivery delivery, String file) throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        for (String line : Hub.lines(delivery, file)) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    static List<String> texts(Delivery delivery, String file) throws IOException {
        return lines(delivery, file).stream().map(JsonNode::toString).toList();
    }

    @Test
    void a_resource_of_which_no_source_says_enough_is_named_to_the_operator() {
        hub.community.commit(Community.enrollment("u1", "s1"), Community.enrollment("u2", "s1"));
        hub.save(edFi("Enrollment: [organization, entry]\nPerson: [givenName]"));
        assertThat(hub.deliver().orElseThrow().message())
                .contains("no object of studentSchoolAssociations", "first day of an enrollment")
                .doesNotContain("students,");
    }

    @Test
    void each_resource_has_a_file_and_says_what_is_granted_in_ed_fis_words() throws IOException {
        hub.save(edFi(ALL));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(texts(delivery, "schools.jsonl")).anySatisfy(school -> assertThat(school)
                .contains("\"schoolId\":255901001", "\"nameOfInstitution\":\"Ash School\"")
                .contains("uri://ed-fi.org/EducationOrganizationCategoryDescriptor#School")
                .contains("{\"gradeLevelDescriptor\":\"uri://ed-fi.org/GradeLevelDescriptor#Fifth grade\"}"));
        assertThat(lines(delivery, "students.jsonl"))
                .extracting(s -> s.get("studentUniqueId").asText()
                        + ' '
                        + s.path("firstName").asText()
                        + ' '
                        + s.path("birthDate").asText())
                .containsExactly(
                        "c1 Pupil1 2016-01-01",
                        "c2 Pupil2 2016-01-02",
                        "c3 Pupil3 2016-01-03",
                        "c4 Pupil4 2016-01-04",
                        "c9 Pupil9 ");
        assertThat(lines(delivery, "studentSchoolAssociations.jsonl"))
                .containsExactly(
                        JSON.readTree(
                                """
                                {"studentReference": {"studentUniqueId": "c1"}, "schoolReference": {"schoolId": 255901001},
                                 "entryDate": "2026-08-17",
                                 "entryGradeLevelDescriptor": "uri://ed-fi.org/GradeLevelDescriptor#Fifth grade"}"""),
                        JSON.readTree(
                                """
                                {"studentReference": {"studentUniqueId": "c2"}, "schoolReference": {"schoolId": 255901001},
                                 "entryDate": "2026-08-18", "exitWithdrawDate": "2026-12-01",
                                 "entryGradeLevelDescriptor": "uri://ed-fi.org/GradeLevelDescriptor#Fifth grade"}"""));
        assertThat(lines(delivery, "studentSchoolAttendanceEvents.jsonl"))
                .hasSize(8)
                .contains(
                        JSON.readTree(
                                """
                                {"studentReference": {"studentUniqueId": "c2"}, "schoolReference": {"schoolId": 255901001},
                                 "eventDate": "2026-09-15",
                                 "attendanceEventCategoryDescriptor":
                                   "uri://ed-fi.org/AttendanceEventCategoryDescriptor#Unexcused Absence",
                                 "sessionReference": {"schoolId": 255901001, "schoolYear": 2027, "sessionName": "Fall"}}"""));
        assertThat(texts(delivery, "studentSectionAttendanceEvents.jsonl"))
                .singleElement()
                .asString()
                .contains("#Tardy", "\"sectionReference\"", "\"sessionName\":\"Fall\"", "\"c1\"");
        assertThat(lines(delivery, "studentProgramAttendanceEvents.jsonl"))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.get("programAttendanceDuration").asInt())
                        .isEqualTo(75));
        assertThat(texts(delivery, "studentEducationOrganizationAssociations.jsonl"))
                .anyMatch(s -> s.contains("uri://ed-fi.org/SexDescriptor#Female"));
        assertThat(texts(delivery, "programs.jsonl"))
                .singleElement()
                .asString()
                .contains("Homework Club", "uri://ed-fi.org/ProgramTypeDescriptor#Extended Day/Child Care Services");
        assertThat(delivery.persons()).isEqualTo(5);
    }

    @Test
    void a_school_names_its_district_which_is_told_once() throws IOException {
        hub.save(edFi(ALL));
        Delivery delivery = hub.deliver().orElseThrow();
        JsonNode district = lines(delivery, "localEducationAgencies.jsonl").get(0);
        assertThat(lines(delivery, "localEducationAgencies.jsonl")).hasSize(1);
        assertThat(district.get("nameOfInstitution").asText()).isEqualTo("Riverside District");
        assertThat(lines(delivery, "schools.jsonl"))
                .filteredOn(school -> school.get("schoolId").asLong() == 255901001)
                .singleElement()
                .satisfies(school -> assertThat(school.at("/localEducationAgencyReference/localEducationAgencyId"))
                        .isEqualTo(district.get("localEducationAgencyId")));
        assertThat(texts(delivery, "communityOrganizations.jsonl")).noneMatch(line -> line.contains("Riverside"));
    }

    @Test
    @DisplayName(
            "P-03 that a school has a district is told where its parent and its type are granted, and not otherwise")
    void a_district_needs_its_grants() throws IOException {
        hub.save(edFi(FEW.replace("[name]", "[name, parent]")));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.read(delivery, "schools.jsonl") + Hub.read(delivery, "dictionary.csv"))
                .contains("schools.nameOfInstitution")
                .doesNotContain("Riverside District", "localEducationAgenc", "students.studentUniqueId");
    }

    @Test
    void an_assessment_is_told_with_what_a_child_achieved_and_class_work_is_none() throws IOException {
        hub.community.commit(
                Assessment.builder(users("tests", "w1"))
                        .title("Winter Reading")
                        .subject("Reading")
                        .form("B")
                        .most(new BigDecimal("120"))
                        .build(),
                achieved("w1-u1", "u1", new BigDecimal("87.50"), "Scale score", "Nearing"),
                achieved("w1-u2", "u2", new BigDecimal("90"), null, null));
        hub.save(edFi(ALL));
        Delivery delivery = hub.deliver().orElseThrow();
        JsonNode test = lines(delivery, "assessments.jsonl").get(0);
        assertThat(lines(delivery, "assessments.jsonl")).hasSize(1);
        assertThat(test.toString())
                .contains("Winter Reading", "AcademicSubjectDescriptor#Reading", "\"assessmentForm\":\"B\"", "120");
        assertThat(lines(delivery, "studentAssessments.jsonl"))
                .extracting(
                        result -> result.at("/studentReference/studentUniqueId").asText()
                                + ' '
                                + result.at("/scoreResults/0/result").asText()
                                + ' '
                                + result.at("/scoreResults/0/assessmentReportingMethodDescriptor")
                                        .asText()
                                        .replaceFirst(".*#", "")
                                + ' '
                                + result.at("/performanceLevels/0/performanceLevelDescriptor")
                                        .asText()
                                        .replaceFirst(".*#", ""))
                .containsExactlyInAnyOrder("c1 87.5 Scale score Nearing", "c2 90 Other ");
        assertThat(lines(delivery, "studentAssessments.jsonl"))
                .allSatisfy(result -> assertThat(result.at("/assessmentReference/assessmentIdentifier"))
                        .isEqualTo(test.get("assessmentIdentifier")));
    }

    private static AssessmentResult achieved(
            String key, String user, BigDecimal score, @Nullable String scale, @Nullable String level) {
        return AssessmentResult.builder(users("testResults", key))
                .person(users("users", user))
                .assessment(users("tests", "w1"))
                .day(DAY)
                .score(score)
                .scale(scale)
                .level(level)
                .build();
    }

    @Test
    void every_property_discloses_elements_of_the_model() {
        assertThat(EdFi.dataset().columns()).allSatisfy(column -> assertThat(column.elements())
                .as(column.name())
                .allSatisfy(element -> assertThat(Elements.find(element)).isPresent()));
        assertThat(EdFi.dataset().columns()).extracting(Column::name).doesNotHaveDuplicates();
    }

    @Test
    void every_line_is_what_the_standard_asks_for() throws IOException {
        EdFiStandard standard = EdFiStandard.read();
        hub.community.commit(
                Assessment.builder(users("tests", "w1"))
                        .title("Winter Reading")
                        .kind("Interim")
                        .subject("Reading")
                        .build(),
                achieved("w1-u1", "u1", BigDecimal.TEN, "Lexile", "Nearing"));
        hub.community.commit(EdFiCalendarTest.calendar(DAY, true));
        hub.community.commit(
                EdFiContactsTest.adult("p1", "Mo", PersonRole.PARENT),
                EdFiContactsTest.cares("k1", "p1", "u1")
                        .kind("mother")
                        .livesWith(true)
                        .build());
        hub.save(edFi(ALL));
        Delivery delivery = hub.deliver().orElseThrow();
        int checked = 0;
        for (EdFiResource resource : EdFi.ALL) {
            JsonSchema schema = standard.schema(resource.name());
            for (JsonNode line : lines(delivery, resource.name() + ".jsonl")) {
                assertThat(schema.validate(line))
                        .as(resource.name() + ' ' + line)
                        .allSatisfy(fault -> assertThat(fault.getMessage())
                                // of one who is in no school no source told more
                                .containsAnyOf("birthDate", "lastSurname"));
                line.fieldNames().forEachRemaining(name -> assertThat(standard.properties(resource.name()))
                        .as(resource.name())
                        .contains(name));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(35);
    }

    @Test
    @DisplayName(
            "P-03 what is not granted is in no line and no statement, and a resource whose key is not granted is not there")
    void what_is_not_granted_is_not_there() throws IOException {
        hub.save(edFi(FEW));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.files(delivery).keySet())
                .containsExactlyInAnyOrder(
                        "schools.jsonl",
                        "communityOrganizations.jsonl",
                        "programs.jsonl",
                        "studentSchoolAssociations.jsonl",
                        "studentSchoolAttendanceEvents.jsonl",
                        "dictionary.csv",
                        "manifest.json");
        assertThat(String.join("\n", Hub.files(delivery).values()))
                .doesNotContain("Canary", "Pupil1", "255901001", "Homework Club", "2026-12-01", "Fall", "Bridges\"");
        assertThat(Hub.read(delivery, "communityOrganizations.jsonl")).isEmpty();
        assertThat(Hub.read(delivery, "programs.jsonl")).isEmpty();
        assertThat(lines(delivery, "schools.jsonl").get(0).get("schoolId").asLong())
                .isGreaterThan(999_999_999_999_999L);
        assertThatThrownBy(() -> hub.save(edFi(FEW).with("dataset: edfi", "dataset: attendance")))
                .hasMessageContaining("neither goes with another");
    }

    @Test
    void a_delta_tells_what_is_new_as_objects_and_what_is_gone_as_keys_children_first() throws IOException {
        hub.save(edFi(FEW + "\nPerson: [givenName]").delta());
        Manifest first = manifest(hub.deliver().orElseThrow());
        long objects = first.files().stream()
                .filter(file -> file.name().endsWith(".jsonl"))
                .mapToLong(Manifest.File::rows)
                .sum();
        assertThat(first.held()).isEqualTo(objects);
        hub.community.commit(
                Community.present("u2", "s1", DAY.plusDays(1), AttendanceCategory.EXCUSED_ABSENCE),
                Community.present("u1", "s1", DAY.plusDays(2), AttendanceCategory.PRESENT));
        Delivery delta = hub.deliver().orElseThrow();
        assertThat(manifest(delta).held()).as("two more and one less").isEqualTo(objects + 1);
        assertThat(texts(delta, "studentSchoolAttendanceEvents.jsonl")).hasSize(2);
        assertThat(lines(delta, "studentSchoolAttendanceEvents.deletes.jsonl"))
                .singleElement()
                .satisfies(gone -> {
                    assertThat(gone.get("changeVersion").asLong()).isPositive();
                    assertThat(gone.at("/keyValues/studentUniqueId").asText()).isEqualTo("c2");
                    assertThat(gone.at("/keyValues/eventDate").asText()).isEqualTo("2026-09-15");
                    assertThat(gone.at("/keyValues/attendanceEventCategoryDescriptor")
                                    .asText())
                            .endsWith("#Unexcused Absence");
                });
        hub.community.commit(Community.said("r1", users("users", "u1"), ConsentKind.REFUSAL, null, null, null));
        Delivery withdrawn = hub.deliver().orElseThrow();
        List<String> files =
                manifest(withdrawn).files().stream().map(Manifest.File::name).toList();
        assertThat(files)
                .containsSubsequence(
                        "studentSchoolAttendanceEvents.deletes.jsonl",
                        "studentSchoolAssociations.deletes.jsonl",
                        "students.deletes.jsonl");
        assertThat(texts(withdrawn, "students.deletes.jsonl"))
                .singleElement()
                .asString()
                .contains("\"keyValues\":{\"studentUniqueId\":\"c1\"}");
    }

    private static Manifest manifest(Delivery delivery) throws IOException {
        return Manifest.read(delivery.folder().resolve(Manifest.NAME));
    }

    @Test
    void pseudonyms_stand_for_students_where_the_agreement_says_so() throws IOException {
        hub.save(edFi(FEW).with("identifiability: identified", "identifiability: pseudonymous"));
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(lines(delivery, "studentSchoolAssociations.jsonl")).allSatisfy(line -> assertThat(
                        line.at("/studentReference/studentUniqueId").asText())
                .matches("[a-z2-7]{25}"));
        assertThat(Map.of("files", Hub.files(delivery)).toString()).doesNotContain("\"c1\"");
    }
}
