// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Community.bridges;
import static org.susten.feeds.internal.Community.users;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.packing.Manifest;
import org.susten.feeds.product.EdFi;
import org.susten.feeds.product.EdFiResource;
import org.susten.model.AcademicSession;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.Course;
import org.susten.model.Identifier;
import org.susten.model.Organization;
import org.susten.model.OrganizationType;
import org.susten.model.PersonRole;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.ProgramType;
import org.susten.model.Relationship;
import org.susten.model.SourceId;
import org.susten.model.StaffAssignment;

/** What an ODS holds a package of the shape of Ed-Fi against: that what is referred to is there, and that nothing is longer than it takes. */
class EdFiReferencesTest extends OnHub {

    private static final String LONG =
            "The first of the two semesters of the district, as the board of education has called it since ";

    @BeforeEach
    void a_district_with_classes_and_a_program() {
        hub.community.commit(Classes.all());
        hub.community.commit(
                Organization.builder(bridges("sites", "bridges"))
                        .name("Bridges")
                        .type(OrganizationType.AFTERSCHOOL)
                        .build(),
                program("homework", "Homework Club"),
                Community.pupil(1, "Pupil1"),
                Community.pupil(2, "Pupil2"),
                Community.enrollment("u1", "s1", LocalDate.of(2026, 8, 17), null),
                Community.visit("v1", "c1", DAY, 45),
                Attendance.builder(new SourceId("tabular", "riverside-attendance", "periods", "u1"))
                        .person(users("users", "u1"))
                        .section(users("classes", "c1"))
                        .day(DAY)
                        .category(AttendanceCategory.TARDY)
                        .build(),
                StaffAssignment.builder(users("staff", "w1"))
                        .person(users("users", "t1"))
                        .organization(users("orgs", "s1"))
                        .role("teacher")
                        .begin(DAY)
                        .build(),
                EdFiCalendarTest.calendar(DAY, true),
                EdFiContactsTest.adult("p1", "Mo", PersonRole.PARENT),
                EdFiContactsTest.cares("k1", "p1", "u1").kind("mother").build());
    }

    private static Program program(String key, String name) {
        return Program.builder(bridges("programs", key))
                .name(name)
                .type(ProgramType.AFTERSCHOOL)
                .organization(bridges("sites", "bridges"))
                .build();
    }

    private Map<String, List<JsonNode>> delivered() throws IOException {
        hub.save(EdFiTest.edFi(EdFiTest.ALL));
        Delivery delivery = hub.deliver().orElseThrow();
        Map<String, List<JsonNode>> all = new HashMap<>();
        for (EdFiResource resource : EdFi.ALL) {
            all.put(resource.name(), EdFiTest.lines(delivery, resource.name() + ".jsonl"));
        }
        return all;
    }

    private static final List<String> ORGANIZATIONS =
            List.of("schools", "localEducationAgencies", "communityOrganizations");

    /** What an object says of itself and of what it refers to, as one. */
    private static Map<String, JsonNode> flat(JsonNode object) {
        Map<String, JsonNode> flat = new HashMap<>();
        object.properties().forEach(field -> flat.put(field.getKey(), field.getValue()));
        object.properties().stream()
                .filter(field -> field.getKey().endsWith("Reference"))
                .flatMap(field -> field.getValue().properties().stream())
                .forEach(inner -> flat.put(inner.getKey(), inner.getValue()));
        return flat;
    }

