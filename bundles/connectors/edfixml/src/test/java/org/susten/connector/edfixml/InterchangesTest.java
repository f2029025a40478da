// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Demographic;
import org.susten.model.Eligibility;
import org.susten.model.EligibilityKind;
import org.susten.model.Identifier;
import org.susten.model.Person;
import org.susten.model.ProgramParticipation;
import org.susten.model.Relationship;
import org.susten.model.ServiceContact;
import org.susten.model.Supplement;
import org.susten.spi.ConnectorException;
import org.susten.spi.Finding;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

class InterchangesTest {

    private static final Path SAMPLES = Path.of("src/test/samples");

    private static final String NAMED = "<StudentReference><StudentIdentity><StudentUniqueId>2</StudentUniqueId>"
            + "</StudentIdentity></StudentReference>";

    @TempDir
    Path folder;

    private static EdFiXmlConnector connector(String... lines) {
        return new EdFiXmlConnector(Settings.of(EdFiXmlConnector.Config.class, lines));
    }

    private static Delivery delivered(Path from, String... more) {
        String[] lines = java.util.Arrays.copyOf(new String[] {"site=riverside"}, more.length + 1);
        System.arraycopy(more, 0, lines, 1, more.length);
        return Delivery.of(connector(lines), new FolderInlet(from));
    }

    private Delivery of(String name, String xml, String... more) throws IOException {
        Files.writeString(folder.resolve(name), xml);
        return delivered(folder, more);
    }

    private static String student(String id) {
        return "<Student><StudentUniqueId>" + id
                + "</StudentUniqueId><Name><FirstName>A</FirstName><LastSurname>B</LastSurname></Name></Student>";
    }

    @Test
    void the_system_of_source_ids_stays_what_it_was() {
        assertThat(connector("site=riverside").catalogue().id()).isEqualTo("edfixml");
    }

    @Test
    void the_samples_of_the_fifth_version_become_what_they_say() {
        Delivery delivery = delivered(SAMPLES.resolve("ds5"));
        assertThat(delivery.refused).isEmpty();
        assertThat(delivery.all(Relationship.class)).singleElement().satisfies(one -> {
            assertThat(one.guardian().key()).isEqualTo("C70001");
            assertThat(one.kind()).isEqualTo("Mother");
            assertThat(one.legalGuardian()).isTrue();
        });
        assertThat(delivery.all(Demographic.class)).singleElement().satisfies(one -> assertThat(one.races())
                .hasSize(2));
        assertThat(delivery.all(ServiceContact.class)).singleElement().satisfies(one -> {
            assertThat(one.minutes()).isEqualTo(90);
            assertThat(one.day()).isEqualTo(LocalDate.of(2025, 9, 10));
        });
        assertThat(delivery.all(Eligibility.class))
                .extracting(Eligibility::kind)
                .contains(EligibilityKind.FOSTER_CARE, EligibilityKind.ENGLISH_LEARNER, EligibilityKind.DISABILITY);
        assertThat(delivery.all(Supplement.class))
                .anyMatch(
                        one -> one.values().getOrDefault("Service/Service", "").endsWith("#Tutoring"));
        assertThat(delivery.ids(ClassSection.class))
                .containsAll(delivery.all(ClassMembership.class).stream()
                        .map(ClassMembership::section)
                        .toList());
    }

    @Test
    void numbers_an_organization_knows_a_student_by_are_of_a_person_who_is_linked_by_the_unique_id() {
        Delivery delivery = delivered(SAMPLES.resolve("ds5"));
        assertThat(delivery.all(Person.class))
                .filteredOn(person -> person.id().stream().equals("studentEducationOrganizationAssociations"))
                .singleElement()
                .satisfies(person -> assertThat(person.identifiers())
                        .containsExactly(
                                new Identifier("districtId:riverside", "600123451"),
                                new Identifier("stateStudentId", "TN8800001")));
    }

