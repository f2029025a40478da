// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.files.FileKind;
import org.susten.files.FileProblemException;
import org.susten.files.FileProblemException.Problem;
import org.susten.model.Attendance;
import org.susten.model.AttendanceCategory;

class MappingFilesTest {

    private static final String MAPPING =
            """
            title: Days
            sector: school
            streams:
              - name: days
                files: "days*.csv"
                mode: snapshot
                key: [child, day]
                entities:
                  - entity: Attendance
                    set:
                      person: {ref: days, key: child}
                      day: day
                      category: {column: code, as: {crosswalk: codes}}
            """;

    private static final String GOLDEN =
            """
            rows:
              - stream: days
                row: {child: "1", day: 2026-09-08, code: L}
                gives: [{entity: Attendance, person: days/1, day: 2026-09-08, category: Tardy}]
            """;

    private static final String CODES = "# case: exact\nlocal,ceds\nP,Present\nL,Tardy\n";

    @TempDir
    Path folder;

    private final Mappings mappings = new Mappings();
    private final FileKind mappingFiles = new MappingFiles(mappings);
    private final FileKind crosswalkFiles = new CrosswalkFiles(mappings);
    private final List<String> told = new ArrayList<>();

    private void save(String name, String content) throws IOException, FileProblemException {
        kind(name).accept(name, write(name, content));
    }

    private FileKind kind(String name) {
        return name.startsWith("mappings/") ? mappingFiles : crosswalkFiles;
    }

