// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;
import org.susten.model.ClassMembership;
import org.susten.model.ClassSection;
import org.susten.model.Enrollment;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Program;
import org.susten.model.ProgramParticipation;
import org.susten.model.Relationship;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;

/** Interchanges that others made, where they lie beside the checkout. */
class ThirdPartySetsTest {

    private static final Path SETS = Path.of("../../../../shared/data/edfi");

    private static Delivery delivered(String name) {
        Path set = SETS.resolve(name);
        assumeTrue(Files.exists(set), () -> "the set " + name + " is not beside this checkout");
        return Delivery.of(
                new EdFiXmlConnector(Settings.of(EdFiXmlConnector.Config.class, "site=third", "snapshot=always")),
                new FolderInlet(set));
    }

    private static Map<String, Integer> counts(Delivery delivery) {
        return delivery.rows.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> entry.getValue().size()));
    }

    @Test
    void every_row_of_grand_bend_is_understood() {
        Delivery delivery = delivered("grandbend-ds5.2-xml");
        assertThat(counts(delivery))
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("students", 960),
                        Map.entry("contacts", 1873),
                        Map.entry("studentContactAssociations", 1872),
                        Map.entry("staffs", 68),
                        Map.entry("sections", 532),
                        Map.entry("studentSchoolAttendanceEvents", 1917),
                        Map.entry("studentSectionAttendanceEvents", 66),
                        Map.entry("studentProgramAssociations", 126 + 275 + 97 + 82 + 64 + 38 + 11 + 2 + 8 + 3),
                        Map.entry("studentAssessments", 73),
                        Map.entry("educationOrganizations", 9)));
        assertThat(delivery.refused).isEmpty();
        assertThat(delivery.extents.get("students").complete()).isTrue();
        assertThat(delivery.ids(Person.class)).hasSize(960 + 1873 + 68);
        assertThat(delivery.all(Attendance.class)).hasSize(1983);
        assertThat(delivery.all(ProgramParticipation.class)).hasSize(706);
    }

    @Test
    void what_rows_of_grand_bend_refer_to_is_there() {
        Delivery delivery = delivered("grandbend-ds5.2-xml");
        assertThat(delivery.ids(Person.class))
                .containsAll(delivery.all(Relationship.class).stream()
                        .map(Relationship::guardian)
                        .toList())
                .containsAll(delivery.all(Attendance.class).stream()
                        .map(Attendance::person)
                        .toList())
                .containsAll(delivery.all(ClassMembership.class).stream()
                        .map(ClassMembership::person)
                        .toList());
        assertThat(delivery.ids(ClassSection.class))
                .containsAll(delivery.all(ClassMembership.class).stream()
                        .map(ClassMembership::section)
                        .toList());
        assertThat(delivery.ids(Program.class))
                .containsAll(delivery.all(ProgramParticipation.class).stream()
                        .map(ProgramParticipation::program)
                        .toList());
        assertThat(delivery.ids(Organization.class))
                .containsAll(delivery.all(Attendance.class).stream()
                        .filter(attendance -> attendance.section() == null)
                        .map(Attendance::organization)
                        .toList());
    }

    @Test
    void every_row_of_the_first_version_is_understood() {
        Delivery delivery = delivered("inbloom-small-edfi1.0");
        assertThat(counts(delivery))
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("students", 78),
                        Map.entry("studentSchoolAssociations", 167),
                        Map.entry("studentSectionAssociations", 325),
                        Map.entry("sections", 97),
                        Map.entry("attendanceEvents", 5550),
                        Map.entry("studentAssessments", 203),
                        Map.entry("contacts", 9),
                        Map.entry("studentAcademicRecords", 117),
                        Map.entry("studentProgramAssociations", 6)));
        assertThat(delivery.refused).isEmpty();
        assertThat(delivery.ids(Enrollment.class)).hasSize(167);
        assertThat(delivery.all(Attendance.class))
                .hasSize(5550)
                .filteredOn(attendance -> attendance.category() == AttendanceCategory.EXCUSED_ABSENCE)
                .hasSize(208);
        assertThat(delivery.ids(ClassSection.class))
                .containsAll(delivery.all(ClassMembership.class).stream()
                        .map(ClassMembership::section)
                        .toList());
        assertThat(delivery.ids(Organization.class))
                .containsAll(delivery.all(Enrollment.class).stream()
                        .map(Enrollment::organization)
                        .toList());
        assertThat(delivery.all(Person.class))
                .filteredOn(person -> person.roles().contains(PersonRole.STUDENT))
                .allMatch(person -> person.identifiers().get(0).system().equals("stateStudentId"));
    }
}