    @Test
    void who_has_left_special_education_is_in_it_no_longer() throws IOException {
        Delivery delivery = of(
                "StudentProgram.xml",
                """
                <InterchangeStudentProgram xmlns="http://ed-fi.org/5.2.0">
                  <StudentSpecialEducationProgramAssociation>
                    <StudentReference><StudentIdentity><StudentUniqueId>1</StudentUniqueId></StudentIdentity></StudentReference>
                    <ProgramReference><ProgramIdentity>
                      <EducationOrganizationReference><EducationOrganizationIdentity><EducationOrganizationId>255</EducationOrganizationId>
                      </EducationOrganizationIdentity></EducationOrganizationReference>
                      <ProgramName>Special Education</ProgramName><ProgramType>Special Education</ProgramType>
                    </ProgramIdentity></ProgramReference>
                    <BeginDate>2025-08-18</BeginDate>
                    <EducationOrganizationReference><EducationOrganizationIdentity><EducationOrganizationId>255</EducationOrganizationId>
                    </EducationOrganizationIdentity></EducationOrganizationReference>
                    <SpecialEducationExitDate>2026-01-09</SpecialEducationExitDate>
                    <SpecialEducationExitReason>uri://ed-fi.org/SpecialEducationExitReasonDescriptor#Moved</SpecialEducationExitReason>
                  </StudentSpecialEducationProgramAssociation>
                </InterchangeStudentProgram>""");
        assertThat(delivery.refused).isEmpty();
        assertThat(delivery.all(ProgramParticipation.class)).singleElement().satisfies(one -> {
            assertThat(one.end()).isEqualTo(LocalDate.of(2026, 1, 9));
            assertThat(one.exitReason()).isEqualTo("Moved");
        });
        assertThat(delivery.all(Eligibility.class)).singleElement().satisfies(one -> assertThat(one.end())
                .isEqualTo(LocalDate.of(2026, 1, 9)));
    }