    /** References of any object to something that no object of the package is. */
    private static List<String> dangling(Map<String, List<JsonNode>> all) {
        Set<JsonNode> organizations = ORGANIZATIONS.stream()
                .flatMap(kind -> all.getOrDefault(kind, List.of()).stream())
                .flatMap(organization -> organization.properties().stream())
                .filter(field -> field.getKey().endsWith("Id"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        List<String> dangling = new ArrayList<>();
        all.forEach((resource, lines) -> lines.stream()
                .flatMap(line -> line.properties().stream())
                .filter(field -> field.getKey().endsWith("Reference"))
                .filter(field -> !field.getKey().equals("schoolYearTypeReference"))
                .forEach(field -> {
                    JsonNode key = field.getValue();
                    String referred =
                            field.getKey().replaceFirst("Reference$", "s").replaceFirst("ys$", "ies");
                    boolean there = referred.equals("educationOrganizations")
                            ? organizations.contains(key.get("educationOrganizationId"))
                            : all.getOrDefault(referred, List.of()).stream()
                                    .map(EdFiReferencesTest::flat)
                                    .anyMatch(target -> key.properties().stream()
                                            .allMatch(part -> part.getValue().equals(target.get(part.getKey()))));
                    if (!there) {
                        dangling.add(resource + ": " + field);
                    }
                }));
        return dangling;
    }

    @Test
    void whatever_an_object_refers_to_is_in_the_package() throws IOException {
        Map<String, List<JsonNode>> all = delivered();
        assertThat(all.get("sections")).isNotEmpty();
        assertThat(all.get("staffSectionAssociations")).isNotEmpty();
        assertThat(dangling(all)).isEmpty();
        assertThat(all.get("courses")).singleElement().satisfies(course -> assertThat(
                        course.get("courseTitle").asText())
                .isEqualTo("Algebra, with \"proofs\""));
    }

    @Test
    void a_word_that_ed_fi_has_none_for_is_a_descriptor_that_stands_before_all_that_refers_to_it() throws IOException {
        hub.community.commit(relation("bonus \"mom\""));
        hub.save(EdFiTest.edFi(EdFiTest.ALL).delta());
        Delivery first = hub.deliver().orElseThrow();
        assertThat(EdFiTest.lines(first, "relationDescriptors.jsonl"))
                .singleElement()
                .asString()
                .isEqualTo("{\"codeValue\":\"Bonus \\\"mom\\\"\",\"namespace\":\"uri://susten.org/RelationDescriptor\","
                        + "\"shortDescription\":\"Bonus \\\"mom\\\"\"}");
        List<String> files = Manifest.read(first.folder().resolve(Manifest.NAME)).files().stream()
                .map(Manifest.File::name)
                .toList();
        assertThat(files)
                .containsSubsequence("relationDescriptors.jsonl", "students.jsonl", "studentContactAssociations.jsonl");
        Set<String> referred = new TreeSet<>();
        Set<String> told = new TreeSet<>();
        for (String file :
                files.stream().filter(name -> name.endsWith(".jsonl")).toList()) {
            for (JsonNode line : EdFiTest.lines(first, file)) {
                if (file.endsWith("Descriptors.jsonl")) {
                    told.add(line.get("namespace").asText()
                            + '#'
                            + line.get("codeValue").asText());
                }
                OWN.matcher(line.toString())
                        .results()
                        .forEach(uri -> referred.add(uri.group(1).replace("\\", "")));
            }
        }
        assertThat(told).isEqualTo(referred).hasSizeGreaterThan(3);

        hub.community.commit(relation("mother"));
        Delivery second = hub.deliver().orElseThrow();
        assertThat(EdFiTest.texts(second, "relationDescriptors.deletes.jsonl"))
                .singleElement()
                .asString()
                .contains("\"keyValues\":{\"codeValue\":\"Bonus");
    }

    private static final Pattern OWN = Pattern.compile("\"(uri://susten.org/\\w+Descriptor#(?:[^\"\\\\]|\\\\.)*)\"");

    @Test
    void names_that_are_keys_are_cut_so_that_they_still_tell_one_from_another() throws IOException {
        EdFiStandard standard = EdFiStandard.read();
        hub.community.commit(
                AcademicSession.builder(users("academicSessions", "t1"))
                        .title(LONG + 1999)
                        .kind("term")
                        .begin(LocalDate.of(2026, 8, 15))
                        .end(LocalDate.of(2027, 6, 15))
                        .schoolYear(2027)
                        .build(),
                Course.builder(users("courses", "k1"))
                        .organization(users("orgs", "d1"))
                        .title("Algebra")
                        .code(LONG + 7)
                        .build(),
                program("homework", LONG + 1),
                program("reading", LONG + 2),
                Community.visit("v1", "c1", DAY, 45),
                takesPart("p1", "homework"),
                takesPart("p2", "reading"));
        Map<String, List<JsonNode>> all = delivered();
        assertThat(dangling(all)).isEmpty();
        assertThat(all.get("programs"))
                .extracting(p -> p.get("programName").asText())
                .doesNotHaveDuplicates()
                .hasSize(2)
                .allSatisfy(name ->
                        assertThat(name).startsWith("The first of the two").hasSizeBetween(55, 60));
        int checked = 0;
        for (EdFiResource resource : EdFi.ALL) {
            JsonSchema schema = standard.schema(resource.name());
            for (JsonNode line : all.get(resource.name())) {
                assertThat(schema.validate(line)).as(resource.name()).noneMatch(fault -> fault.getMessage()
                        .contains("characters long"));
                checked++;
            }
        }
        assertThat(checked).isGreaterThan(20);
    }

    @Test
    void what_an_ods_would_refuse_an_object_for_is_left_out_of_it() throws IOException {
        hub.community.commit(
                Organization.builder(users("orgs", "s1"))
                        .name("Ash School")
                        .type(OrganizationType.SCHOOL)
                        .identifiers(List.of(
                                new Identifier("sea:riverside", "A7"),
                                new Identifier("sea:former", "A1"),
                                new Identifier("lea:riverside", "7".repeat(61))))
                        .build(),
                Community.visit("v1", "c1", DAY, 1000),
                Community.visit("v2", "c1", DAY, 900),
                attendance(" ", 9000));
        Map<String, List<JsonNode>> all = delivered();
        assertThat(all.get("schools"))
                .filteredOn(school -> school.get("nameOfInstitution").asText().equals("Ash School"))
                .singleElement()
                .satisfies(
                        school -> assertThat(school.get("identificationCodes").toString())
                                .contains("A7")
                                .doesNotContain("A1", "777"));
        assertThat(all.get("studentProgramAttendanceEvents")).singleElement().satisfies(event -> assertThat(
                        event.has("programAttendanceDuration"))
                .isFalse());
        assertThat(all.get("studentSectionAttendanceEvents")).singleElement().satisfies(event -> assertThat(
                        event.has("sectionAttendanceDuration") || event.has("attendanceEventReason"))
                .isFalse());
    }

    private static Attendance attendance(String reason, int minutes) {
        return Attendance.builder(new SourceId("tabular", "riverside-attendance", "periods", "u1"))
                .person(users("users", "u1"))
                .section(users("classes", "c1"))
                .day(DAY)
                .category(AttendanceCategory.TARDY)
                .reason(reason)
                .minutes(minutes)
                .build();
    }

    @Test
    void what_sources_write_freely_is_as_long_as_an_ods_takes() throws IOException {
        EdFiStandard standard = EdFiStandard.read();
        hub.community.commit(
                EdFiContactsTest.adult("p1", LONG, PersonRole.PARENT),
                relation(LONG),
                Attendance.builder(new SourceId("tabular", "riverside-attendance", "periods", "u1"))
                        .person(users("users", "u1"))
                        .section(users("classes", "c1"))
                        .day(DAY)
                        .category(AttendanceCategory.TARDY)
                        .reason(LONG.repeat(4))
                        .build());
        Map<String, List<JsonNode>> all = delivered();
        assertThat(all.get("studentContactAssociations")).singleElement().satisfies(care -> assertThat(
                        care.get("relationDescriptor").asText())
                .startsWith("uri://susten.org/RelationDescriptor#The first of")
                .satisfies(uri ->
                        assertThat(uri.substring(uri.indexOf('#') + 1).length()).isLessThanOrEqualTo(50)));
        for (EdFiResource resource : EdFi.ALL) {
            JsonSchema schema = standard.schema(resource.name());
            for (JsonNode line : all.get(resource.name())) {
                assertThat(schema.validate(line)).as(resource.name()).noneMatch(fault -> fault.getMessage()
                        .contains("characters long"));
            }
        }
    }

    private static Relationship relation(String kind) {
        return EdFiContactsTest.cares("k1", "p1", "u1").kind(kind).build();
    }

    private static ProgramParticipation takesPart(String key, String program) {
        return ProgramParticipation.builder(bridges("participations", key))
                .person(bridges("children", "c1"))
                .program(bridges("programs", program))
                .begin(DAY)
                .build();
    }
}
