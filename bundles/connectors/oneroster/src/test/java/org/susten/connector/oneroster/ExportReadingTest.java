// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.model.ClassMembership;
import org.susten.model.Demographic;
import org.susten.model.Organization;
import org.susten.model.Person;
import org.susten.spi.ConnectorException;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;

/** Exports as they come, and as they should not. */
class ExportReadingTest {

    private static final String ORGS = "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\r\n";
    private static final String DISTRICT = "d1,active,2026-08-01,Susten Unified,district,,\r\n";
    private static final String SCHOOL = "s1,active,2026-08-01,Gadmen School,school,,d1\r\n";

    @TempDir
    Path folder;

    @Test
    void loose_files_and_archives_are_read_alike() throws IOException {
        Export export = Export.of("orgs.csv", ORGS + DISTRICT + SCHOOL).manifest("1.1", "orgs=bulk");
        Path loose = export.into(Files.createDirectory(folder.resolve("loose")));
        Path zipped = export.zipInto(Files.createDirectory(folder.resolve("zipped")), "export.zip");

        assertThat(Export.read(loose, "orgs").all(Organization.class)).hasSize(2);
        assertThat(Export.read(zipped, "orgs").all(Organization.class))
                .isEqualTo(Export.read(loose, "orgs").all(Organization.class));
        assertThat(Export.read(zipped, "orgs").rows())
                .extracting(SourceRecord::position)
                .containsExactly(new Cursor("orgs.csv#2"), new Cursor("orgs.csv#3"));
    }

    @Test
    void an_archive_may_hold_its_files_in_a_folder() throws IOException {
        Export.of("export/orgs.csv", ORGS + DISTRICT)
                .and("__MACOSX/export/._orgs.csv", "x")
                .zipInto(folder, "Export.ZIP");
        assertThat(Export.read(folder, "orgs").one(Organization.class).name()).isEqualTo("Susten Unified");
    }

    @ParameterizedTest
    @CsvSource({"bulk, manifest, true", "delta, manifest, false", "bulk, never, false", "delta, always, true"})
    @DisplayName("R-13 absence closes rows only where the manifest, or the operator, says that the file is everything")
    void the_manifest_says_whether_a_file_is_everything(String mode, String policy, boolean complete)
            throws IOException {
        Export.of("orgs.csv", ORGS + DISTRICT).manifest("1.1", "orgs=" + mode).into(folder);
        assertThat(Export.read(folder, "orgs", "snapshot=" + policy).extent().complete())
                .isEqualTo(complete);
    }

    @Test
    void a_file_called_absent_is_not_read_and_closes_nothing() throws IOException {
        Export.of("orgs.csv", ORGS + DISTRICT)
                .and("users.csv", "sourcedId\n")
                .manifest("1.1", "orgs=absent", "users=bulk")
                .into(folder);
        Export.Read read = Export.read(folder, "orgs");
        assertThat(read.rows()).isEmpty();
        assertThat(read.extent()).isEqualTo(Extent.CHANGES);
        assertThat(read.said()).anyMatch(what -> what.contains("the manifest says that it is absent"));
    }

    @Test
    void a_file_that_was_promised_and_did_not_come_closes_nothing() throws IOException {
        Export.of("orgs.csv", ORGS + DISTRICT)
                .manifest("1.1", "orgs=bulk", "users=bulk")
                .into(folder);
        Export.Read read = Export.read(folder, "users");
        assertThat(read.extent()).isEqualTo(Extent.CHANGES);
        assertThat(read.said()).containsExactly("users.csv: is promised by the manifest and did not come");
    }

    @Test
    void everybody_without_the_file_of_their_roles_is_a_finding_of_1_2() throws IOException {
        Export export = Export.of("users.csv", "sourcedId,status,dateLastModified,givenName\nu1,,,Testa\n");
        export.manifest("1.2", "users=bulk", "roles=absent").into(folder);
        assertThat(Export.read(folder, "roles").said())
                .singleElement()
                .asString()
                .startsWith("roles.csv: did not come with the users of this export of version 1.2");
        export.manifest("1.2", "users=delta", "roles=absent").into(folder);
        assertThat(Export.read(folder, "roles").said()).isEmpty();
        export.manifest("1.1", "users=bulk").into(folder);
        assertThat(Export.read(folder, "roles").said()).isEmpty();
    }

