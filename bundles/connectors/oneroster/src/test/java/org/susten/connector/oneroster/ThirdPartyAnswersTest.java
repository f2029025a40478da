// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.susten.kit.Json;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Cursor;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.simulator.Gate;
import org.susten.testkit.simulator.OneRosterSimulator.Version;

/** What a server of others answers, where its samples lie beside the checkout: every row is committed or refused with its cause. */
class ThirdPartyAnswersTest extends PlayedRoster {

    private static final Path SET = Path.of("../../../../shared/data/oneroster/json");

    private static final List<String> COLLECTIONS =
            List.of("orgs", "academicSessions", "courses", "classes", "users", "enrollments");

    @Test
    void every_row_of_the_samples_is_understood_or_refused_with_its_cause() throws IOException {
        play(Version.V1_1, Gate.Kind.BEARER);
        assumeTrue(Files.isDirectory(SET), () -> SET + " is not beside this checkout");
        for (String collection : COLLECTIONS) {
            List<Map<String, Object>> rows = server.rows(collection);
            rows.clear();
            rows.addAll(samples(collection));
        }
        OneRosterConnector connector = connector(Version.V1_1.path(), "login=bearer");
        Map<String, Integer> read = new TreeMap<>();
        Map<String, Integer> made = new TreeMap<>();
        List<String> refused = new ArrayList<>();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            if (!COLLECTIONS.contains(stream.name())) {
                continue;
            }
            try (SourceReader reader = connector.read(stream, Cursor.START, context())) {
                reader.forEachRemaining(row -> {
                    read.merge(stream.name(), 1, Integer::sum);
                    try {
                        for (Entity entity : connector.map(row)) {
                            made.merge(entity.getClass().getSimpleName(), 1, Integer::sum);
                        }
                    } catch (MappingException e) {
                        refused.add(row.stream() + ' ' + e.column() + ' ' + e.rule());
                    }
                });
                assertThat(reader.extent().complete()).as(stream.name()).isTrue();
            }
        }
        assertThat(read).hasToString("{academicSessions=3, classes=3, courses=2, enrollments=2, orgs=4, users=3}");
        assertThat(refused)
                .containsExactlyInAnyOrder(
                        "orgs name required", "orgs name required", "academicSessions title required");
        assertThat(made)
                .hasToString(
                        "{AcademicSession=2, ClassMembership=2, ClassSection=3, Course=2, Enrollment=1, Organization=2, Person=3, Relationship=1, StaffAssignment=1, Supplement=3}");
    }

    private static List<Map<String, Object>> samples(String collection) {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (SourceReader reader = Json.standard()
                .at(collection)
                .open(
                        new FolderInlet(SET),
                        collection + ".json",
                        Cursor.START,
                        RowMaker.keyed(collection, "sourcedId"))) {
            reader.forEachRemaining(row -> rows.add(whole(row)));
        }
        return rows;
    }

    private static Map<String, Object> whole(SourceRecord row) {
        Map<String, Object> whole = new TreeMap<>();
        for (String column : row.columns().names()) {
            Object value = row.value(column);
            if (value != null) {
                whole.put(column, value);
            }
        }
        return whole;
    }
}
