// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.connector.tabular.mapping.Crosswalk;
import org.susten.files.FileProblemException;
import org.susten.model.Address;
import org.susten.model.AssessmentResult;
import org.susten.model.Attendance;
import org.susten.model.Eligibility;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.GradeLevel;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.model.Race;
import org.susten.model.ServiceContact;
import org.susten.model.SourceId;
import org.susten.model.Supplement;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

class MappingTest {

    private static final Path SAMPLES = Path.of("src/test/samples");
    private Connector connector;

    @BeforeEach
    void compile() throws Exception {
        connector = TestMappings.connector(
                Files.readString(Path.of("src/test/mappings/members.yaml")), TestCrosswalks::find);
    }

    private List<SourceRecord> rows(String stream) {
        try (SourceReader reader =
                connector.read(connector.catalogue().stream(stream), Cursor.START, new FolderInlet(SAMPLES))) {
            List<SourceRecord> rows = new java.util.ArrayList<>();
            reader.forEachRemaining(rows::add);
            return rows;
        }
    }

    private <E extends Entity> E only(Class<E> type, SourceRecord row) {
        List<E> found = connector.map(row).stream()
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    @Test
    void a_row_becomes_a_person_with_all_that_its_columns_say() {
        Person person = only(Person.class, rows("members").get(0));
        assertThat(person.id()).isEqualTo(new SourceId("tabular", "here", "members", "M-001"));
        assertThat(person.givenName()).isEqualTo("Amelie");
        assertThat(person.middleName()).isEqualTo("Jo");
        assertThat(person.familyName()).isEqualTo("Testrow");
        assertThat(person.birthDate()).isEqualTo(LocalDate.of(2016, 3, 14));
        assertThat(person.races()).containsExactlyInAnyOrder(Race.WHITE, Race.ASIAN);
        assertThat(person.phones()).containsExactly("5550100001");
        assertThat(person.addresses())
                .containsExactly(
                        new Address("home", "12 Sample Street", null, "Samplefield", null, "00501", null, null));
    }

    @Test
    void blank_columns_leave_components_empty() {
        Person person = only(Person.class, rows("members").get(1));
        assertThat(person.suffix()).isEqualTo("Jr.");
        assertThat(person.races()).isEmpty();
        assertThat(person.addresses()).isEmpty();
        assertThat(person.phones()).isEmpty();
    }

    @Test
    void a_row_becomes_several_entities_and_only_those_whose_condition_holds() {
        List<SourceRecord> rows = rows("members");
        assertThat(connector.map(rows.get(0)))
                .hasExactlyElementsOfTypes(
                        Organization.class, Person.class, Enrollment.class, Eligibility.class, Supplement.class);
        assertThat(connector.map(rows.get(2))).hasExactlyElementsOfTypes(Person.class, Supplement.class);
        Enrollment enrollment = only(Enrollment.class, rows.get(0));
        assertThat(enrollment.grade()).isEqualTo(GradeLevel.GRADE_05);
        assertThat(enrollment.organization()).isEqualTo(new SourceId("tabular", "here", "schools", "0101"));
        assertThat(only(Supplement.class, rows.get(2)).values()).containsEntry("lunch", "unknown");
    }

    @Test
    void a_key_of_two_columns_is_both_of_them() {
        List<SourceRecord> rows = rows("hours");
        ServiceContact contact = only(ServiceContact.class, rows.get(1));
        assertThat(contact.id().key()).isEqualTo("M-002|T-2");
        assertThat(contact.minutes()).isEqualTo(75);
    }

    @Test
    void absence_means_nothing_in_an_incremental_stream_and_closed_in_a_snapshot() {
        FolderInlet inlet = new FolderInlet(SAMPLES);
        assertThat(extent("hours", inlet)).isEqualTo(Extent.CHANGES);
        assertThat(extent("members", inlet)).isEqualTo(Extent.SNAPSHOT);
    }

    @Test
    @DisplayName("R-13 a stream without a file closes nothing")
    void a_stream_without_a_file_closes_nothing() {
        assertThat(extent("members", new FolderInlet(Path.of("src/test/mappings"))))
                .isEqualTo(Extent.CHANGES);
    }

    private Extent extent(String stream, FolderInlet inlet) {
        try (SourceReader reader = connector.read(connector.catalogue().stream(stream), Cursor.START, inlet)) {
            reader.forEachRemaining(row -> {});
            return reader.extent();
        }
    }

    @Test
    void the_catalogue_says_what_each_column_fills_and_how_carefully_it_is_handled() {
        Catalogue.Stream members = connector.catalogue().stream("members");
        assertThat(members.yields())
                .containsExactly(
                        Organization.class, Person.class, Enrollment.class, Eligibility.class, Supplement.class);
        assertThat(members.fields())
                .contains(
                        Catalogue.field("Races", "Person.races", org.susten.model.Sensitivity.PROTECTED),
                        Catalogue.field("Born", "Person.birthDate", org.susten.model.Sensitivity.PERSONAL),
                        Catalogue.field("Grade", "Enrollment.grade", org.susten.model.Sensitivity.DIRECTORY));
        assertThat(connector.catalogue().stream("hours").mode()).isEqualTo(Catalogue.Mode.INCREMENTAL);
    }

    /** A mapping that reads one column into one component. */
    private static TabularConnector one(String entity, String set) throws FileProblemException {
        return TestMappings.connector(
                """
                title: one
                sector: any
                streams:
                  - name: rows
                    files: "*.csv"
                    mode: snapshot
                    key: k
                    entities:
                      - entity: %s
                        set: {%s}
                """
                        .formatted(entity, set),
                TestCrosswalks::find);
    }

    private static Entity made(TabularConnector connector, String value) {
        Map<String, String> row = new HashMap<>(Map.of("k", "1", "c", value));
        return connector.map(TestMappings.row(connector, "rows", row)).get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "M/d/yyyy, 9/8/2026, 2026-09-08",
        "M/d/yyyy, 09/08/2026, 2026-09-08",
        "M/d/yyyy, 2026-09-08, 2026-09-08",
        "M/d/yyyy, 2026-09-08T00:00:00, 2026-09-08",
        "yyyyMMdd, 20260908, 2026-09-08",
        "d-MMM-yyyy, 8-SEP-2026, 2026-09-08",
        "d.M.yyyy, 29.2.2024, 2024-02-29"
    })
    void days_are_read_in_the_format_given_or_as_iso(String format, String text, LocalDate day) throws Exception {
        Person person = (Person) made(one("Person", "birthDate: {column: c, as: {date: " + format + "}}"), text);
        assertThat(person.birthDate()).isEqualTo(day);
    }

