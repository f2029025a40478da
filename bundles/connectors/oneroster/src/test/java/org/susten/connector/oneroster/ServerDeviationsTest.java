// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.model.Enrollment;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.StaffAssignment;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;
import org.susten.testkit.TestContext;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.OneRosterSimulator.Deviation;
import org.susten.testkit.simulator.OneRosterSimulator.Version;

class ServerDeviationsTest extends PlayedRoster {

    @Override
    OneRosterConnector connector(String base, String... lines) {
        List<String> all = new ArrayList<>(List.of("pageSize=4"));
        all.addAll(List.of(lines));
        return super.connector(base, all.toArray(String[]::new));
    }

    /** One reading of one stream. */
    private record Read(Map<String, SourceRecord> rows, boolean complete, List<String> findings, Cursor end) {}

    private Read read(OneRosterConnector connector, String stream, Cursor since, TestContext context) {
        Catalogue.Stream named = connector.catalogue().stream(stream);
        Map<String, SourceRecord> rows = new LinkedHashMap<>();
        Cursor end = since;
        try (SourceReader reader = connector.read(named, since, context)) {
            while (reader.hasNext()) {
                SourceRecord row = reader.next();
                assertThat(rows.put(row.key(), row))
                        .as("row " + row.key() + " came twice")
                        .isNull();
                end = row.position();
            }
            List<String> findings =
                    reader.findings().stream().map(Object::toString).toList();
            return new Read(rows, reader.extent().complete(), findings, end);
        }
    }

    private Read read(OneRosterConnector connector, String stream) {
        return read(connector, stream, Cursor.START, context());
    }

    private Set<String> keys(String collection) {
        Set<String> keys = new TreeSet<>();
        server.rows(collection).forEach(row -> keys.add(String.valueOf(row.get("sourcedId"))));
        return keys;
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    @DisplayName("C-13 a server of each version is read completely")
    void each_version_is_read_completely(Version version) {
        play(version, version == Version.V1_2 ? Gate.Kind.OAUTH2_FORM : Gate.Kind.OAUTH1_SHA256);
        OneRosterConnector connector =
                connector(version.path(), version == Version.V1_2 ? "login=oauth2" : "login=oauth1");
        connector.check(context());
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            Read read = read(connector, stream.name());
            assertThat(read.rows().keySet()).as(stream.name()).isEqualTo(keys(stream.name()));
            assertThat(read.complete()).as(stream.name()).isTrue();
            assertThat(read.findings()).as(stream.name()).isEmpty();
            read.rows().values().forEach(connector::map);
        }
    }

    @Test
    @DisplayName("R-15 several values or an object where a name was are no name")
    void a_value_of_another_kind_is_no_text() {
        play(Version.V1_1, Gate.Kind.BEARER);
        OneRosterConnector connector = connector(Version.V1_1.path(), "login=bearer");
        String several = String.valueOf(server.rows("users").get(0).get("sourcedId"));
        String object = String.valueOf(server.rows("users").get(1).get("sourcedId"));
        server.change("users", several, "givenName", List.of("Canary", "Ada"), NOW);
        server.change("users", object, "givenName", Map.of("first", "Canary"), NOW);

        Map<String, SourceRecord> rows = read(connector, "users").rows();

        assertThatThrownBy(() -> connector.map(rows.get(several)))
                .isInstanceOfSatisfying(
                        MappingException.class, e -> assertThat(e.rule()).isEqualTo("text"))
                .hasMessageNotContaining("Canary");
        Catalogue.Field retyped =
                connector.catalogue().stream("users").retyped(rows.get(object).columns());
        assertThat(retyped).extracting(Catalogue.Field::source).isEqualTo("givenName");
    }