    @Test
    void an_archive_within_the_archive_is_told() throws IOException {
        Export.of("export/OneRoster.ZIP", "not opened").zipInto(folder, "nightly.zip");
        assertThatThrownBy(() -> Export.read(folder, "orgs"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("nightly.zip has no OneRoster file")
                .hasMessageContaining("another archive: send that one by itself");
    }

    @Test
    void without_a_manifest_a_file_with_dates_is_taken_for_changes() throws IOException {
        Export.of("orgs.csv", ORGS + DISTRICT)
                .and("users.csv", "sourcedId,status,dateLastModified\nu1,,\n")
                .into(folder);
        assertThat(Export.read(folder, "orgs").extent().complete()).isFalse();
        assertThat(Export.read(folder, "orgs").said()).anyMatch(what -> what.contains("has no manifest.csv"));
        assertThat(Export.read(folder, "users").extent().complete()).isTrue();
    }

    @Test
    void rows_to_be_deleted_are_told_as_gone() throws IOException {
        Export.of(
                        "orgs.csv",
                        ORGS + DISTRICT + "s9,ToBeDeleted,2026-08-01,,,,\r\n"
                                + "s8,inactive,2026-08-01,Old,school,,\r\n")
                .manifest("1.1", "orgs=delta")
                .into(folder);
        Export.Read read = Export.read(folder, "orgs");
        assertThat(read.rows())
                .extracting(SourceRecord::presence)
                .containsExactly(Presence.PRESENT, Presence.DELETED, Presence.DELETED);
        assertThat(read.rows().get(1).key()).isEqualTo("s9");
        assertThat(read.said()).contains("orgs.csv: 1 row is inactive, which is read as tobedeleted");
    }

    @Test
    void a_delta_without_status_or_date_is_a_finding() throws IOException {
        Export.of("orgs.csv", ORGS + "d1,,,Susten Unified,district,,\r\n" + SCHOOL)
                .manifest("1.1", "orgs=delta")
                .into(folder);
        Export.Read read = Export.read(folder, "orgs");
        assertThat(read.entities()).hasSize(2);
        assertThat(read.said()).anyMatch(what -> what.startsWith("orgs.csv: 1 row of this delta lacks status"));
    }

    @Test
    void file_names_and_manifest_words_may_be_in_any_case() throws IOException {
        Export.of("ORGS.CSV", ORGS + DISTRICT)
                .and(
                        "Manifest.csv",
                        "\uFEFFPropertyName,Value\noneroster.version,1.1\nFILE.orgs,Bulk\nfile.roles*,absent\n")
                .into(folder);
        Export.Read read = Export.read(folder, "orgs");
        assertThat(read.entities()).hasSize(1);
        assertThat(read.extent().complete()).isTrue();
        assertThat(read.said()).contains("ORGS.CSV: should be named orgs.csv");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\n", "\r"})
    @DisplayName("R-09 byte order mark, any line end and quoted line breaks")
    void any_line_end_is_read(String end) throws IOException {
        String text = "\uFEFF"
                + (ORGS + "d1,,,\"Susten" + "\r\n" + "Unified\",district,,\r\n" + "s1,,,Gadmen,school,,d1\r\n")
                        .replace("\r\n", end);
        Export.of("orgs.csv", text).manifest("1.1", "orgs=bulk").into(folder);
        Export.Read read = Export.read(folder, "orgs");
        assertThat(read.all(Organization.class))
                .extracting(Organization::name)
                .containsExactly("Susten" + end + "Unified", "Gadmen");
        assertThat(read.extent().complete()).isTrue();
    }

    @Test
    @DisplayName("R-09 Latin-1 bytes")
    void latin_1_is_read() throws IOException {
        new Export()
                .and(
                        "users.csv",
                        "sourcedId,role,givenName,familyName\nu1,student,José,Zürcher\n",
                        Charset.forName("ISO-8859-1"))
                .into(folder);
        Export.Read read = Export.read(folder, "users");
        assertThat(read.one(Person.class).givenName()).isEqualTo("José");
        assertThat(read.said()).anyMatch(what -> what.contains("Windows-1252"));
    }

    @Test
    @DisplayName("R-15 extra, missing and reordered columns")
    void columns_may_differ() throws IOException {
        Export.of("enrollments.csv", "vendorKey,ROLE,user SourcedId,classSourcedId,sourcedId\n77,student,u1,k1,e1\n")
                .into(folder);
        Export.Read read = Export.read(folder, "enrollments");
        assertThat(read.one(ClassMembership.class).person().key()).isEqualTo("u1");
        assertThat(read.said())
                .anyMatch(what ->
                        what.startsWith("enrollments.csv: missing columns: status, dateLastModified, schoolSourcedId"))
                .contains("enrollments.csv: columns nobody asked for: vendorKey");
        assertThat(read.entities()).hasSize(2);
    }

    @Test
    void a_file_without_its_key_is_refused() throws IOException {
        Export.of("orgs.csv", "name,type\nSusten,district\n").into(folder);
        assertThatThrownBy(() -> Export.read(folder, "orgs"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("no column sourcedId");
    }

    @Test
    void the_key_of_demographics_may_have_its_former_name() throws IOException {
        Export.of("demographics.csv", "userSourcedId,birthdate,sex\nu1,2014-03-09,female\n")
                .into(folder);
        Demographic demographic = Export.read(folder, "demographics").one(Demographic.class);
        assertThat(demographic.person().key()).isEqualTo("u1");
        assertThat(demographic.birthDate()).hasToString("2014-03-09");
    }

    @Test
    @DisplayName("R-09, R-13 an empty file, a header alone and a file cut in the middle")
    void files_without_rows_or_without_end() throws IOException {
        Export.of("orgs.csv", "")
                .manifest("1.1", "orgs=bulk", "users=bulk", "courses=bulk")
                .and("users.csv", "sourcedId,role,givenName,familyName\r\n")
                .and("courses.csv", "sourcedId,title,courseCode\nc1,Reading,R\nc2,\"Mathem")
                .into(folder);
        assertThat(Export.read(folder, "orgs").extent().complete()).isFalse();
        assertThat(Export.read(folder, "users").extent().complete()).isTrue();
        Export.Read cut = Export.read(folder, "courses");
        assertThat(cut.extent().complete()).isFalse();
        assertThat(cut.entities()).hasSize(1);
        assertThat(cut.refused()).hasSize(1);
    }

    @Test
    void a_truncated_archive_is_refused() throws IOException {
        Export.of("orgs.csv", ORGS + DISTRICT + SCHOOL).zipInto(folder, "export.zip");
        Path archive = folder.resolve("export.zip");
        byte[] bytes = Files.readAllBytes(archive);
        Files.write(archive, Arrays.copyOf(bytes, bytes.length - 30));
        assertThatThrownBy(() -> Export.read(folder, "orgs"))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("export.zip is no ZIP archive");
    }

    @Test
    @DisplayName("S-13 an archive with ../ in it is refused")
    void an_archive_that_climbs_out_is_refused() throws IOException {
        Export.of("../orgs.csv", ORGS + DISTRICT).zipInto(folder, "export.zip");
        assertThatThrownBy(() -> Export.read(folder, "orgs")).hasMessageContaining("leaves the archive");
    }

    @Test
    void of_several_archives_the_newest_bulk_is_read_and_deltas_are_refused() throws IOException {
        Export.of("orgs.csv", ORGS + DISTRICT).manifest("1.1", "orgs=bulk").zipInto(folder, "export-1.zip");
        Export.of("orgs.csv", ORGS + DISTRICT + SCHOOL)
                .manifest("1.1", "orgs=bulk")
                .zipInto(folder, "export-2.zip");
        assertThat(Export.read(folder, "orgs").entities()).hasSize(2);
        Export.of("orgs.csv", ORGS + DISTRICT).manifest("1.1", "orgs=delta").zipInto(folder, "export-3.zip");
        assertThatThrownBy(() -> Export.read(folder, "orgs")).hasMessageContaining("holds changes only");
    }

    @Test
    void what_is_no_export_is_refused() throws IOException {
        Files.writeString(folder.resolve("students.csv"), "id\n1\n");
        assertThatThrownBy(() -> Export.read(folder, "orgs")).hasMessageContaining("has no OneRoster file");
    }

    @Test
    void settings_that_cannot_be_meant_are_refused() {
        for (String setting : new String[] {"site=", "site=a b", "snapshot=sometimes"}) {
            assertThatThrownBy(() -> Export.read(folder, "orgs", setting))
                    .isInstanceOfSatisfying(ConnectorException.class, e -> assertThat(e.kind())
                            .isEqualTo(ConnectorException.Kind.CONFIG));
        }
    }
}
