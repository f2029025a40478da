// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.susten.feeds.internal.Community.DAY;
import static org.susten.feeds.internal.Hub.FEED;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.FeedException;
import org.susten.files.FileProblemException;
import org.susten.governance.Elements;
import org.susten.measures.Fact;
import org.susten.measures.Individual;
import org.susten.model.AttendanceCategory;
import org.susten.model.Entity;

/** A measure's individual level: child by child, to those whom an agreement lets see single children. */
class MeasureFeedTest extends OnHub {

    private static final String ABSENCE =
            """
            title: Chronic absence
            question: Who misses a tenth of the school days?
            owner: District
            version: 1
            follows: EDFacts file specification 195
            begin: 2026-09-01
            end: 2027-06-30
            cohort: [{fact: attendance.days, atLeast: 2}]
            share: [{fact: attendance.absenceRate, atLeast: 0.1}]
            by: [school, grade]
            """;

    @BeforeEach
    void a_community() {
        measure(ABSENCE);
    }

    private void measure(String text) {
        try {
            hub.measures.accept("measures/absence.yaml", Files.writeString(folder.resolve("absence.yaml"), text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (FileProblemException e) {
            throw new IllegalArgumentException(e.problems().toString(), e);
        }
    }

    private static Hub.Draft agreement() {
        return Hub.agreement().dataset("measure").with("format: csv", "format: csv\n    measure: absence");
    }

    private static List<String> lines(Delivery delivery) {
        return Hub.lines(delivery, "measure.csv");
    }

    @Test
    @DisplayName("Each child of the population whom the measure counts has one row, with what is counted of it")
    void one_row_for_each_child_counted() {
        hub.save(agreement());
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(lines(delivery))
                .containsExactly(
                        "id,school,grade,attendanceAbsenceRate,outcome",
                        "c1,Ash School,05,0,false",
                        "c2,Ash School,05,0.5,true",
                        "c3,Ash School,05,0,false",
                        "c4,Birch School,05,0,false");
        assertThat(Hub.lines(delivery, "dictionary.csv"))
                .anyMatch(line -> line.startsWith("outcome,boolean,")
                        && line.contains("Chronic absence, version 1, after EDFacts file specification 195"));
    }

    @Test
    @DisplayName("A measure child by child names the children where names are granted, for people who act on it")
    void children_are_named_where_names_are_granted() {
        hub.save(agreement().fields("Person: [givenName, familyName]\nAttendance: [day, category]"));
        assertThat(lines(hub.deliver().orElseThrow()).get(0))
                .isEqualTo("id,givenName,familyName,attendanceAbsenceRate,outcome");
    }

    @Test
    @DisplayName("As a list to work with, a measure of absence has the bands of attendance in words and colour")
    void a_list_of_absence_has_bands() throws IOException {
        hub.save(agreement().with("format: csv", "format: xlsx"));
        Path file = hub.deliver().orElseThrow().folder().resolve("measure.xlsx");
        try (ReadableWorkbook book = new ReadableWorkbook(file.toFile())) {
            assertThat(book.getFirstSheet().read())
                    .extracting(row -> row.getCellText(0) + " " + row.getCellText(5))
                    .containsExactly("id band", "c2 off track", "c1 on track", "c3 on track", "c4 on track");
        }
    }

    @Test
    @DisplayName("Bands are told in their words, and a mean as its value")
    void bands_and_means() {
        measure(ABSENCE.replace(
                "share: [{fact: attendance.absenceRate, atLeast: 0.1}]",
                "bands: {fact: attendance.absences, limits: [1, 3]}"));
        hub.save(agreement());
        assertThat(lines(hub.deliver().orElseThrow()))
                .contains(
                        "id,school,grade,attendanceAbsences,outcome",
                        "c1,Ash School,05,0,below 1",
                        "c2,Ash School,05,1,1 to below 3");
        measure(ABSENCE.replace(
                "share: [{fact: attendance.absenceRate, atLeast: 0.1}]", "mean: {fact: attendance.rate}"));
        assertThat(lines(hub.deliver().orElseThrow()))
                .contains("id,school,grade,attendanceRate", "c1,Ash School,05,1", "c2,Ash School,05,0.5");
    }

    @Test
    @DisplayName("P-03 a fact that is not granted is in no file, nor in the statement that reads")
    void a_fact_not_granted_is_read_nowhere() {
        hub.save(agreement().fields("Attendance: [day, category]"));
        assertThat(lines(hub.deliver().orElseThrow())).contains("id,attendanceAbsenceRate,outcome", "c2,0.5,true");
        assertThat(hub.deliveries.grants().of(FEED).orElseThrow().sql())
                .doesNotContain("store.enrollment_v1", "store.organization_v1");
    }

    @Test
    @DisplayName("P-02 where what decides who is counted is not granted, nothing is told, and the clause is named")
    void a_cohort_not_granted_stops_the_feed() {
        hub.save(agreement().fields("Enrollment: [organization, grade]"));
        hub.deliveries.request(FEED, true, "operator");
        assertThat(hub.deliveries.open(FEED)).isEmpty();
        assertThat(hub.deliveries.latest(FEED, 1)).singleElement().satisfies(stopped -> {
            assertThat(stopped.state()).isEqualTo(State.STOPPED);
            assertThat(stopped.message()).contains("measure needs Attendance.");
        });
    }

    @Test
    @DisplayName("A refusal takes the child out of the measure's rows as out of any feed")
    void a_refusal_withholds() {
        hub.community.commit(Community.said(
                "f1", Community.users("users", "u2"), org.susten.model.ConsentKind.REFUSAL, null, DAY, null));
        hub.save(agreement());
        assertThat(lines(hub.deliver().orElseThrow())).hasSize(4).noneMatch(line -> line.startsWith("c2,"));
    }

    @Test
    @DisplayName("A definition that is changed is told by the next delivery, though nothing was committed")
    void a_changed_definition_is_told() {
        hub.save(agreement());
        hub.deliver().orElseThrow();
        assertThat(hub.deliver()).isEmpty();
        measure(ABSENCE.replace("atLeast: 0.1", "atLeast: 0.6").replace("version: 1", "version: 2"));
        assertThat(lines(hub.deliver().orElseThrow())).contains("c2,Ash School,05,0.5,false");
        assertThat(hub.deliver()).isEmpty();
    }

    @Test
    @DisplayName("A feed of changes tells of a child who crosses the line, and of no other")
    void changes_are_told() {
        hub.save(agreement().delta());
        hub.deliver().orElseThrow();
        hub.community.commit(IntStream.range(2, 12)
                .mapToObj(day -> Community.present("u2", "s1", DAY.plusDays(day), AttendanceCategory.PRESENT))
                .toArray(Entity[]::new));
        Delivery changes = hub.deliver().orElseThrow();
        assertThat(Hub.lines(changes, "measure.csv"))
                .hasSize(2)
                .last()
                .asString()
                .contains("c2")
                .contains("false");
    }

    @Test
    @DisplayName(
            "Without the measure nothing is delivered and nobody is told to delete anything; the hub says what is missing")
    void without_the_measure_nothing_happens() {
        hub.save(agreement().delta());
        hub.deliver().orElseThrow();
        hub.measures.withdraw("measures/absence.yaml");
        hub.community.commit(Community.present("u1", "s1", DAY.plusDays(2), AttendanceCategory.UNEXCUSED_ABSENCE));
        assertThat(hub.deliver()).isEmpty();
        assertThat(hub.emptiness(FEED)).contains("there is no measure absence in force", "etc/measures/absence.yaml");
        measure(ABSENCE);
        assertThat(lines(hub.deliver().orElseThrow())).last().asString().contains("c1");
    }

    @Test
    @DisplayName("A delivery under way waits for its measure, as after a start")
    void a_delivery_under_way_waits() {
        hub.save(agreement());
        Delivery opened = hub.deliveries.open(FEED).orElseThrow();
        hub.measures.withdraw("measures/absence.yaml");
        assertThatExceptionOfType(FeedException.class)
                .isThrownBy(() -> hub.deliveries.format(opened.id()))
                .withMessageContaining("no measure absence");
        measure(ABSENCE);
        assertThat(hub.deliveries
                        .release(hub.deliveries.format(opened.id()).id())
                        .state())
                .isEqualTo(State.RELEASED);
    }

    @Test
    @DisplayName(
            "A partner who comes for a list whose measure is missing is told so, and has it once the measure is back")
    void a_partner_who_comes_waits() {
        hub.save(agreement().with("file:store/outbox/bridges", "rest"));
        String offered = hub.deliver().orElseThrow().id();
        hub.measures.withdraw("measures/absence.yaml");
        assertThat(hub.pickup().take("bridges", offered).orElseThrow().denial())
                .hasValueSatisfying(why -> assertThat(why).contains("no measure absence"));
        measure(ABSENCE);
        assertThat(hub.pickup().take("bridges", offered).orElseThrow().denial()).isEmpty();
    }

    static Stream<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("../../config/etc/measures"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    @DisplayName("Every shipped measure can be delivered child by child")
    void every_shipped_measure(Path file) throws Exception {
        String id = file.getFileName().toString().replaceFirst("\\.yaml.*$", "");
        hub.measures.accept("measures/" + id + ".yaml", file);
        hub.save(Hub.agreement()
                .dataset("measure")
                .with("format: csv", "format: csv\n    measure: " + id)
                .fields(
                        "Person: ['*', races, hispanic]\nEnrollment: ['*']\nAttendance: ['*']\nProgramParticipation: ['*']\nServiceContact: ['*']\n"
                                + "AssessmentResult: ['*']\nEligibility: ['*', kind]\nCredential: ['*']"));
        hub.deliveries.request(FEED, true, "operator");
        Delivery delivery = hub.deliver().orElseThrow();
        Individual individual = hub.measures.individual(id, "feed_link").orElseThrow();
        assertThat(lines(delivery).get(0))
                .isEqualTo("id,givenName,familyName,"
                        + String.join(
                                ",",
                                individual.values().stream()
                                        .map(Individual.Value::name)
                                        .toList()));
    }

    @Test
    void every_fact_is_made_of_elements_of_the_model() {
        assertThat(Fact.values()).allSatisfy(fact -> assertThat(fact.elements())
                .isNotEmpty()
                .allSatisfy(element -> assertThat(Elements.find(element)).isPresent()));
    }
}