    @ParameterizedTest
    @EnumSource(
            value = Deviation.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "REPEATING",
                "NO_DEMOGRAPHICS",
                "FORBIDDEN_EXTRAS",
                "NO_COLLECTIONS",
                "NOTHING_SHOWN",
                "REFUSES_EVERYTHING",
                "FORBIDS_EVERYTHING",
                "ERROR_WITHIN"
            })
    @DisplayName("C-13 a server that deviates is read completely, and the deviation is a finding")
    void deviations_are_read(Deviation deviation) {
        Set<Deviation> silent = EnumSet.range(Deviation.SINGULAR, Deviation.NULL_FOR_NONE);
        silent.addAll(Set.of(Deviation.NO_TOTAL, Deviation.NO_LINK, Deviation.NOT_FOUND_AT_END, Deviation.WORDS));
        silent.addAll(Set.of(
                Deviation.EMPTY_OBJECT_FOR_NONE,
                Deviation.NAMELESS_ROLES,
                Deviation.NO_TITLES,
                Deviation.NO_ZONE,
                Deviation.NO_CONTENT_FOR_NONE));
        for (boolean bare : new boolean[] {false, true}) {
            if (bare) {
                play(Version.V1_1, Gate.Kind.BEARER, deviation, Deviation.NO_TOTAL, Deviation.NO_LINK);
            } else {
                play(Version.V1_1, Gate.Kind.BEARER, deviation);
            }
            OneRosterConnector connector = connector(Version.V1_1.path(), "login=bearer");
            List<String> findings = new ArrayList<>();
            for (String stream : List.of("orgs", "users", "enrollments", "demographics", "results")) {
                Read read = read(connector, stream);
                assertThat(read.rows().keySet()).as(deviation + " " + stream).isEqualTo(keys(stream));
                assertThat(read.complete())
                        .as(deviation + " " + stream + read.findings())
                        .isTrue();
                findings.addAll(read.findings());
                read.rows().values().forEach(connector::map);
            }
            boolean quiet = silent.contains(deviation)
                    || deviation.name().contains("FILTER")
                    || bare && Set.of(Deviation.CLAMPED, Deviation.WRONG_TOTAL).contains(deviation);
            assertThat(findings.isEmpty()).as(deviation + ": " + findings).isEqualTo(quiet);
            simulator.close();
        }
    }

    @Test
    @DisplayName("C-13 a server that repeats a page for ever ends, closes nothing and is told on")
    void a_repeating_server_ends() {
        play(Version.V1_1, Gate.Kind.BEARER, Deviation.REPEATING);
        Read read = read(connector(Version.V1_1.path(), "login=bearer"), "users");
        assertThat(read.rows()).hasSize(4);
        assertThat(read.complete()).isFalse();
        assertThat(read.findings()).isNotEmpty();
    }

    @Test
    void narrower_collections_stand_in() {
        play(Version.V1_1, Gate.Kind.OAUTH1_SHA1, Deviation.NO_COLLECTIONS);
        OneRosterConnector connector = connector("", "login=oauth1-sha1");
        connector.check(context());
        assertThat(read(connector, "orgs").rows().keySet()).containsExactlyInAnyOrder("s1", "s2");
        assertThat(read(connector, "academicSessions").rows()).hasSize(2);
        Read users = read(connector, "users");
        assertThat(users.rows()).hasSize(9);
        assertThat(users.findings()).anyMatch(finding -> finding.contains("students and teachers"));
    }

    @Test
    void what_is_missing_or_forbidden_is_told_and_closes_nothing() {
        for (Deviation deviation : List.of(Deviation.NO_DEMOGRAPHICS, Deviation.FORBIDDEN_EXTRAS)) {
            play(Version.V1_2, Gate.Kind.OAUTH2_JSON, deviation);
            Read read = read(connector(Version.V1_2.path()), "demographics");
            assertThat(read.rows()).isEmpty();
            assertThat(read.complete()).isFalse();
            assertThat(read.findings()).anyMatch(finding -> finding.contains("left out"));
            simulator.close();
        }
    }

    @Test
    void a_wrong_address_says_what_is_expected() {
        play(Version.V1_1, Gate.Kind.BEARER);
        OneRosterConnector connector = connector("/wrong/v1p1", "login=bearer");
        assertThatThrownBy(() -> connector.check(context()))
                .isInstanceOfSatisfying(ConnectorException.class, thrown -> assertThat(thrown.kind())
                        .isEqualTo(Kind.CONFIG))
                .hasMessageContaining("baseUrl");
    }

    @Test
    @DisplayName("C-07 changes and deletions since the last reading, and nothing else")
    void changes_and_deletions() {
        play(Version.V1_2, Gate.Kind.OAUTH2_BASIC);
        OneRosterConnector connector = connector(Version.V1_2.path());
        Cursor end = read(connector, "users").end();
        Instant later = NOW.plusSeconds(3600);
        server.change("users", "u1", "givenName", "Aurora", later);
        server.change("users", "u2", "status", "tobedeleted", later);
        Read changes = read(connector, "users", end, context().now(later.plusSeconds(60)));
        assertThat(changes.rows().keySet()).containsExactlyInAnyOrder("u1", "u2");
        assertThat(changes.rows().get("u2").presence()).isEqualTo(Presence.DELETED);
        assertThat(changes.complete()).isFalse();
        assertThat(read(connector, "users", changes.end(), context().now(later.plusSeconds(86_400 * 2)))
                        .complete())
                .as("everything again once a day is over")
                .isTrue();
    }

    @Test
    @DisplayName("C-07 a server that cannot say what changed is compared in full")
    void full_compare_where_changes_cannot_be_asked_for() {
        for (Deviation deviation : List.of(Deviation.NO_FILTER, Deviation.FILTER_IGNORED, Deviation.NO_DATES)) {
            play(Version.V1_1, Gate.Kind.BEARER, deviation);
            OneRosterConnector connector = connector(Version.V1_1.path(), "login=bearer");
            Cursor end = read(connector, "users").end();
            Read again = read(connector, "users", end, context().now(NOW.plusSeconds(3600)));
            assertThat(again.rows()).as(deviation.name()).hasSize(keys("users").size());
            assertThat(again.complete()).as(deviation.name()).isTrue();
            assertThat(again.findings()).as(deviation.name()).isNotEmpty();
            simulator.close();
        }
    }

    @Test
    @DisplayName("R-19 rows added and taken away between pages lose no other row")
    void drift_between_pages() {
        for (Deviation order : List.of(Deviation.NO_LINK, Deviation.NO_TOTAL)) {
            play(Version.V1_1, Gate.Kind.BEARER, order);
            OneRosterConnector connector = connector(Version.V1_1.path(), "login=bearer");
            Set<String> stay = keys("users");
            Set<String> seen = new TreeSet<>();
            try (SourceReader reader = connector.read(connector.catalogue().stream("users"), Cursor.START, context())) {
                for (int i = 0; i < 3; i++) {
                    seen.add(reader.next().key());
                }
                List<Map<String, Object>> users = server.rows("users");
                Map<String, Object> added = new LinkedHashMap<>(users.get(0));
                added.put("sourcedId", "a0");
                String gone = String.valueOf(users.remove(0).get("sourcedId"));
                users.removeIf(user -> "a1".equals(user.get("sourcedId")));
                users.add(0, added);
                stay.removeAll(Set.of(gone, "a1"));
                reader.forEachRemaining(row -> seen.add(row.key()));
                assertThat(seen).containsAll(stay);
            }
            simulator.close();
        }
    }

    @Test
    void roles_of_a_user_become_where_it_belongs() {
        play(Version.V1_2, Gate.Kind.OAUTH2_BASIC);
        OneRosterConnector connector = connector(Version.V1_2.path());
        Read users = read(connector, "users");
        List<Entity> student = connector.map(users.rows().get("u1"));
        assertThat(student)
                .hasAtLeastOneElementOfType(Person.class)
                .filteredOn(Enrollment.class::isInstance)
                .singleElement()
                .satisfies(entity ->
                        assertThat(((Enrollment) entity).organization().key()).isEqualTo("s1"));
        assertThat(connector.map(users.rows().get("t1"))).hasAtLeastOneElementOfType(StaffAssignment.class);
    }
}