    private Path write(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name.replace('/', '-')), content);
    }

    private List<Problem> refused(String name, String content) throws IOException {
        Path file = write(name, content);
        FileProblemException refused = catchThrowableOfType(
                FileProblemException.class, () -> kind(name).accept(name, file));
        assertThat(refused).as(name + " is refused").isNotNull();
        return refused.problems();
    }

    private AttendanceCategory category(String code) throws FileProblemException {
        TabularConnector connector = TestMappings.connector(mappings, "days", "here");
        return ((Attendance) connector
                        .map(TestMappings.row(
                                connector, "days", Map.of("child", "1", "day", "2026-09-08", "code", code)))
                        .get(0))
                .category();
    }

    @Test
    void a_good_file_is_in_force_and_a_bad_one_leaves_it_so() throws Exception {
        save("crosswalks/codes.csv", CODES);
        save("mappings/days.yaml", MAPPING);
        assertThat(refused("mappings/days.yaml", MAPPING.replace("key: child}", "kee: child}")))
                .hasSize(1);
        assertThat(category("L")).isEqualTo(AttendanceCategory.TARDY);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "title: Days; titel: Days; 1; cannot have titel",
                "mode: snapshot; mode: snapshots; 6; not known",
                "entity: Attendance; entity: Absence; 9; no entity Absence",
                "day: day; dai: day; 12; no dai to set",
                "day: day; day: {column: day, as: {date: dd/QQ}}; 12; not the format",
                "day: day; day: {column: day, as: [dates]}; 12; step is not known",
                "day: day; day: {column: day, as: integer}; 12; whole number",
                "day: day; day: {colum: day}; 12; colum cannot stand here",
                "ref: days; ref: childs; 11; no row of this mapping",
                "crosswalk: codes; crosswalk: kodes; 13; no crosswalk kodes",
                "as: {crosswalk: codes}; default: 3; 13; not a code",
                "streams:; streams; 4; not YAML",
                "files: \"days*.csv\"; name: days; 5; second time"
            })
    void a_bad_file_is_refused_with_line_and_fix(String good, String bad, int line, String what) throws Exception {
        save("crosswalks/codes.csv", CODES);
        String text = bad.startsWith("default")
                ? MAPPING.replace("{column: code, as: {crosswalk: codes}}", "{constant: Sometimes}")
                : MAPPING.replace(good, bad);
        List<Problem> problems = refused("mappings/days.yaml", text);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.what()).contains(what.equals("not a code") ? "is not a code of" : what);
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.fix()).isNotBlank();
        });
    }

    @Test
    void all_that_is_wrong_is_said_at_once() throws Exception {
        assertThat(refused("mappings/days.yaml", MAPPING.replace("day: day", "dai: day")))
                .extracting(Problem::line)
                .containsExactly(10, 12, 13);
    }

    @Test
    void a_mapping_whose_golden_rows_fail_is_refused() throws Exception {
        save("crosswalks/codes.csv", CODES);
        save("mappings/days.golden.yaml", GOLDEN);
        assertThat(refused(
                        "mappings/days.yaml",
                        MAPPING.replace("{column: code, as: {crosswalk: codes}}", "{constant: Present}")))
                .extracting(Problem::what)
                .containsExactly("line 4 of days.golden.yaml: the mapping gives another category");
        save("mappings/days.yaml", MAPPING);
    }

    @Test
    void a_golden_row_with_another_id_or_too_few_entities_says_what_an_id_is_made_of_and_which_there_are()
            throws Exception {
        save("crosswalks/codes.csv", CODES);
        save("mappings/days.yaml", MAPPING);
        assertThat(refused("mappings/days.golden.yaml", GOLDEN.replace("person:", "id: days/1, person:")))
                .singleElement()
                .extracting(Problem::fix, InstanceOfAssertFactories.STRING)
                .contains("the text of the key's columns");
        assertThat(refused("mappings/days.golden.yaml", GOLDEN.replaceFirst("gives: .*", "gives: []")))
                .extracting(Problem::what)
                .containsExactly("the mapping makes 1 entity of this row (Attendance), not 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "owner: x; ownr: x; use one of title, sector, owner, notes, streams",
                "mode: snapshot; mod: snapshot; use one of name, files, source, mode,"
            })
    void a_key_that_cannot_stand_there_is_answered_with_those_that_can(String good, String bad, String fix)
            throws Exception {
        assertThat(refused("mappings/days.yaml", ("owner: x\n" + MAPPING).replace(good, bad)))
                .extracting(Problem::fix)
                .anySatisfy(each -> assertThat(each).contains(fix));
    }

    @Test
    void a_crosswalk_that_breaks_a_golden_row_is_refused_and_the_last_good_one_counts() throws Exception {
        save("crosswalks/codes.csv", CODES);
        save("mappings/days.golden.yaml", GOLDEN);
        save("mappings/days.yaml", MAPPING);
        assertThat(refused("crosswalks/codes.csv", CODES.replace("Tardy", "EarlyDeparture")))
                .extracting(Problem::what)
                .containsExactly(
                        "mapping days does not work with it: line 4 of days.golden.yaml: the mapping gives another category");
        assertThat(category("L")).isEqualTo(AttendanceCategory.TARDY);
    }

    @Test
    void a_crosswalk_with_a_code_the_model_does_not_have_is_refused_where_it_is_used() throws Exception {
        save("crosswalks/codes.csv", CODES);
        save("mappings/days.yaml", MAPPING);
        assertThat(refused("crosswalks/codes.csv", CODES + "Z,Asleep\n").get(0).what())
                .contains("Asleep is not a code of AttendanceCategory");
    }

    @Test
    void files_that_only_work_together_come_into_force_in_any_order() throws Exception {
        String codes = CODES.replace("Tardy", "Partial");
        String golden = GOLDEN.replace("Tardy", "Partial");
        for (List<String> order : List.of(List.of("crosswalk", "golden"), List.of("golden", "crosswalk"))) {
            save("crosswalks/codes.csv", CODES);
            mappingFiles.withdraw("mappings/days.golden.yaml");
            save("mappings/days.golden.yaml", GOLDEN);
            save("mappings/days.yaml", MAPPING);
            boolean codesFirst = order.get(0).equals("crosswalk");
            String first = codesFirst ? "crosswalks/codes.csv" : "mappings/days.golden.yaml";
            String second = codesFirst ? "mappings/days.golden.yaml" : "crosswalks/codes.csv";
            refused(first, codesFirst ? codes : golden);
            save(second, codesFirst ? golden : codes);
            // The hub offers a refused file again once another came into force.
            save(first, codesFirst ? codes : golden);
            assertThat(category("L")).isEqualTo(AttendanceCategory.PARTIAL);
            mappingFiles.withdraw("mappings/days.yaml");
        }
    }

    @Test
    void a_check_changes_nothing() throws Exception {
        save("crosswalks/codes.csv", CODES);
        Path file = write("mappings/days.yaml", MAPPING);
        assertThat(mappingFiles.check("mappings/days.yaml", file)).isEqualTo("mapping days reads days from days*.csv");
        assertThat(mappings.names()).isEmpty();
    }

    @Test
    void followers_are_told_of_each_change_of_the_mapping_and_of_its_crosswalks() throws Exception {
        mappings.follow("days", follower());
        save("crosswalks/codes.csv", CODES);
        save("mappings/days.yaml", MAPPING);
        save("crosswalks/codes.csv", CODES + "E,EarlyDeparture\n");
        crosswalkFiles.withdraw("crosswalks/codes.csv");
        save("crosswalks/codes.csv", CODES);
        mappingFiles.withdraw("mappings/days.yaml");
        assertThat(told).containsExactly("absent", "in force", "in force", "absent", "in force", "absent");
    }

    private Mappings.Follower follower() {
        return new Mappings.Follower() {
            @Override
            public void inForce(Mappings.Source source) {
                told.add("in force");
            }

            @Override
            public void absent(@Nullable String why) {
                told.add("absent");
            }
        };
    }
}
