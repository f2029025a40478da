// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.susten.spi.Catalogue.field;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Connections;
import org.susten.engine.Kept;
import org.susten.engine.Kept.Known;
import org.susten.engine.Kept.RawFile;
import org.susten.engine.Kept.Row;
import org.susten.engine.Run.State;
import org.susten.engine.connection.Wiring;
import org.susten.model.Entity;
import org.susten.model.Sensitivity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Rows that a real run left in quarantine, told apart by whose they are, and the files they came in. */
class KeptTest {

    private static final Known FIRST = known("s1", "v1", "v8");
    private static final Known SECOND = known("s2", "v2");

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path store;

    private final MovableClock clock = new MovableClock();
    private Hub hub;
    private Kept kept;

    @BeforeEach
    void start() {
        hub = new Hub(postgres.database(), store, clock);
        kept = new JdbcKept(hub.database, new Up());
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    private static Known known(String child, String... visits) {
        return new Known(Map.of("students", Set.of(child)), Map.of("visits", Set.of(visits)), Set.of(child));
    }

    /** A roster that declares which column says about whom a row is. */
    private record Declared(Roster roster) implements Connector {
        @Override
        public Catalogue catalogue() {
            Catalogue.Builder all =
                    Catalogue.of("roster", "Roster", roster.catalogue().sector());
            for (Catalogue.Stream stream : roster.catalogue().streams()) {
                List<Catalogue.Field> fields = stream.name().equals("visits")
                        ? List.of(
                                field("Student", "ServiceContact.person", Sensitivity.PERSONAL),
                                field("day", "ServiceContact.day", Sensitivity.PERSONAL),
                                field("minutes", "ServiceContact.minutes", Sensitivity.PERSONAL))
                        : List.of(
                                field("given", "Person.givenName", Sensitivity.DIRECTORY),
                                field("school", "Relationship.guardian", Sensitivity.DIRECTORY));
                all.stream(new Catalogue.Stream(
                        stream.name(), stream.yields(), stream.mode(), stream.refresh(), stream.key(), fields));
            }
            return all.build();
        }

        @Override
        public void check(Context context) {
            roster.check(context);
        }

        @Override
        public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
            return roster.read(stream, since, context);
        }

        @Override
        public List<Entity> map(SourceRecord row) {
            return roster.map(row);
        }
    }

    private final class Up implements Connections {
        @Override
        public List<Connection> all() {
            return List.of();
        }

        @Override
        public Optional<Connection> find(String name) {
            return Optional.ofNullable(hub.wired.get(name)).map(Wiring.Wired::connection);
        }

        @Override
        public List<String> check(String name) {
            return List.of();
        }
    }

    private void seed(String name) throws IOException {
        hub.connect(name, new Declared(new Roster(name)), "retention", "30");
        hub.receive(
                name,
                "students.csv",
                "s1,Ofelia,Canary,2016-02-0x,",
                "s2,Rufino,Canary,2018-05-0x,g7",
                ",Nobody,Known,2018-05-0x,",
                "s1,Ofelia,Canary,2016-02-03,,more");
        hub.receive(
                name,
                "visits.csv",
                "v1,s1,2026-10-0x,30",
                "v2,s2,2026-10-0x,30",
                // was the first child's
                "v8,s2,2026-10-0x,30",
                // a visit with a child's number
                "s1,s2,2026-10-0x,30",
                "v9,,2026-10-0x,30",
                ",s1,2026-10-0x,30");
        while (hub.run(name).isPresent()) {
            // each file is a run
        }
    }

    @Test
    @DisplayName(
            "P-11 rows in quarantine are the child's by their key or by whom they are about, and never what is about another child")
    void each_row_is_one_childs() throws IOException {
        seed("truth");
        List<Row> first = kept.rows("truth", FIRST);
        assertThat(first).extracting(Row::position).containsExactlyInAnyOrder("students.csv#1", "visits.csv#1");
        assertThat(kept.rows("truth", SECOND))
                .extracting(Row::position)
                .containsExactlyInAnyOrder("students.csv#2", "visits.csv#2", "visits.csv#3", "visits.csv#4");
        assertThat(first.toString()).doesNotContain("Ofelia");
        assertThat(first)
                .filteredOn(row -> row.stream().equals("students"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.values()).containsEntry("given", "Ofelia").containsEntry("birth", "2016-02-0x");
                    assertThat(row.values().keySet())
                            .as("declared columns first")
                            .startsWith("given");
                    assertThat(row.column()).isEqualTo("birth");
                    assertThat(row.message()).isEqualTo("a day such as 2017-03-01 is expected");
                    assertThat(row.since()).isEqualTo(clock.instant());
                    assertThat(row.answered()).isFalse();
                });
    }

    @Test
    @DisplayName("P-11 whom else a row names is withheld from it")
    void others_are_withheld() throws IOException {
        seed("others");
        assertThat(kept.rows("others", SECOND))
                .filteredOn(row -> row.stream().equals("students"))
                .singleElement()
                .satisfies(row -> {
                    assertThat(row.withheld()).containsExactly("school");
                    assertThat(row.values()).doesNotContainKey("school").doesNotContainValue("g7");
                });
    }

    @Test
    @DisplayName("P-11 of a connection that is gone only rows with the key of a person are known to be the child's")
    void a_connection_that_is_gone_has_keys_only() throws IOException {
        seed("gone");
        hub.wired.remove("gone");
        assertThat(kept.rows("gone", FIRST)).extracting(Row::position).containsExactly("students.csv#1");
    }

    @Test
    @DisplayName("P-11 a row that was read well later is held still, and said to be answered")
    void what_was_answered_is_held_still() throws IOException {
        seed("later");
        hub.receive("later", "visits.csv", "v1,s1,2026-10-01,30");
        hub.runAll("later");
        assertThat(kept.rows("later", FIRST))
                .filteredOn(row -> row.stream().equals("visits"))
                .singleElement()
                .satisfies(row -> assertThat(row.answered()).isTrue());
    }

    @Test
    @DisplayName("P-11 raw files of a connection are named as long as they are kept, with until when")
    void raw_files_are_named_while_they_are_kept() throws IOException {
        hub.connect("files", new Declared(new Roster("files")), "retention", "30");
        hub.receive("files", "schools.csv", Hub.schools());
        assertThat(hub.runAll("files").state()).isEqualTo(State.COMMITTED);
        hub.receive("files", "visits.csv", "v1,s1,2026-10-0x,30");
        List<RawFile> all = new ArrayList<>(kept.files("files"));
        assertThat(all).extracting(RawFile::name).containsExactly("schools.csv", "visits.csv");
        assertThat(all.get(0).received()).isEqualTo(clock.instant());
        assertThat(all.get(0).until()).isEqualTo(clock.instant().plus(Duration.ofDays(30)));
        assertThat(all).extracting(RawFile::waits).containsExactly(false, true);
        hub.runAll("files");
        assertThat(kept.files("files"))
                .extracting(RawFile::waits)
                .as("a row of it waits")
                .containsExactly(false, true);
        clock.forward(Duration.ofDays(31));
        hub.runs.prune(Set.of());
        assertThat(kept.files("files")).extracting(RawFile::name).containsExactly("visits.csv");
        assertThat(kept.files("elsewhere")).isEmpty();
    }
}
