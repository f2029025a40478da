// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Run;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Columns;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A connection whose file is saved again and again while it runs. */
class SwappedUnderLoadTest {

    private static final int RUNS = 30;
    private static final int ROWS = 1_000;
    private static final Columns COLUMNS = Columns.of(List.of("read", "site"));

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    @TempDir
    Path store;

    private final Queue<String> mixed = new ConcurrentLinkedQueue<>();

    @Test
    @DisplayName(
            "R-22 settings that are swapped all the time: each run reads, maps and is bound by one revision, the one it began with")
    void no_run_sees_mixed_revisions() throws Exception {
        AtomicInteger saved = new AtomicInteger();
        AtomicInteger before = new AtomicInteger();
        try (Hub hub = new Hub(postgres.database(), store, new MovableClock())) {
            save(hub, saved.get());
            Thread operator = new Thread(() -> {
                while (!Thread.currentThread().isInterrupted()) {
                    save(hub, saved.incrementAndGet());
                }
            });
            operator.start();
            try {
                for (int i = 0; i < RUNS; i++) {
                    hub.runs.request("swapped", "operator");
                    Run run = hub.run("swapped").orElseThrow();
                    assertThat(run.state()).as(run.message()).isEqualTo(Run.State.COMMITTED);
                    assertThat(run.rows().read()).isEqualTo(ROWS);
                    assertThat(saved.get()).as("swapped meanwhile").isGreaterThan(before.getAndSet(saved.get()));
                }
            } finally {
                operator.interrupt();
                operator.join();
            }
            assertThat(mixed).isEmpty();
            assertThat(hub.open(Person.class, "swapped", "people")).isEqualTo(ROWS);
        }
    }

    private void save(Hub hub, int revision) {
        String text = Integer.toString(revision);
        hub.connect("swapped", new Revision(text), "arrive", "", "revision", text, "hold.changed", "100");
    }

    /** Tells where rows of one revision meet the settings of another. */
    private final class Revision implements Connector {

        private static final Catalogue CATALOGUE = Catalogue.of("roster", "Swapped", Sector.ANY).stream(
                        "people", Person.class, Catalogue.Mode.INCREMENTAL, Duration.ofHours(1), "number")
                .build();

        private final String revision;

        Revision(String revision) {
            this.revision = revision;
        }

        @Override
        public Catalogue catalogue() {
            return CATALOGUE;
        }

        @Override
        public void check(Context context) {}

        @Override
        public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
            return new SourceReader() {
                private int next;

                @Override
                public boolean hasNext() {
                    return next < ROWS;
                }

                @Override
                public SourceRecord next() {
                    String number = Integer.toString(++next);
                    return SourceRecord.present(
                            "people", number, new Cursor(number), COLUMNS, new Object[] {revision, "swapped"});
                }

                @Override
                public Extent extent() {
                    return Extent.CHANGES;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public List<Entity> map(SourceRecord row) {
            if (!row.required("read").equals(revision)) {
                mixed.add("row " + row.key() + " read by " + row.required("read") + ", mapped by " + revision);
            }
            return List.of(Person.builder(new SourceId("roster", row.required("site"), "people", row.key()))
                    .roles(Set.of(PersonRole.STUDENT))
                    .givenName("Given" + row.key())
                    .build());
        }
    }
}