    @ParameterizedTest
    @CsvSource({"2/30/2026", "13/1/2026", "yesterday", "0", "2026-9-8"})
    void what_is_no_day_is_refused_without_its_value(String text) throws Exception {
        TabularConnector connector = one("Person", "birthDate: {column: c, as: {date: M/d/yyyy}}");
        assertThatThrownBy(() -> made(connector, text)).isInstanceOfSatisfying(MappingException.class, e -> {
            assertThat(e.column()).isEqualTo("c");
            assertThat(e.rule()).isEqualTo("date");
            assertThat(e).hasMessageNotContaining(text);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "minutes, 90, 90",
        "minutes, 1:30, 90",
        "minutes, 1:30:00, 90",
        "{minutes: hours}, 1.5, 90",
        "{minutes: hours}, 0.33, 20"
    })
    void minutes_are_read_as_people_write_them(String step, String text, int minutes) throws Exception {
        TabularConnector connector = one(
                "ServiceContact",
                "person: {ref: rows, key: k}, day: {constant: 2026-09-08}, minutes: {column: c, as: " + step + "}");
        assertThat(((ServiceContact) made(connector, text)).minutes()).isEqualTo(minutes);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"hours | 12,5 | 750", "minutes | 75,0 | 75"})
    void minutes_with_a_decimal_comma_are_a_number_first(String unit, String text, int minutes) throws Exception {
        TabularConnector connector = one(
                "ServiceContact",
                "person: {ref: rows, key: k}, day: {constant: 2026-09-08}, minutes: {column: c, as: [{number: {decimal: \",\"}}, {minutes: "
                        + unit + "}]}");
        assertThat(((ServiceContact) made(connector, text)).minutes()).isEqualTo(minutes);
    }

