// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.susten.connector.oneroster.OneRosterConnector;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.packing.RosterHeaders;
import org.susten.governance.Ledger.Entry;
import org.susten.model.ClassMembership;
import org.susten.model.ConsentKind;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

class RosterTest extends OnHub {

    @BeforeEach
    void a_district_with_classes() {
        hub.community.commit(Classes.all());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void every_file_has_the_columns_of_the_standard_and_every_reference_resolves(String version) throws IOException {
        hub.save(roster(version, FIELDS));
        Map<String, List<List<String>>> files = unzip(hub.deliver().orElseThrow());
        assertThat(files.keySet())
                .contains("manifest", "orgs", "academicSessions", "courses", "classes", "users", "enrollments")
                .contains("demographics", "lineItems", "results", "categories");
        assertThat(files.containsKey("roles")).isEqualTo(version.equals("1.2"));
        files.forEach((name, rows) -> assertThat(rows.get(0))
                .isEqualTo(
                        name.equals("manifest") ? List.of("propertyName", "value") : RosterHeaders.of(version, name)));
        assertThat(column(files, "manifest", "value"))
                .startsWith("1.0", version)
                .contains("bulk", "absent");
        assertThat(column(files, "users", "sourcedId")).contains("c1", "c2", "c3", "c4");
        assertThat(column(files, "orgs", "sourcedId"))
                .containsAll(column(files, "classes", "schoolSourcedId"))
                .containsAll(column(files, "courses", "orgSourcedId"));
        assertThat(column(files, "courses", "sourcedId")).containsAll(column(files, "classes", "courseSourcedId"));
        assertThat(column(files, "users", "sourcedId"))
                .containsAll(column(files, "enrollments", "userSourcedId"))
                .containsAll(column(files, "results", "studentSourcedId"))
                .containsAll(column(files, "demographics", "sourcedId"));
        assertThat(column(files, "classes", "sourcedId")).containsAll(column(files, "enrollments", "classSourcedId"));
        assertThat(column(files, "lineItems", "sourcedId")).containsAll(column(files, "results", "lineItemSourcedId"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "1.2"})
    void our_own_connector_reads_it_back_whole_and_finds_nothing_amiss(String version) throws IOException {
        hub.save(roster(version, FIELDS));
        Delivery delivery = hub.deliver().orElseThrow();
        Path arrived = Files.createDirectory(folder.resolve("arrived"));
        Files.copy(delivery.folder().resolve("bridges-feed.zip"), arrived.resolve("roster.zip"));
        OneRosterConnector connector =
                new OneRosterConnector(Settings.of(OneRosterConnector.Config.class, "site=susten"));
        List<Entity> entities = new ArrayList<>();
        long rows = 0;
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            try (SourceReader reader =
                    connector.read(stream, Cursor.START, new TestContext(new FolderInlet(arrived)))) {
                while (reader.hasNext()) {
                    SourceRecord row = reader.next();
                    entities.addAll(connector.map(row));
                    rows++;
                }
                assertThat(reader.findings()).as(stream.name()).isEmpty();
            }
        }
        assertThat(rows).isEqualTo(delivery.rows());
        assertThat(entities.stream().filter(Person.class::isInstance)).hasSize(5);
        assertThat(entities.stream().filter(ClassMembership.class::isInstance)).hasSize(3);
    }

    @Test
    @DisplayName("P-03 what is not granted is in no file: neither fields, nor people, nor classes nobody granted is in")
    void nothing_but_what_is_granted_is_in_it() throws IOException {
        hub.save(roster(
                "1.2", "Organization: [name, type]\nEnrollment: [organization]\nPerson: [givenName, familyName]\n"));
        Delivery delivery = hub.deliver().orElseThrow();
        Map<String, List<List<String>>> files = unzip(delivery);
        assertThat(files.keySet()).containsExactlyInAnyOrder("manifest", "orgs", "users", "roles");
        String all = files.toString();
        assertThat(all)
                .contains("Canary1", "Pupil4")
                .doesNotContain("Canary5", "1001", "2016", "Algebra", "Teach", "FEMALE", "female");
        assertThat(hub.ledger.entries(delivery.id())).isEqualTo(4);
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 10))
                .extracting(Entry::fields)
                .containsOnly(List.of(
                        "Enrollment.organization",
                        "Organization.name",
                        "Organization.type",
                        "Person.familyName",
                        "Person.givenName"));
        assertThat(delivery.message()).contains("1 person is in no school");
    }

    @Test
    void a_teacher_is_in_it_only_where_the_agreement_says_so_and_tells_no_more_than_a_name() throws IOException {
        hub.save(roster("1.1", FIELDS.replace("StaffAssignment: [person]\n", "")));
        assertThat(unzip(hub.deliver().orElseThrow()).toString()).doesNotContain("Teach");
        hub.save(roster("1.1", FIELDS));
        Map<String, List<List<String>>> files = unzip(hub.deliver().orElseThrow());
        assertThat(column(files, "users", "role")).containsOnlyOnce("teacher");
        assertThat(files.get("users").toString()).contains("Teach").doesNotContain("staff@riverside.example");
    }

    @Test
    void a_teacher_has_an_address_at_work_only_where_the_agreement_says_so() throws IOException {
        SourceId teacher = Community.users("users", "t1");
        SourceId parent = Community.users("users", "a1");
        hub.community.commit(Person.builder(parent)
                .roles(Set.of(PersonRole.GUARDIAN))
                .givenName("Teach")
                .familyName("Er")
                .emails(List.of("private@home.example"))
                .build());
        hub.community.merge(hub.community.person(teacher), hub.community.person(parent));
        hub.save(roster("1.1", FIELDS.replace("[person]", "[person, email]").replace("emails, ", "")));
        Map<String, List<List<String>>> files = unzip(hub.deliver().orElseThrow());
        List<String> roles = column(files, "users", "role");
        assertThat(column(files, "users", "email").get(roles.indexOf("teacher")))
                .isEqualTo("staff@riverside.example");
        assertThat(column(files, "users", "email").stream().filter(email -> !email.isEmpty()))
                .hasSize(1);
        hub.save(roster("1.2", FIELDS.replace("[person]", "['*']")));
        assertThat(unzip(hub.deliver().orElseThrow()).toString())
                .contains("staff@riverside.example")
                .doesNotContain("private@home.example");
    }

    @Test
    @DisplayName(
            "P-03 whom one source restricts is in no roster of that child, whatever another source says of the two")
    void who_is_restricted_is_not_in_it() throws IOException {
        hub.community.commit(
                EdFiContactsTest.adult("p2", "Gran", PersonRole.RELATIVE),
                EdFiContactsTest.cares("k1", "p2", "u1").kind("Grandmother").build());
        String fields = FIELDS + "Relationship: [guardian]\n";
        hub.save(roster("1.1", fields));
        assertThat(unzip(hub.deliver().orElseThrow()).get("users").toString()).contains("Gran");
        hub.community.commit(EdFiContactsTest.cares("k2", "p2", "u1")
                .kind("Grandmother")
                .restrictions("no contact")
                .build());
        assertThat(unzip(hub.deliver().orElseThrow()).get("users").toString()).doesNotContain("Gran");
    }

    @Test
    void who_looks_after_a_child_is_what_is_said_of_the_two_and_else_what_they_are_called() throws IOException {
        hub.community.commit(
                EdFiContactsTest.adult("p2", "Gran", PersonRole.RELATIVE),
                EdFiContactsTest.cares("k1", "p2", "u1").build());
        hub.save(roster("1.1", FIELDS + "Relationship: [guardian]\n"));
        assertThat(column(unzip(hub.deliver().orElseThrow()), "users", "role")).contains("relative");
        hub.community.commit(
                EdFiContactsTest.cares("k2", "p2", "u1").kind("Legal guardian").build());
        assertThat(column(unzip(hub.deliver().orElseThrow()), "users", "role"))
                .contains("guardian")
                .doesNotContain("relative");
    }

    @Test
    @DisplayName(
            "P-04 a refusal takes a child out of the roster: a delta says tobedeleted, and nothing more of the child")
    void a_refusal_is_a_deletion() throws IOException {
        hub.save(roster("1.2", FIELDS).delta());
        assertThat(column(unzip(hub.deliver().orElseThrow()), "manifest", "value"))
                .doesNotContain("delta");
        hub.community.commit(Community.said(
                "f1", Community.bridges("children", "c1"), ConsentKind.REFUSAL, "attendance-support", null, null));
        Map<String, List<List<String>>> files = unzip(hub.deliver().orElseThrow());
        assertThat(column(files, "manifest", "value")).contains("delta").doesNotContain("bulk");
        assertThat(files.get("users")).hasSize(2);
        List<String> gone = files.get("users").get(1);
        assertThat(gone).startsWith("c1", "tobedeleted", "2026-10-01T16:00:00.000Z");
        // what a strict reader wants to see, the same for everybody
        assertThat(gone.subList(3, gone.size())).containsOnly("", "-", "false", "c1");
        assertThat(column(files, "enrollments", "status")).containsExactly("tobedeleted");
        assertThat(column(files, "roles", "status")).containsExactly("tobedeleted");
    }

    @Test
    void a_roster_that_would_be_broken_is_refused_with_the_clause_when_its_file_is_checked() {
        assertThatThrownBy(() -> hub.save(roster("1.1", FIELDS.replace("familyName, ", ""))))
                .hasMessageContaining("users of OneRoster cannot be without Person.familyName")
                .hasMessageContaining("clause fields");
        assertThatThrownBy(() -> hub.save(roster("1.1", FIELDS.replace("Course: ['*']\n", ""))))
                .hasMessageContaining("cannot be without Course.title");
        assertThatThrownBy(() -> hub.save(Hub.agreement().with("format: csv", "format: oneroster")))
                .hasMessageContaining("a roster is delivered as OneRoster");
    }

    private static final String FIELDS =
            """
            Organization: ['*']
            AcademicSession: ['*']
            Course: ['*']
            ClassSection: ['*']
            ClassMembership: ['*']
            StaffAssignment: [person]
            Enrollment: [organization, grade]
            Person: [givenName, familyName, middleName, identifiers, emails, birthDate, sex]
            Assessment: ['*']
            AssessmentResult: ['*']
            """;

    private static Hub.Draft roster(String version, String fields) {
        return Hub.agreement()
                .dataset("roster")
                .fields(fields)
                .with("format: csv", "format: oneroster\n    version: \"" + version + "\"");
    }

    private static Map<String, List<List<String>>> unzip(Delivery delivery) throws IOException {
        Map<String, List<List<String>>> files = new LinkedHashMap<>();
        try (ZipInputStream zip =
                new ZipInputStream(Files.newInputStream(delivery.folder().resolve("bridges-feed.zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                String text = new String(zip.readAllBytes(), StandardCharsets.UTF_8);
                assertThat(text).doesNotStartWith("\uFEFF").endsWith("\r\n");
                List<List<String>> rows = new ArrayList<>();
                try (var csv = de.siegmar.fastcsv.reader.CsvReader.builder().ofCsvRecord(text)) {
                    csv.forEach(row -> rows.add(row.getFields()));
                }
                files.put(entry.getName().replace(".csv", ""), rows);
            }
        }
        return files;
    }

    private static List<String> column(Map<String, List<List<String>>> files, String file, String name) {
        List<List<String>> rows = files.get(file);
        int column = rows.get(0).indexOf(name);
        return rows.stream().skip(1).map(row -> row.get(column)).toList();
    }
}
