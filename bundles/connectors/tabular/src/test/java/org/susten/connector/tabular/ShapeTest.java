// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.connector.tabular.mapping.Mapping;
import org.susten.connector.tabular.mapping.MappingCompiler;
import org.susten.connector.tabular.mapping.StreamPlan;
import org.susten.connector.tabular.row.ShapedReader;
import org.susten.files.FileProblemException;
import org.susten.kit.Drops;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.Finding;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Tables of another shape than a row for each thing. */
class ShapeTest {

    private static final String CONTACTS =
            """
            entities:
                  - entity: ServiceContact
                    set:
                      person: {ref: {system: x, site: y, stream: z}, key: id}
                      day: day
                      service: mark
            """;

    @TempDir
    Path folder;

    private final List<Finding> findings = new ArrayList<>();
    private boolean complete;

    private static StreamPlan plan(String stream) throws FileProblemException {
        String yaml = "title: t\nsector: any\nstreams:\n  - name: days\n    files: \"days*\"\n    mode: incremental\n"
                + stream.strip().indent(4);
        return MappingCompiler.compile(org.susten.files.YamlFile.of(yaml), "here", name -> null)
                .streams()
                .get("days");
    }

    private StreamPlan wide(String more) throws FileProblemException {
        return plan(
                "key: [id, day]\n" + more + CONTACTS.replaceAll("(?m)^ {4}", "").strip());
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private List<SourceRecord> read(StreamPlan plan, Cursor since) {
        FolderInlet inlet = new FolderInlet(folder);
        List<SourceRecord> rows = new ArrayList<>();
        try (SourceReader reader = Drops.read(inlet, inlet.names(plan.files()), plan.format(), since, plan.rows())) {
            reader.forEachRemaining(rows::add);
            findings.addAll(reader.findings());
            complete = reader.extent().complete();
        }
        return rows;
    }

    private static List<String> texts(List<SourceRecord> rows, String... columns) {
        return rows.stream()
                .map(row -> String.join(
                        " ",
                        Stream.of(columns).map(row::text).map(String::valueOf).toList()))
                .toList();
    }

    @Test
    void a_column_for_each_day_becomes_a_row_for_each_day_and_zero_is_not_blank() throws Exception {
        file("days.csv", "id,9/1/2026,Note,09/02/2026\n1,0,x,1\n2,,x,1\n3,,x,\n");
        List<SourceRecord> rows =
                read(wide("unpivot: {columns: {mark: \"{day}\"}, parts: {day: {date: [M/d/yyyy]}}}\n"), Cursor.START);
        assertThat(texts(rows, "id", "day", "mark"))
                .containsExactly("1 2026-09-01 0", "1 2026-09-02 1", "2 2026-09-02 1");
        assertThat(rows).extracting(SourceRecord::key).contains("1|2026-09-01");
        assertThat(rows)
                .extracting(row -> row.position().value())
                .containsExactly("days.csv#2:1", "days.csv#2:2", "days.csv#3:2");
        assertThat(complete).isTrue();
        assertThat(texts(
                        read(
                                wide(
                                        "unpivot: {columns: {mark: \"{day}\"}, blank: keep, parts: {day: {date: M/d/yyyy}}}\n"),
                                Cursor.START),
                        "id",
                        "mark"))
                .contains("2 null", "3 null")
                .hasSize(6);
    }

    @Test
    void days_without_a_year_are_of_the_school_year_that_is_named() throws Exception {
        file("days.csv", "id,Sep 8 Present,Jan 12 Present\n1,Y,N\n");
        List<SourceRecord> rows = read(
                wide("unpivot: {columns: {mark: \"{day} Present\"}, parts: {day: {date: MMM d, schoolYear: 2026}}}\n"),
                Cursor.START);
        assertThat(texts(rows, "day", "mark")).containsExactly("2026-09-08 Y", "2027-01-12 N");
    }

    @Test
    void season_and_year_are_captured_and_what_says_less_goes_with_every_row() throws Exception {
        file(
                "days.csv",
                "id,Fall 2022/2023 Age,Fall 2022/2023 Math Scale Score,Fall 2022/2023 Math WHE,"
                        + "Fall 2022/2023 Spanish Math Scale Score,Spring 2022/2023 Math Scale Score\n"
                        + "1,PK,392,Below,,401\n");
        List<SourceRecord> rows = read(
                plan(
                        """
                        key: [id, season, year, area]
                        unpivot:
                          columns:
                            score: "{season} {year} {area} Scale Score"
                            level: "{season} {year} {area} WHE"
                            age: "{season} {year} Age"
                          parts: {season: [Fall, Winter, Spring]}
                        entities:
                          - entity: AssessmentResult
                            set:
                              person: {ref: {system: x, site: y, stream: z}, key: id}
                              assessment: {ref: {system: x, site: y, stream: z}, key: area}
                              score: score
                              level: level
                              status: age
                        """),
                Cursor.START);
        assertThat(texts(rows, "season", "year", "area", "score", "level", "age"))
                .containsExactly("Fall 2022/2023 Math 392 Below PK", "Spring 2022/2023 Math 401 null null");
    }

    @Test
    void a_file_without_any_such_column_is_refused_and_closes_nothing() throws Exception {
        file("days.csv", "id,Note\n1,x\n");
        StreamPlan plan = wide("unpivot: {columns: {mark: \"{day}\"}, parts: {day: date}}\n");
        assertThatThrownBy(() -> read(plan, Cursor.START))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("unpivot expects");
    }

    @Test
    void sessions_of_a_day_are_folded_and_reading_on_from_each_gives_the_rest() throws Exception {
        StringBuilder text = new StringBuilder("id,day,mark,minutes\n");
        for (int i = 0; i < 60; i++) {
            text.append(i % 20)
                    .append(",2026-09-0")
                    .append(i % 2 + 1)
                    .append(i < 40 ? ",absent," : ",present,")
                    .append(i)
                    .append('\n');
        }
        file("days.csv", text.toString());
        StreamPlan plan =
                wide("fold:\n  by: [id, day]\n  take: {minutes: sum, n: count, mark: {rank: [present, absent]}}\n");
        List<SourceRecord> rows = read(plan, Cursor.START);
        assertThat(texts(rows, "id", "day", "n", "mark", "minutes")).hasSize(20).contains("3 2026-09-02 3 present 69");
        for (int i = 0; i < rows.size(); i++) {
            assertThat(read(plan, rows.get(i).position())).hasSize(rows.size() - i - 1);
            assertThat(complete).isFalse();
        }
    }

    @Test
    void what_does_not_fit_in_memory_is_folded_and_joined_by_reading_again() throws Exception {
        StringBuilder days = new StringBuilder("id,day,mark,minutes\n");
        StringBuilder people = new StringBuilder("No,Name\n");
        for (int i = 0; i < 500; i++) {
            days.append(i % 100).append(",2026-09-01,x,1\n");
            people.append(i).append(",N").append(i).append('\n');
        }
        file("days.csv", days.toString() + "\"broken\n");
        file("people.csv", people.toString());
        StreamPlan plan = wide("with: [{files: \"people*\", on: id, key: No, columns: Name}]\n"
                + "fold: {by: [id, day, Name], take: {minutes: sum}}\n");
        List<SourceRecord> rows = new ArrayList<>();
        try (ShapedReader reader = new ShapedReader(
                java.util.Objects.requireNonNull(plan.shape()),
                new FolderInlet(folder),
                "days.csv",
                plan.table(),
                Cursor.START,
                plan.rows(),
                7)) {
            reader.forEachRemaining(rows::add);
            assertThat(reader.extent().complete()).isFalse();
        }
        assertThat(rows).hasSize(101);
        assertThat(texts(rows, "id", "Name", "minutes")).contains("42 N42 5", "99 N99 5");
        assertThat(rows.get(100).presence()).isEqualTo(SourceRecord.Presence.UNREADABLE);
    }

    @Test
    void what_stands_above_a_blank_is_not_taken_from_before_a_row_that_could_not_be_read() throws Exception {
        file(
                "days.csv",
                "id,day,mark\nC1,2026-09-01,x\nC2,2026-09-01,x,surplus\n,2026-09-02,x\n,2026-09-03,x\nC3,2026-09-01,x\n,2026-09-02,x\n");

        List<SourceRecord> rows = read(wide("fill: id\n"), Cursor.START);

        assertThat(rows.stream()
                        .filter(row -> row.presence() == SourceRecord.Presence.PRESENT)
                        .map(SourceRecord::key))
                .containsExactly("C1|2026-09-01", "C3|2026-09-01", "C3|2026-09-02");
        assertThat(rows)
                .filteredOn(row -> row.presence() == SourceRecord.Presence.UNREADABLE)
                .hasSize(3)
                .last()
                .satisfies(row -> assertThat(row.problem()).hasMessageContaining("could not be read"));
    }

    @Test
    void a_file_that_is_joined_and_cut_off_closes_nothing() throws Exception {
        file("days.csv", "id,day,mark\n1,2026-09-01,x\n2,2026-09-01,x\n");
        file("people.csv", "No,Name\n1,Active\n2,\"Act");
        StreamPlan plan = wide("with: [{files: \"people*\", on: id, key: No, columns: Name}]\n"
                + "where: {column: Name, is: [Active]}\n");

        assertThat(read(plan, Cursor.START)).extracting(SourceRecord::key).containsExactly("1|2026-09-01");

        assertThat(complete).isFalse();
        assertThat(findings).extracting(Finding::where).contains("people.csv");
        file("people.csv", "No,Name\n1,Active\n2,Gone\n");
        read(plan, Cursor.START);
        assertThat(complete).isTrue();
        Files.delete(folder.resolve("people.csv"));
        assertThat(read(plan, Cursor.START)).isEmpty();
        assertThat(complete).as("what is joined did not come").isFalse();
    }

    @Test
    void a_sum_of_what_is_no_number_is_told_and_not_guessed() throws Exception {
        file("days.csv", "id,day,mark,minutes\n1,2026-09-01,x,5\n1,2026-09-01,x,many\n");
        SourceRecord row = read(wide("fold: {by: [id, day], take: {minutes: sum}}\n"), Cursor.START)
                .get(0);
        assertThat(row.problem())
                .hasMessageContaining("minutes must be a number")
                .hasMessageNotContaining("many");
    }

    @Test
    void a_report_keeps_its_site_and_period_above_and_names_groups_once() throws Exception {
        file(
                "days.csv",
                "Attendance,,\nSite:,North,\n,,\nGrade,id,day,mark\n05,1,2026-09-01,x\n,2,2026-09-01,x\n,Total,,2\n");
        List<SourceRecord> rows = read(
                plan(
                        """
                        key: [id, day]
                        header: 4
                        above: {site: {line: 2, column: 2}}
                        fill: Grade
                        where: {column: day, blank: false}
                        entities:
                          - entity: ServiceContact
                            set:
                              person: {ref: {system: x, site: y, stream: z}, key: id}
                              organization: {ref: {system: x, site: y, stream: z}, key: [site, Grade]}
                              day: day
                        """),
                Cursor.START);
        assertThat(texts(rows, "id", "Grade", "site")).containsExactly("1 05 North", "2 05 North");
        assertThat(findings).extracting(Finding::what).contains("1 row was left out, as the mapping says");
    }

    @Test
    void a_column_is_known_by_its_other_names() throws Exception {
        file("days.csv", "Student ID,day,mark\n1,2026-09-01,x\n");
        assertThat(texts(read(wide("aliases: {id: [Participant ID, Student ID]}\n"), Cursor.START), "id"))
                .containsExactly("1");
        assertThat(findings).isEmpty();
    }

    @Test
    void fixed_width_xml_and_json_are_read_as_the_file_is_named() throws Exception {
        file("days.txt", "HEADER 2026\n01 2026-09-01 x\n");
        StreamPlan fixed = wide("firstLine: 2\nabove: {mark: {line: 1, from: 8, length: 4}}\n"
                + "fixed: [{name: id, from: 1, length: 2}, {name: day, from: 4, length: 10}]\n");
        assertThat(texts(read(fixed, Cursor.START), "id", "day", "mark")).containsExactly("01 2026-09-01 2026");
        Files.delete(folder.resolve("days.txt"));
        file("days.xml", "<r><Kids><Kid><id>1</id><day>2026-09-01</day><mark>x</mark></Kid></Kids></r>");
        assertThat(texts(read(wide("rows: Kids/Kid\n"), Cursor.START), "id", "mark"))
                .containsExactly("1 x");
        Files.delete(folder.resolve("days.xml"));
        file("days.jsonl", "{\"id\": 1, \"day\": \"2026-09-01\", \"mark\": \"x\"}\n");
        assertThat(texts(read(wide(""), Cursor.START), "id", "mark")).containsExactly("1 x");
    }

    @Test
    void what_cannot_work_is_told_with_line_and_fix() {
        assertThatThrownBy(() -> wide("unpivot: {columns: {mark: \"{day}{x}\"}, parts: {nobody: date}}\n"))
                .isInstanceOfSatisfying(FileProblemException.class, refused -> assertThat(refused.problems())
                        .extracting(FileProblemException.Problem::what)
                        .anyMatch(what -> what.contains("no pattern of columns"))
                        .anyMatch(what -> what.contains("{nobody}")));
    }

    @Test
    void golden_rows_are_the_files_rows() throws Exception {
        Golden golden = Golden.of(
                org.susten.files.YamlFile.of(
                        """
                rows:
                  - stream: days
                    row: {id: 1, 9/1/2026: "1", 9/2/2026: ""}
                    gives:
                      - {entity: ServiceContact, person: x/y/z/1, day: 2026-09-01, service: "1"}
                """));
        StreamPlan plan = wide("unpivot: {columns: {mark: \"{day}\"}, parts: {day: {date: M/d/yyyy}}}\n");
        golden.check(Mapping.of(
                org.susten.spi.Catalogue.of("tabular", "t", org.susten.spi.Sector.ANY).stream(plan.declared())
                        .build(),
                List.of(plan),
                java.util.Set.of()));
    }
}
