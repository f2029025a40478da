// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.feeds.internal.Hub.FEED;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.feeds.Deliveries.State;
import org.susten.feeds.Deliveries.WithheldColumn;
import org.susten.governance.Ledger.Entry;

/** What a delivery holds, and what it tells about itself. */
class DeliveriesTest extends OnHub {

    @BeforeEach
    void a_community_under_an_agreement() {
        hub.save(Hub.agreement());
    }

    @Test
    void the_feed_holds_exactly_the_population_and_exactly_the_fields() {
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(delivery.state()).isEqualTo(State.DELIVERED);
        assertThat(Hub.read(delivery, "attendance.csv"))
                .isEqualTo(String.join(
                        "\r\n",
                        "id,day,school,category",
                        "c1,2026-09-14,Ash School,Present",
                        "c1,2026-09-15,Ash School,Present",
                        "c2,2026-09-14,Ash School,Present",
                        "c2,2026-09-15,Ash School,UnexcusedAbsence",
                        "c3,2026-09-14,Ash School,Present",
                        "c3,2026-09-15,Ash School,Present",
                        "c4,2026-09-14,Ash School,Present",
                        "c4,2026-09-15,Ash School,Present",
                        ""));
        assertThat(delivery.persons()).isEqualTo(4);
        assertThat(delivery.rows()).isEqualTo(8);
        assertThat(delivery.destination()).isEqualTo("file:store/outbox/bridges");
    }

    @Test
    @DisplayName("P-03 a field that is not granted is in no file of the package, nor in the statement that reads")
    void a_field_not_granted_appears_nowhere() {
        hub.save(Hub.agreement().dataset("students").fields("Enrollment: [grade]"));
        Delivery delivery = hub.deliver().orElseThrow();
        Map<String, String> files = Hub.files(delivery);
        assertThat(files).containsOnlyKeys("students.csv", "dictionary.csv", "manifest.json");
        assertThat(Hub.lines(delivery, "students.csv").get(0)).isEqualTo("id,grade");
        assertThat(files.values()).noneMatch(text -> text.contains("Canary") || text.contains("Ash School"));
        assertThat(files.get("dictionary.csv")).doesNotContain("givenName");
        String sql = hub.deliveries.grants().of(FEED).orElseThrow().sql();
        assertThat(sql).contains("e.grade").doesNotContain("name", "birth", "store.person_v1", "store.demographic_v1");
    }

    @Test
    @DisplayName("P-02 each column withheld is told with its clause, and each column given with the one that grants it")
    void columns_are_told_with_their_clause() {
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Hub.lines(delivery, "dictionary.csv"))
                .anyMatch(l -> l.startsWith("category,text,")
                        && l.endsWith("Attendance.category,000076,personal,bridges: fields.Attendance.category"));
        assertThat(Hub.read(delivery, "manifest.json"))
                .contains(
                        "\"column\" : \"reason\"",
                        "\"clause\" : \"bridges: fields\"",
                        "Do the children in our program");
        assertThat(hub.deliveries.columnsWithheld(delivery.id()))
                .contains(new WithheldColumn(
                        "reason", "Attendance.reason", "bridges: fields", "Attendance.reason is not listed"));
        assertThat(hub.deliveries.columnsWithheld("..")).isEmpty();
    }

    @Test
    void the_manifest_counts_and_sums_every_file() throws Exception {
        Delivery delivery = hub.deliver().orElseThrow();
        var manifest = new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(delivery.folder().resolve("manifest.json").toFile());
        assertThat(manifest.get("delivery").asText()).isEqualTo(delivery.id());
        assertThat(manifest.get("files").get(0).get("rows").asLong()).isEqualTo(8);
        for (var file : manifest.get("files")) {
            byte[] bytes = Files.readAllBytes(
                    delivery.folder().resolve(file.get("name").asText()));
            assertThat(file.get("bytes").asLong()).isEqualTo(bytes.length);
            assertThat(file.get("sha256").asText())
                    .isEqualTo(java.util.HexFormat.of()
                            .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                                    .digest(bytes)));
        }
    }

    @Test
    @DisplayName("P-09 the ledger holds an entry for everybody in the package and for nobody else")
    void the_ledger_matches_what_left() {
        Delivery delivery = hub.deliver().orElseThrow();
        List<Entry> entries = hub.ledger.latest(Long.MAX_VALUE, 100);
        assertThat(entries).hasSize(4).allSatisfy(entry -> {
            assertThat(entry.delivery()).isEqualTo(delivery.id());
            assertThat(entry.fields())
                    .containsExactly("Attendance.category", "Attendance.day", "Attendance.organization");
        });
        assertThat(hub.ledger.verify(Optional.of(hub.ledger.head())).intact()).isTrue();
    }

    @Test
    @DisplayName("P-15 onward parties are in the manifest and in every entry of the ledger")
    void onward_parties_are_recorded() {
        hub.save(Hub.agreement().with("smallestCell: 10", "smallestCell: 10\nredisclosure: [University Evaluators]"));
        assertThat(Hub.read(hub.deliver().orElseThrow(), "manifest.json")).contains("University Evaluators");
        assertThat(hub.ledger.latest(Long.MAX_VALUE, 10)).hasSize(4).allSatisfy(entry -> assertThat(entry.plainWords())
                .contains("University Evaluators"));
    }

    @Test
    @DisplayName("S-30 packages are readable by the hub's user only")
    void packages_are_private() throws Exception {
        Delivery delivery = hub.deliver().orElseThrow();
        assertThat(Files.getPosixFilePermissions(delivery.folder())).hasSize(3);
        assertThat(Files.getPosixFilePermissions(delivery.folder().resolve("attendance.csv")))
                .hasSize(2);
    }

    @Test
    @DisplayName("P-03 no name and no birth date is in the package, in what the hub keeps of it, or in the ledger")
    void what_is_kept_of_a_delivery_names_nobody() throws Exception {
        hub.save(Hub.agreement().delta());
        Delivery delivery = hub.deliver().orElseThrow();
        StringBuilder kept =
                new StringBuilder(String.join("", Hub.files(delivery).values()));
        try (var connection = postgres.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        """
                        select query_to_xml('select * from ' || schemaname || '.' || tablename, true, true, '')::text
                        from pg_tables where schemaname in ('feeds', 'governance') and tablename <> 'migration'""")) {
            while (row.next()) {
                kept.append(row.getString(1));
            }
        }
        assertThat(kept).contains("c1", delivery.id()).doesNotContain("Canary", "Pupil", "Child", "2016-01", "1001");
    }

    @Test
    @DisplayName("S-33 the key of the pseudonyms is nowhere in the database")
    void the_key_is_not_in_the_database() throws Exception {
        hub.save(Hub.agreement().with("identifiability: identified", "identifiability: pseudonymous"));
        assertThat(hub.deliver()).isPresent();
        byte[] key = hub.agreements.pseudonymKey("bridges");
        String hex = java.util.HexFormat.of().formatHex(key);
        String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(key);
        try (var connection = postgres.database().dataSource().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery("select database_to_xml(true, true, '')::text")) {
            row.next();
            assertThat(row.getString(1)).contains("bridges").doesNotContain(hex, text);
        }
    }

    @Test
    void listeners_hear_which_feeds_there_are() {
        List<List<String>> heard = new java.util.ArrayList<>();
        hub.deliveries.addListener(heard::add);
        hub.agreements.withdraw("bridges.yaml");
        assertThat(heard).containsExactly(List.of(FEED), List.of());
    }
}
