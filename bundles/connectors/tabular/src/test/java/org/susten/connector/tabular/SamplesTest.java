// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.susten.files.FileProblemException;
import org.susten.model.Attendance;
import org.susten.model.ConsentKind;
import org.susten.model.ConsentRecord;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.Sensitivity;
import org.susten.spi.Catalogue;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** The mappings of the demo on the files of the demo: every row is read, and becomes what it should or is refused with a cause. */
class SamplesTest {

    private static final Path SAMPLES = Path.of("../../../samples");
    private static final Mappings MAPPINGS = new Mappings();

    /** What became of a stream's rows. */
    private record Outcome(int rows, Map<String, Integer> made, Map<String, Integer> refused, Set<String> people) {}

    @BeforeAll
    static void put_the_demos_files_in_force() throws IOException, FileProblemException {
        CrosswalkFiles crosswalks = new CrosswalkFiles(MAPPINGS);
        for (Path file : list("etc/crosswalks")) {
            crosswalks.accept("crosswalks/" + file.getFileName(), file);
        }
        MappingFiles mappings = new MappingFiles(MAPPINGS);
        for (Path file : list("etc/mappings")) {
            mappings.accept("mappings/" + file.getFileName(), file);
        }
    }

    private static List<Path> list(String folder) throws IOException {
        try (Stream<Path> files = Files.list(SAMPLES.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    private static Outcome read(String mapping, String site, String stream) throws FileProblemException {
        TabularConnector connector = TestMappings.connector(MAPPINGS, mapping, site);
        Path folder = SAMPLES.resolve("data").resolve(mapping);
        Outcome outcome = new Outcome(0, new TreeMap<>(), new TreeMap<>(), new TreeSet<>());
        int rows = 0;
        FolderInlet inlet = new FolderInlet(folder);
        connector.check(inlet);
        try (SourceReader reader = connector.read(connector.catalogue().stream(stream), Cursor.START, inlet)) {
            while (reader.hasNext()) {
                SourceRecord row = reader.next();
                rows++;
                if (row.key().isEmpty()) {
                    outcome.refused.merge("no key", 1, Integer::sum);
                    continue;
                }
                try {
                    for (Entity entity : connector.map(row)) {
                        outcome.made.merge(entity.getClass().getSimpleName(), 1, Integer::sum);
                        if (entity instanceof Person person) {
                            outcome.people.add(person.id().key());
                        }
                    }
                } catch (MappingException e) {
                    outcome.refused.merge(e.column() + " " + e.rule(), 1, Integer::sum);
                }
            }
            assertThat(reader.extent()).isEqualTo(Extent.SNAPSHOT);
            assertThat(reader.findings()).isEmpty();
        }
        return new Outcome(rows, outcome.made, outcome.refused, outcome.people);
    }

    @Test
    void every_day_of_every_student_is_read_and_sixteen_rows_are_refused_for_three_causes() throws Exception {
        Outcome outcome = read("riverside-attendance", "riverside", "attendance");
        assertThat(outcome.rows).isEqualTo(60_016);
        assertThat(outcome.made).containsOnly(Map.entry("Attendance", 60_000), Map.entry("Person", 60_000));
        assertThat(outcome.people).hasSize(1_500).isEqualTo(truth("tabular/riverside/students"));
        assertThat(outcome.refused)
                .containsOnly(
                        Map.entry("code code:riverside-attendance", 12),
                        Map.entry("date date", 3),
                        Map.entry("no key", 1));
    }

    @Test
    void every_child_of_the_club_is_read_and_three_rows_are_refused() throws Exception {
        Outcome outcome = read("lanternclub", "lanternclub", "children");
        Set<String> truth = truth("tabular/lanternclub/children");
        assertThat(outcome.people).isEqualTo(truth);
        assertThat(outcome.rows).isEqualTo(truth.size() + 3);
        assertThat(outcome.made)
                .containsOnly(
                        Map.entry("Organization", truth.size()),
                        Map.entry("Program", truth.size()),
                        Map.entry("Person", truth.size()),
                        Map.entry("ProgramParticipation", truth.size()),
                        Map.entry("ConsentRecord", 4));
        assertThat(outcome.refused).containsOnly(Map.entry("birth_date date", 2), Map.entry("no key", 1));
    }

    @Test
    void parents_who_said_no_have_refused_everything_from_enrollment_on() throws Exception {
        TabularConnector connector = TestMappings.connector(MAPPINGS, "lanternclub", "lanternclub");
        Map<String, String> child = new TreeMap<>(
                Map.of("child_id", "L7", "program", "Makers Lab", "enrolled_on", "09/14/2026", "may_share", "no"));
        List<Entity> made = connector.map(TestMappings.row(connector, "children", child));
        assertThat(made)
                .filteredOn(ConsentRecord.class::isInstance)
                .singleElement(InstanceOfAssertFactories.type(ConsentRecord.class))
                .satisfies(said -> {
                    assertThat(said.person()).isEqualTo(made.get(2).id());
                    assertThat(said.kind()).isEqualTo(ConsentKind.REFUSAL);
                    assertThat(said.scope()).isNull();
                    assertThat(said.by()).isEqualTo("parent");
                    assertThat(said.begin()).isEqualTo(LocalDate.of(2026, 9, 14));
                    assertThat(said.end()).isNull();
                });
        child.put("may_share", "yes");
        assertThat(connector.map(TestMappings.row(connector, "children", child)))
                .noneMatch(ConsentRecord.class::isInstance);
    }

    @Test
    void the_catalogue_says_that_may_share_is_personal_and_tells_of_consent() throws Exception {
        TabularConnector connector = TestMappings.connector(MAPPINGS, "lanternclub", "lanternclub");
        Catalogue.Stream children = connector.catalogue().stream("children");
        assertThat(children.yields()).contains(ConsentRecord.class);
        assertThat(children.fields())
                .contains(Catalogue.field("may_share", "ConsentRecord.kind", Sensitivity.PERSONAL));
    }

    @Test
    void every_visit_is_read_and_nine_rows_are_refused_for_two_causes() throws Exception {
        Outcome outcome = read("lanternclub", "lanternclub", "visits");
        assertThat(outcome.made).containsOnlyKeys("ServiceContact");
        assertThat(outcome.made.get("ServiceContact")).isEqualTo(outcome.rows - 9);
        assertThat(outcome.refused).containsOnly(Map.entry("visit_date date", 4), Map.entry("minutes minutes", 5));
    }

    @Test
    void every_preschooler_is_read_and_two_rows_are_refused() throws Exception {
        Outcome outcome = read("firststeps", "firststeps", "preschoolers");
        Set<String> truth = truth("tabular/firststeps/preschoolers");
        assertThat(outcome.people).isEqualTo(truth);
        assertThat(outcome.rows).isEqualTo(truth.size() + 2);
        assertThat(outcome.refused)
                .containsOnly(Map.entry("Exit Reason code:firststeps-exit", 1), Map.entry("Entry Date date", 1));
    }

    @Test
    void attendance_names_the_school_by_the_rosters_own_key() throws Exception {
        TabularConnector connector = TestMappings.connector(MAPPINGS, "riverside-attendance", "riverside");
        SourceRecord row = TestMappings.row(
                connector,
                "attendance",
                Map.of("student_number", "7", "school", "0102", "date", "2026-09-08", "code", "E"));
        Attendance attendance = (Attendance) connector.map(row).get(1);
        assertThat(attendance.organization()).isNotNull();
        assertThat(attendance.organization().system()).isEqualTo("oneroster");
        assertThat(attendance.organization().key()).isEqualTo("org-102");
    }

    private static Set<String> truth(String source) throws IOException {
        Set<String> keys = new TreeSet<>();
        for (String line : Files.readAllLines(SAMPLES.resolve("truth.csv"))) {
            String[] row = line.split(",");
            if (row[0].equals(source)) {
                keys.add(row[1]);
            }
        }
        return keys;
    }
}
