// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.susten.model.Enrollment;
import org.susten.model.Person;
import org.susten.spi.SourceRecord.Presence;

/** Exports that others made, where they lie beside the checkout. */
class ThirdPartySetsTest {

    private static final Path SETS = Path.of("../../../../shared/data/oneroster/csv");

    @TempDir
    Path folder;

    private Path set(String name) throws IOException {
        Path set = SETS.resolve(name);
        assumeTrue(Files.exists(set), () -> "the set " + name + " is not beside this checkout");
        if (Files.isDirectory(set)) {
            return set;
        }
        Files.copy(set, folder.resolve(name));
        return folder;
    }

    @ParameterizedTest
    @CsvSource({
        "moodle_v1p1_full.zip, users=6 enrollments=6 academicSessions=5 classes=2 orgs=1",
        "moodle_v1p1_minimal.zip, users=6 enrollments=6 academicSessions=5 classes=2 orgs=1",
        "legertom_v1p1_2schools.zip, users=320 enrollments=1428 demographics=300 classes=40 orgs=3 courses=20 academicSessions=3",
        "oat_v1p1_base, users=2 enrollments=3 classes=3 orgs=2 courses=0 academicSessions=0 demographics=0"
    })
    void every_row_is_understood_gone_or_refused_with_a_cause(String name, String expected) throws IOException {
        Path set = set(name);
        Map<String, Integer> rows = new HashMap<>();
        Set<String> causes = new HashSet<>();
        for (RosterFile file : RosterFiles.ALL) {
            Export.Read read = Export.read(set, file.name());
            rows.put(file.name(), read.rows().size());
            long present = read.rows().stream()
                    .filter(row -> row.presence() == Presence.PRESENT)
                    .count();
            assertThat(read.rows()).as(file.name()).allMatch(row -> !row.key().isEmpty());
            read.refused().forEach(problem -> causes.add(file.name() + '.' + problem.column() + ' ' + problem.rule()));
            assertThat(read.entities().size() + read.refused().size()).isGreaterThanOrEqualTo((int) present);
        }
        for (String pair : expected.split(" ")) {
            String[] parts = pair.split("=");
            assertThat(rows).as(name + ' ' + causes).containsEntry(parts[0], Integer.valueOf(parts[1]));
        }
    }

    @Test
    void the_generated_district_is_understood_whole() throws IOException {
        Path set = set("legertom_v1p1_2schools.zip");
        for (RosterFile file : RosterFiles.ALL) {
            Export.Read read = Export.read(set, file.name());
            assertThat(read.refused()).as(file.name()).isEmpty();
        }
        Export.Read users = Export.read(set, "users");
        assertThat(users.all(Person.class)).hasSize(320);
        assertThat(users.all(Enrollment.class)).hasSize(300);
    }
}
