// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.susten.files.FileProblemException;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;

class TableFormatTest {

    @TempDir
    Path folder;

    private TabularConnector connector(String options) throws FileProblemException {
        return TestMappings.connector(
                """
                title: people
                sector: any
                streams:
                  - name: people
                    files: "people*"
                    mode: snapshot
                    key: no
                %s    entities:
                      - entity: Person
                        set: {givenName: name, birthDate: {column: born, as: {date: M/d/yyyy}}}
                """
                        .formatted(options),
                name -> null);
    }

    private List<Person> read(TabularConnector connector) {
        List<Person> people = new ArrayList<>();
        FolderInlet inlet = new FolderInlet(folder);
        try (SourceReader reader = connector.read(connector.catalogue().stream("people"), Cursor.START, inlet)) {
            reader.forEachRemaining(row -> {
                for (Entity entity : connector.map(row)) {
                    people.add((Person) entity);
                }
            });
            assertThat(reader.extent().complete()).isTrue();
        }
        return people;
    }

    private void gzip(String name, String text) throws IOException {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void compressed_and_plain_files_of_one_stream_are_read_in_name_order() throws Exception {
        gzip("people-1.csv.gz", "no,name,born\n1,Ann,1/2/2019\n2,Bo,2/3/2018\n");
        Files.writeString(folder.resolve("people-2.csv"), "no,name,born\n3,Cy,3/4/2017\n");
        assertThat(read(connector(""))).extracting(Person::givenName).containsExactly("Ann", "Bo", "Cy");
    }

    @Test
    void a_workbook_is_read_from_the_sheet_and_line_that_the_mapping_names() throws Exception {
        try (OutputStream out = Files.newOutputStream(folder.resolve("people.xlsx"));
                Workbook workbook = new Workbook(out, "tests", "1.0")) {
            workbook.newWorksheet("Cover").value(0, 0, "nothing here");
            Worksheet sheet = workbook.newWorksheet("List");
            sheet.value(0, 0, "Printed for nobody");
            String[][] rows = {{"no", "name", "born"}, {"7", "Ann", "1/2/2019"}};
            for (int r = 0; r < rows.length; r++) {
                for (int c = 0; c < 3; c++) {
                    sheet.value(r + 2, c, rows[r][c]);
                }
            }
            sheet.value(4, 0, 8);
            sheet.value(4, 1, "Bo");
            sheet.value(4, 2, java.time.LocalDate.of(2018, 2, 3));
            sheet.style(4, 2).format("yyyy-mm-dd").set();
        }
        List<Person> people = read(connector("    sheet: List\n    header: 3\n"));
        assertThat(people).extracting(person -> person.id().key()).containsExactly("7", "8");
        assertThat(people.get(1).birthDate()).isEqualTo(java.time.LocalDate.of(2018, 2, 3));
    }

    @Test
    void a_file_without_a_header_has_the_columns_the_mapping_names() throws Exception {
        Files.writeString(folder.resolve("people.txt"), "1\tAnn\t1/2/2019\n");
        assertThat(read(connector("    delimiter: tab\n    columns: [no, name, born]\n")))
                .hasSize(1);
    }

    @Test
    @DisplayName("R-15 a column that came, went or changed its name is a finding, and the rows are still read")
    void columns_that_come_and_go_are_findings() throws Exception {
        Files.writeString(folder.resolve("people.csv"), "NO ,first name,born,nickname\n1,Ann,1/2/2019,A\n");
        TabularConnector connector = connector("");
        FolderInlet inlet = new FolderInlet(folder);
        try (SourceReader reader = connector.read(connector.catalogue().stream("people"), Cursor.START, inlet)) {
            Person person = (Person) connector.map(reader.next()).get(0);
            assertThat(person.birthDate()).isEqualTo(java.time.LocalDate.of(2019, 1, 2));
            assertThat(person.givenName()).isNull();
            String findings = reader.findings().toString();
            assertThat(findings).contains("name").contains("first name").contains("nickname");
        }
    }

    @Test
    @DisplayName("R-15 columns that change their places from one file to the next are the same columns")
    void columns_in_another_order_are_the_same() throws Exception {
        Files.writeString(folder.resolve("people-1.csv"), "no,name,born\n1,Ann,1/2/2019\n");
        Files.writeString(folder.resolve("people-2.csv"), "born,no,name\n2/3/2018,2,Bo\n");
        List<Person> people = read(connector(""));
        assertThat(people).extracting(Person::givenName).containsExactly("Ann", "Bo");
        assertThat(people.get(1).birthDate()).isEqualTo(java.time.LocalDate.of(2018, 2, 3));
        assertThat(people.get(1).id().key()).isEqualTo("2");
    }

    @Test
    @DisplayName(
            "R-15 a column whose values are of another kind from one day on makes its rows unreadable, by name and with what was expected")
    void a_column_of_another_kind_is_told_of() throws Exception {
        Files.writeString(
                folder.resolve("people.csv"),
                "no,name,born\n1,Ann,1/2/2019\n2,Bo,3rd of February\n3,17,43134\n4,Cy,4/5/2017\n");
        TabularConnector connector = connector("");
        List<String> refused = new ArrayList<>();
        List<String> names = new ArrayList<>();
        try (SourceReader reader =
                connector.read(connector.catalogue().stream("people"), Cursor.START, new FolderInlet(folder))) {
            reader.forEachRemaining(row -> {
                try {
                    connector.map(row).forEach(person -> names.add(((Person) person).givenName()));
                } catch (MappingException e) {
                    refused.add(row.key() + ' ' + e.column() + ": " + e.getMessage());
                }
            });
        }
        assertThat(names).as("what is still readable is read").containsExactly("Ann", "Cy");
        assertThat(refused).hasSize(2).allSatisfy(why -> assertThat(why).contains("born", "M/d/yyyy"));
        assertThat(refused.toString()).doesNotContain("February", "43134");
    }

    @Test
    void a_file_without_the_key_column_is_refused_as_a_whole() throws Exception {
        Files.writeString(folder.resolve("people.csv"), "number,name,born\n1,Ann,1/2/2019\n");
        TabularConnector connector = connector("");
        assertThatThrownBy(() -> read(connector))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("no");
    }

    @Test
    @DisplayName("S-14 a compressed file that unpacks to more than a table could is refused")
    void a_compressed_bomb_is_refused() throws Exception {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("people.csv.gz")))) {
            out.write("no,name,born\n".getBytes(StandardCharsets.UTF_8));
            byte[] blank = "\n".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 100; i++) {
                out.write(blank);
            }
        }
        TabularConnector connector = connector("");
        assertThatThrownBy(() -> read(connector))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("people.csv.gz");
    }

    @Test
    void a_file_named_gz_that_is_none_is_refused() throws Exception {
        Files.writeString(folder.resolve("people.csv.gz"), "no,name,born\n1,Ann,1/2/2019\n");
        TabularConnector connector = connector("");
        assertThatThrownBy(() -> read(connector)).isInstanceOf(ConnectorException.class);
    }
}
