// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Run;
import org.susten.kit.Csv;
import org.susten.kit.Drops;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.Sensitivity;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A source that sends an object where a text was. */
class RetypedColumnTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @Test
    @DisplayName(
            "R-15 a declared column that comes as an object is quarantined by its name, and what it said before stays")
    void an_object_where_a_text_was_blanks_nothing(@TempDir Path store) throws Exception {
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            hub.connect("club", new Children("club"));
            hub.receive("club", "children.csv", "id,given,school.name", "1,Ada,Elm", "2,Bo,Elm");
            assertThat(hub.runAll("club").rows().quarantined()).isZero();
            hub.receive(
                    "club", "children.csv", "id,given.first,given.last,school.name", "1,Ada,Canary,Elm", "2,Bo,,Elm");

            Run run = hub.runAll("club");

            assertThat(run.rows().quarantined()).isEqualTo(2);
            assertThat(hub.rules(run).toString()).contains("text").doesNotContain("Canary");
            try (Connection connection = postgres.database().dataSource().getConnection();
                    ResultSet rows = connection
                            .createStatement()
                            .executeQuery("select string_agg(given_name, ' ' order by key) from store.person_v1")) {
                rows.next();
                assertThat(rows.getString(1)).isEqualTo("Ada Bo");
            }
        }
    }

    /** Takes a child's given name where there is one. */
    private record Children(String site) implements Connector {
        private static final Catalogue CATALOGUE = Catalogue.of("roster", "Children", Sector.AFTERSCHOOL).stream(
                        "children",
                        Person.class,
                        Catalogue.Mode.SNAPSHOT,
                        Duration.ofDays(1),
                        "id",
                        Catalogue.field("given", "Person.givenName", Sensitivity.DIRECTORY),
                        Catalogue.field("school", "Person.familyName", Sensitivity.DIRECTORY),
                        Catalogue.field("school.name", "Person.familyName", Sensitivity.DIRECTORY))
                .build();

        @Override
        public Catalogue catalogue() {
            return CATALOGUE;
        }

        @Override
        public void check(Context context) {}

        @Override
        public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
            return Drops.read(
                    context.inlet(), "children*.csv", Csv.standard(), since, RowMaker.keyed("children", "id"));
        }

        @Override
        public List<Entity> map(SourceRecord row) {
            return List.of(Person.builder(new SourceId("roster", site, "children", row.key()))
                    .roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.text("given"))
                    .familyName(row.text("school.name"))
                    .build());
        }
    }
}
