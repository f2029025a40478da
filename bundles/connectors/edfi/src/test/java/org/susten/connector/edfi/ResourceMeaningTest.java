// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.model.Address;
import org.susten.model.ClassSection;
import org.susten.model.Eligibility;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.Supplement;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Reading;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.EdFiSimulator;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.Simulator;

/** What becomes of single resources of an Ed-Fi API. */
class ResourceMeaningTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path nothing;

    private EdFiSimulator api;
    private Simulator simulator;
    private Connector connector;

    @BeforeEach
    void an_api() {
        api = new EdFiSimulator(new Gate(Gate.Kind.OAUTH2_BASIC, NOW), true);
        simulator = Simulator.of(api);
        api.at(simulator.address());
        connector = EdFiConnectorTest.connector(simulator.address(), 3);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Reading read(String stream, Cursor since) {
        return Reading.of(
                connector, stream, since, new TestContext(new FolderInlet(nothing)).secret("key", Gate.SECRET));
    }

    @Test
    void each_period_of_a_characteristic_is_told() {
        assertThat(
                        characteristics(
                                """
                        [{"studentCharacteristicDescriptor": "uri://ed-fi.org/StudentCharacteristicDescriptor#Homeless",
                          "periods": [{"beginDate": "2026-01-07"}, {"beginDate": "2024-09-03", "endDate": "2024-12-20"}]}]"""))
                .filteredOn(Eligibility.class::isInstance)
                .extracting(entity -> ((Eligibility) entity).begin() + " to " + ((Eligibility) entity).end())
                .containsExactly("2024-09-03 to 2024-12-20", "2026-01-07 to null");
    }

    @Test
    void a_characteristic_that_no_crosswalk_has_is_kept_beside_the_student() {
        List<Entity> entities = characteristics(
                """
                [{"studentCharacteristicDescriptor": "uri://bellweather.example/StudentCharacteristicDescriptor#Doubled up"},
                 {"studentCharacteristicDescriptor": "uri://ed-fi.org/StudentCharacteristicDescriptor#Migrant"}]""");
        assertThat(entities).filteredOn(Eligibility.class::isInstance).hasSize(1);
        assertThat(entities)
                .filteredOn(Supplement.class::isInstance)
                .singleElement()
                .satisfies(left -> assertThat(((Supplement) left).values().values())
                        .anyMatch(value -> value.endsWith("#Doubled up")));
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 0"})
    void whoever_is_served_by_special_education_without_being_eligible_has_no_disability(boolean eligible, int told) {
        api.put(
                "studentSpecialEducationProgramAssociations",
                """
                {"studentReference": {"studentUniqueId": "604002"}, "beginDate": "2025-08-18", "ideaEligibility": %s,
                 "educationOrganizationReference": {"educationOrganizationId": 255},
                 "programReference": {"educationOrganizationId": 255, "programName": "Gifted",
                   "programTypeDescriptor": "uri://ed-fi.org/ProgramTypeDescriptor#Special Education"}}"""
                        .formatted(eligible));
        List<Entity> entities = read("studentProgramAssociations", Cursor.START).rows().values().stream()
                .filter(row -> row.key().contains("Gifted"))
                .flatMap(row -> connector.map(row).stream())
                .toList();
        assertThat(entities).isNotEmpty();
        assertThat(entities).filteredOn(Eligibility.class::isInstance).hasSize(told);
    }

    @Test
    void where_somebody_lives_now_comes_before_where_they_lived_and_where_they_get_letters() {
        api.put(
                "studentEducationOrganizationAssociations",
                """
                {"studentReference": {"studentUniqueId": "604002"},
                 "educationOrganizationReference": {"educationOrganizationId": 777},
                 "addresses": [%s, %s, %s]}"""
                        .formatted(
                                address(
                                        "Home",
                                        "10001",
                                        ",\"periods\":[{\"beginDate\":\"2020-01-01\",\"endDate\":\"2023-06-30\"}]"),
                                address("Mailing", "20002", ""),
                                address("Home", "30003", ",\"periods\":[{\"beginDate\":\"2023-07-01\"}]")));
        assertThat(read("studentEducationOrganizationAssociations", Cursor.START).rows().values().stream()
                        .filter(row -> row.key().contains("777"))
                        .flatMap(row -> connector.map(row).stream()))
                .filteredOn(Person.class::isInstance)
                .singleElement()
                .satisfies(person -> assertThat(((Person) person).addresses())
                        .extracting(Address::postalCode)
                        .containsExactly("30003", "20002", "10001"));
    }

    private static String address(String kind, String postalCode, String more) {
        return """
                {"addressTypeDescriptor": "uri://ed-fi.org/AddressTypeDescriptor#%s", "city": "Bellweather", "postalCode": "%s",
                 "stateAbbreviationDescriptor": "uri://ed-fi.org/StateAbbreviationDescriptor#CA", "streetNumberName": "1 Main"%s}"""
                .formatted(kind, postalCode, more);
    }

    @Test
    void a_section_says_for_which_grades_it_is() {
        api.put(
                "sections",
                """
                {"sectionIdentifier": "MX-1", "courseOfferingReference":
                   {"localCourseCode": "RD-5", "schoolId": 2559, "schoolYear": 2026, "sessionName": "Spring"},
                 "offeredGradeLevels": [{"gradeLevelDescriptor": "uri://ed-fi.org/GradeLevelDescriptor#Fourth grade"},
                   {"gradeLevelDescriptor": "uri://ed-fi.org/GradeLevelDescriptor#Fifth grade"}]}""");
        assertThat(connector.map(read("sections", Cursor.START).rows().get("2559|2026|Spring|RD-5|MX-1")))
                .singleElement()
                .satisfies(
                        section -> assertThat(((ClassSection) section).grades()).containsExactly("04", "05"));
    }

    private List<Entity> characteristics(String characteristics) {
        api.put(
                "studentEducationOrganizationAssociations",
                "{\"studentReference\":{\"studentUniqueId\":\"604002\"},"
                        + "\"educationOrganizationReference\":{\"educationOrganizationId\":777},\"studentCharacteristics\":"
                        + characteristics + '}');
        List<Entity> entities = read("studentEducationOrganizationAssociations", Cursor.START).rows().values().stream()
                .filter(row -> row.key().contains("777"))
                .flatMap(row -> connector.map(row).stream())
                .toList();
        assertThat(entities).extracting(Entity::id, Object::getClass).doesNotHaveDuplicates();
        return entities;
    }
}