    @Test
    void minutes_between_two_times_are_counted() throws Exception {
        TabularConnector connector = one(
                "ServiceContact",
                "person: {ref: rows, key: k}, day: {constant: 2026-09-08}, minutes: {minutesBetween: [in, out]}");
        Entity made = connector
                .map(TestMappings.row(connector, "rows", Map.of("k", "1", "in", "3:05 PM", "out", "16:35")))
                .get(0);
        assertThat(((ServiceContact) made).minutes()).isEqualTo(90);
        assertThatThrownBy(() -> connector.map(
                        TestMappings.row(connector, "rows", Map.of("k", "1", "in", "17:00", "out", "16:35"))))
                .isInstanceOfSatisfying(
                        MappingException.class, e -> assertThat(e.rule()).isEqualTo("minutes"));
    }

    @Test
    void numbers_keep_their_digits_and_a_decimal_comma_is_understood() throws Exception {
        String rest = "assessment: {ref: rows, key: k}, person: {ref: rows, key: k}, ";
        assertThat(((AssessmentResult) made(one("AssessmentResult", rest + "score: c"), "12.50")).score())
                .isEqualTo(new BigDecimal("12.50"));
        TabularConnector comma = one("AssessmentResult", rest + "score: {column: c, as: {number: {decimal: \",\"}}}");
        assertThat(((AssessmentResult) made(comma, "12,5")).score()).isEqualTo(new BigDecimal("12.5"));
        assertThatThrownBy(() -> made(comma, "1e999999999")).isInstanceOf(MappingException.class);
    }

    @Test
    void a_code_the_crosswalk_does_not_know_is_one_cause_and_names_who_must_act() throws Exception {
        TabularConnector connector = one("Person", "sex: {column: c, as: {crosswalk: sex}}");
        assertThatThrownBy(() -> made(connector, "Q"))
                .isInstanceOfSatisfying(
                        MappingException.class, e -> assertThat(e.rule()).isEqualTo("code:sex"))
                .hasMessageContaining("crosswalks/sex.csv")
                .hasMessageContaining("a steward");
    }

    @Test
    void a_code_is_looked_up_as_it_stood_on_the_rows_own_day() throws Exception {
        LocalDate change = LocalDate.of(2026, 8, 1);
        Crosswalk codes = new Crosswalk(
                "codes",
                true,
                "",
                Map.of(
                        "U",
                        List.of(
                                new Crosswalk.Entry("U", "Partial", change, LocalDate.MAX, 3),
                                new Crosswalk.Entry("U", "UnexcusedAbsence", LocalDate.MIN, change.minusDays(1), 2))));
        TabularConnector connector = TestMappings.connector(
                """
                title: dated
                sector: any
                streams:
                  - name: rows
                    files: "*.csv"
                    mode: snapshot
                    key: k
                    entities:
                      - entity: Attendance
                        set:
                          person: {ref: rows, key: k}
                          day: day
                          category: {column: code, as: {crosswalk: {name: codes, on: {column: day, as: date}}}}
                """,
                name -> codes);
        for (String[] expected : new String[][] {{"2026-07-31", "UnexcusedAbsence"}, {"2026-08-01", "Partial"}}) {
            Attendance attendance = (Attendance) connector
                    .map(TestMappings.row(connector, "rows", Map.of("k", "1", "day", expected[0], "code", "U")))
                    .get(0);
            assertThat(attendance.category().code()).isEqualTo(expected[1]);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"regex: \"(a+)+$\"", "script: \"1 + 1\"", "java: toString", "eval: x"})
    @DisplayName("S-27 a mapping holds no pattern and no script that a value could make run for ever")
    void a_mapping_holds_no_pattern_and_no_script(String step) {
        assertThatThrownBy(() -> one("Person", "givenName: {column: c, as: {" + step + "}}"))
                .isInstanceOf(FileProblemException.class)
                .hasMessage("this step is not known");
    }

    @Test
    void a_component_the_entity_needs_is_required_by_its_column() throws Exception {
        TabularConnector connector =
                one("Attendance", "person: {ref: rows, key: k}, day: c, category: {constant: Present}");
        assertThatThrownBy(() -> made(connector, " ")).isInstanceOfSatisfying(MappingException.class, e -> {
            assertThat(e.column()).isEqualTo("c");
            assertThat(e.rule()).isEqualTo("required");
        });
    }
}
