// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.susten.db.testing.MovableClock;
import org.susten.db.testing.Postgres;
import org.susten.engine.Run;
import org.susten.engine.Run.State;
import org.susten.engine.connection.ConnectorFaultException;
import org.susten.engine.internal.Misbehaving.Place;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A connector that moves, and never comes to an end, costs the hub one run at a time and no row. */
@Timeout(60)
class EndlessConnectorTest {

    @RegisterExtension
    static final Postgres postgres = new Postgres();

    /** An hour of the hub's takes sixty of these. */
    private static final Duration LOOK = Duration.ofMillis(20);

    @TempDir
    Path store;

    private final MovableClock clock = new MovableClock();
    private Hub hub;

    @BeforeEach
    void start() {
        hub = new Hub(postgres.database(), store, clock, LOOK);
    }

    @AfterEach
    void stop() {
        hub.close();
    }

    /** How a reading may have no end though it moves. */
    enum Way {
        WAITS_AS_ITS_SOURCE_ASKS,
        READS_ON_WITHOUT_A_ROW,
        GIVES_THE_SAME_ROWS_AGAIN,
        SWALLOWS_WHAT_IT_IS_TOLD;

        /** Whether there is a row once more; for ever, but in the last of these. */
        boolean more(Context lent) {
            while (this == WAITS_AS_ITS_SOURCE_ASKS) {
                lent.pause(LOOK);
            }
            while (this == READS_ON_WITHOUT_A_ROW) {
                try (InputStream in = lent.inlet().open("students.csv")) {
                    in.readAllBytes();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            while (this == SWALLOWS_WHAT_IT_IS_TOLD && !Thread.currentThread().isInterrupted()) {
                try {
                    lent.pause(LOOK);
                } catch (ConnectorFaultException e) {
                    // as a loop that tries again whatever happens
                }
            }
            return true;
        }
    }

    /** A roster whose students have no end while it is {@code on}. */
    private record Endless(Connector good, Way way, AtomicBoolean on) implements Connector {

        @Override
        public Catalogue catalogue() {
            return good.catalogue();
        }

        @Override
        public void check(Context context) {
            good.check(context);
        }

        @Override
        public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
            return on.get() && stream.name().equals("students")
                    ? new Reader(good.read(stream, since, context), way, context)
                    : good.read(stream, since, context);
        }

        @Override
        public List<Entity> map(SourceRecord row) {
            return good.map(row);
        }
    }

    private static final class Reader implements SourceReader {

        private final SourceReader good;
        private final Way way;
        private final Context lent;
        private SourceRecord last;

        Reader(SourceReader good, Way way, Context lent) {
            this.good = good;
            this.way = way;
            this.lent = lent;
        }

        @Override
        public boolean hasNext() {
            return good.hasNext() || way.more(lent);
        }

        @Override
        public SourceRecord next() {
            last = good.hasNext() ? good.next() : last;
            return last;
        }

        @Override
        public Extent extent() {
            return good.extent();
        }

        @Override
        public void close() {
            good.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName(
            "R-25 a connector that reads for ever is given up after read.hours: nothing of it is committed or closed, others go on, and it is read again by itself")
    void a_connector_that_reads_for_ever_is_given_up(Way way) throws IOException {
        String name = "endless-" + way.ordinal();
        AtomicBoolean on = new AtomicBoolean(false);
        Connector endless = new Endless(new Roster(name), way, on);
        // a busy machine may take its time over a reading that ends
        hub.connect(name, endless, "read.hours", "0");
        hub.receive(name, "students.csv", Hub.students(0, 30, i -> true));
        assertThat(hub.run(name)).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        on.set(true);
        hub.connect(name, endless, "read.hours", "1");
        hub.receive(name, "students.csv", Hub.students(1, 32, i -> true));

        Run failed = hub.run(name).orElseThrow();

        assertThat(failed.state()).isEqualTo(State.FAILED);
        assertThat(failed.message()).contains("given up", "Tried again by itself");
        if (way != Way.SWALLOWS_WHAT_IT_IS_TOLD) {
            assertThat(failed.message())
                    .contains("still reading after 1 hour", "read.hours", "connector's author")
                    .doesNotContain("Given");
        }
        assertThat(hub.alerts.open()).anyMatch(alert -> alert.subject().equals("connection:" + name));
        assertThat(hub.open(Person.class, name, "students")).isEqualTo(30);
        hub.connect("beside-" + name);
        hub.receive("beside-" + name, "students.csv", Hub.students(0, 30, i -> true));
        assertThat(hub.run("beside-" + name)).get().extracting(Run::state).isEqualTo(State.COMMITTED);

        on.set(false);
        hub.connect(name, endless, "read.hours", "0");
        clock.forward(Duration.ofHours(1));
        assertThat(hub.run(name)).get().extracting(Run::state).isEqualTo(State.COMMITTED);
        assertThat(hub.open(Person.class, name, "students")).isEqualTo(31);
    }

    @Test
    @DisplayName("R-25 whoever tries a source that only ever waits is told so")
    void a_check_that_never_ends_is_given_up() {
        AtomicReference<Misbehaving> self = new AtomicReference<>();
        self.set(new Misbehaving("waits", Misbehaving.in(Place.CHECK, () -> {
            while (true) {
                self.get().lent().pause(LOOK);
            }
        })));
        assertThat(hub.door("waits", self.get(), store, LOOK, "3").check("waits"))
                .singleElement()
                .asString()
                .contains("did not end within 30 minutes", "given up");
    }
}