    @Test
    void any_order_and_any_packing_of_files_gives_the_same_rows() throws IOException {
        Delivery loose = delivered(SAMPLES.resolve("ds5"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("all.zip"));
                ZipOutputStream zip = new ZipOutputStream(out);
                var files = Files.list(SAMPLES.resolve("ds5"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                zip.putNextEntry(new ZipEntry("deep/er/" + file.getFileName()));
                zip.write(Files.readAllBytes(file));
            }
        }
        assertThat(delivered(folder).entities).hasSameElementsAs(loose.entities);
    }

    @Test
    void elements_that_nobody_needs_are_counted_and_not_gathered() {
        assertThat(delivered(SAMPLES.resolve("ds5")).findings)
                .contains(new Finding("what arrived", "has 1 element Location, which is not read"));
    }

    @Test
    void a_reference_that_points_nowhere_is_a_cause_of_its_own() throws IOException {
        Delivery delivery = of(
                "Contact.xml",
                "<InterchangeContact xmlns='http://ed-fi.org/5.2.0'><Contact id='x'><ContactUniqueId>1</ContactUniqueId></Contact>"
                        + "<StudentContactAssociation><StudentReference><StudentIdentity><StudentUniqueId>1</StudentUniqueId>"
                        + "</StudentIdentity></StudentReference><ContactReference ref='y'/></StudentContactAssociation></InterchangeContact>");
        assertThat(delivery.rows.get("studentContactAssociations").get(0).key()).isEmpty();
    }

    @Test
    void a_reference_of_version_2_may_carry_the_key_for_others() throws IOException {
        Delivery delivery = of(
                "Parent.xml",
                "<InterchangeStudentParent xmlns='http://ed-fi.org/0200'>"
                        + "<StudentParentAssociation><StudentReference ref='S1'/><ParentReference ref='P1'/></StudentParentAssociation>"
                        + "<StudentReference id='S1'><StudentIdentity><StudentUniqueId>7</StudentUniqueId></StudentIdentity></StudentReference>"
                        + "<ParentReference id='P1'><ParentIdentity><ParentUniqueId>8</ParentUniqueId></ParentIdentity></ParentReference>"
                        + "</InterchangeStudentParent>");
        assertThat(delivery.all(Relationship.class)).singleElement().satisfies(one -> {
            assertThat(one.student().key()).isEqualTo("7");
            assertThat(one.guardian().key()).isEqualTo("8");
        });
    }

    @Test
    void a_states_prefix_and_extension_are_no_part_of_a_name() throws IOException {
        Delivery delivery = of(
                "TX.xml",
                "<InterchangeStudentExtension xmlns='http://www.tea.state.tx.us/tsds'><TX-StudentExtension>"
                        + "<StudentUniqueStateId>1234567890</StudentUniqueStateId>"
                        + "<StudentIdentificationCode IdentificationSystem='Local'><ID>77</ID></StudentIdentificationCode>"
                        + "<Name><FirstName>A</FirstName><LastSurname>B</LastSurname></Name></TX-StudentExtension></InterchangeStudentExtension>");
        assertThat(delivery.all(Person.class)).singleElement().satisfies(person -> assertThat(person.identifiers())
                .containsExactly(
                        new Identifier("stateStudentId", "1234567890"), new Identifier("districtId:riverside", "77")));
    }

    @Test
    void an_operator_says_what_a_code_of_the_districts_own_means() throws IOException {
        String xml =
                "<InterchangeStudentAttendance xmlns='http://ed-fi.org/5.2.0'><StudentSchoolAttendanceEvent><AttendanceEvent>"
                        + "<EventDate>2025-09-08</EventDate><AttendanceEventCategory>uri://riverside.example/A#Medical</AttendanceEventCategory>"
                        + "</AttendanceEvent><StudentReference><StudentIdentity><StudentUniqueId>7</StudentUniqueId></StudentIdentity></StudentReference>"
                        + "<SchoolReference><SchoolIdentity><SchoolId>1</SchoolId></SchoolIdentity></SchoolReference>"
                        + "</StudentSchoolAttendanceEvent></InterchangeStudentAttendance>";
        assertThat(of("A.xml", xml).refused)
                .containsExactly("studentSchoolAttendanceEvents: AttendanceEventCategory code:attendance");
        assertThat(of("A.xml", xml, "crosswalk=attendance/Medical=ExcusedAbsence")
                        .all(Attendance.class))
                .extracting(Attendance::category)
                .containsExactly(AttendanceCategory.EXCUSED_ABSENCE);
        assertThatThrownBy(() -> connector("site=riverside", "crosswalk=Medical=ExcusedAbsence"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("attendance/Medical=ExcusedAbsence");
    }

    @Test
    @DisplayName("R-09 a file that breaks off is read as far as it goes and closes nothing")
    void a_file_that_breaks_off_closes_nothing() throws IOException {
        Delivery delivery = of(
                "Student.xml",
                "<InterchangeStudent xmlns='http://ed-fi.org/5.2.0'>" + student("1") + student("2") + "<Student><Stud",
                "snapshot=always");
        assertThat(delivery.all(Person.class)).hasSize(2);
        assertThat(delivery.refused).containsExactly("students: xml");
        assertThat(delivery.extents.get("students").complete()).isFalse();
        assertThat(delivery.findings).anyMatch(finding -> finding.what().contains("breaks off"));
    }

    @Test
    @DisplayName("R-09 an id in a file that breaks off is never looked up in the file before it")
    void an_id_in_a_file_that_breaks_off_is_not_that_of_another_file() throws IOException {
        String tie = "<StudentContactAssociation><StudentReference ref='S1'/><ContactReference ref='C1'/>"
                + "</StudentContactAssociation>";
        String other = "<InterchangeContact xmlns='http://ed-fi.org/5.2.0'>"
                + student("1").replace("<Student>", "<Student id='S1'>")
                + "<Contact id='C1'><ContactUniqueId>11</ContactUniqueId></Contact>" + tie + "</InterchangeContact>";
        Files.writeString(folder.resolve("A.xml"), other);
        String contact = "<Contact id='C1'><ContactUniqueId>22</ContactUniqueId></Contact>";
        Delivery delivery = of(
                "B.xml",
                "<InterchangeContact xmlns='http://ed-fi.org/5.2.0'>" + contact + tie
                        + tie.replace("<StudentReference ref='S1'/>", NAMED) + "<Contact><Cont");
        assertThat(delivery.all(Relationship.class))
                .extracting(one -> one.guardian().key() + " of " + one.student().key())
                .containsExactly("11 of 1", "22 of 2");
    }

    @Test
    @DisplayName("R-09 an id that two elements of a file have stands for neither of them")
    void an_id_that_two_elements_have_stands_for_neither() throws IOException {
        String first = student("1").replace("<Student>", "<Student id='S1'>");
        String second = student("2").replace("<Student>", "<Student id='S1'>");
        Delivery delivery = of(
                "A.xml",
                "<InterchangeContact xmlns='http://ed-fi.org/5.2.0'>" + first + second
                        + "<Contact id='C1'><ContactUniqueId>11</ContactUniqueId></Contact>"
                        + "<StudentContactAssociation><StudentReference ref='S1'/><ContactReference ref='C1'/>"
                        + "</StudentContactAssociation></InterchangeContact>");
        assertThat(delivery.all(Person.class)).hasSize(3);
        assertThat(delivery.all(Relationship.class)).isEmpty();
        assertThat(delivery.refused).hasSize(1);
    }

    @Test
    void absence_closes_only_where_the_operator_says_that_everything_comes() throws IOException {
        String xml = "<InterchangeStudent xmlns='http://ed-fi.org/5.2.0'>" + student("1") + "</InterchangeStudent>";
        assertThat(of("Student.xml", xml).extents.get("students").complete()).isFalse();
        Delivery always = of("Student.xml", xml, "snapshot=always");
        assertThat(always.extents.get("students").complete()).isTrue();
        assertThat(always.extents.get("contacts").complete())
                .as("a stream that did not come")
                .isFalse();
    }

    @Test
    void an_element_with_broken_characters_goes_to_quarantine_and_the_next_is_read() throws IOException {
        Delivery delivery = of(
                "Student.xml",
                "<InterchangeStudent xmlns='http://ed-fi.org/5.2.0'>"
                        + student("1").replace(">A<", ">\u0001<") + student("2") + "</InterchangeStudent>");
        assertThat(delivery.refused).containsExactly("students: encoding");
        assertThat(delivery.all(Person.class)).hasSize(1);
    }

    @Test
    @DisplayName("S-10 an interchange with a document type is left out, says so, and nothing outside is looked at")
    void a_document_type_is_refused() throws IOException {
        Files.writeString(
                folder.resolve("good.xml"),
                "<InterchangeStudent xmlns='http://ed-fi.org/5.2.0'>" + student("1") + "</InterchangeStudent>");
        Delivery delivery = of(
                "evil.xml",
                "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/hostname'>]><InterchangeStudent xmlns='http://ed-fi.org/5.2.0'>"
                        + student("&e;") + "</InterchangeStudent>",
                "snapshot=always");
        assertThat(delivery.all(Person.class)).hasSize(1);
        assertThat(delivery.findings).anyMatch(finding -> finding.where().equals("evil.xml"));
        assertThat(delivery.extents.get("students").complete()).isFalse();
    }

    @Test
    void what_is_no_interchange_fails_the_check_with_what_to_send() throws IOException {
        Files.writeString(folder.resolve("a.xml"), "<html/>", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> connector("site=riverside").check(new TestContext(new FolderInlet(folder))))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("Interchange");
        assertThat(List.of("", "no way/", "a b")).allSatisfy(site -> assertThatThrownBy(() -> connector("site=" + site))
                .isInstanceOf(ConnectorException.class));
    }
}
