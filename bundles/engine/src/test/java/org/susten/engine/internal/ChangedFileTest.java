// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.susten.kit.Csv;
import org.susten.kit.Drops;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Incremental streams out of files: each arrival is read whole, whatever was read before of files with its name. */
class ChangedFileTest extends OnHub {

    @Test
    void the_next_file_of_the_same_name_loses_no_row() throws Exception {
        hub.connect("nightly", new Visitors("nightly"));
        hub.receive("nightly", "visits.csv", "id,given", "1,Ada", "2,Bo", "3,Cy");
        assertThat(hub.runAll("nightly").rows().read()).isEqualTo(3);
        hub.receive("nightly", "visits.csv", "id,given", "4,Di", "5,Ed");
        assertThat(hub.runAll("nightly").rows().read()).isEqualTo(2);
        assertThat(hub.open(Person.class, "nightly", "visits")).isEqualTo(5);
    }

    @Test
    void a_file_that_sorts_before_the_last_one_is_read() throws Exception {
        hub.connect("sorted", new Visitors("sorted"));
        hub.receive("sorted", "visits_b.csv", "id,given", "1,Ada");
        hub.runAll("sorted");
        hub.receive("sorted", "visits_a.csv", "id,given", "2,Bo");
        hub.receive("sorted", "visits_b.csv", "id,given", "1,Ada", "3,Cy");
        hub.runAll("sorted");
        assertThat(hub.open(Person.class, "sorted", "visits")).isEqualTo(3);
    }

    /** Reads {@code visits*.csv} as the kit does. */
    private record Visitors(String site) implements Connector {
        private static final Catalogue CATALOGUE = Catalogue.of("roster", "Visits", Sector.SCHOOL).stream(
                        new Catalogue.Stream(
                                "visits",
                                List.of(Person.class),
                                Catalogue.Mode.INCREMENTAL,
                                Duration.ofDays(1),
                                "id",
                                List.of()))
                .build();

        @Override
        public Catalogue catalogue() {
            return CATALOGUE;
        }

        @Override
        public void check(Context context) {}

        @Override
        public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
            return new Changes(
                    Drops.read(context.inlet(), "visits*.csv", Csv.standard(), since, RowMaker.keyed("visits", "id")));
        }

        @Override
        public List<Entity> map(SourceRecord row) {
            return List.of(Person.builder(new SourceId("roster", site, "visits", row.key()))
                    .roles(Set.of(PersonRole.STUDENT))
                    .givenName(row.required("given"))
                    .build());
        }
    }

    /** Rows of which none is closed by not being there. */
    private record Changes(SourceReader rows) implements SourceReader {
        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public SourceRecord next() {
            return rows.next();
        }

        @Override
        public Extent extent() {
            return Extent.CHANGES;
        }

        @Override
        public void close() {
            rows.close();
        }
    }
}
