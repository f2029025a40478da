// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Columns;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A source that is asked: it numbers its rows, gives those after the cursor, and fails when it is told to. */
final class Counter implements Connector {

    private static final Columns COLUMNS = Columns.of(List.of("number"));
    private static final Catalogue CATALOGUE = Catalogue.of("roster", "Counter", Sector.ANY).stream(
                    "people", Person.class, Catalogue.Mode.INCREMENTAL, Duration.ofHours(1), "number")
            .build();

    private final String site;
    final List<String> askedSince = new ArrayList<>();
    volatile int rows = 3;
    volatile RuntimeException failure;
    /** Where the next reading begins after one without rows; null for where that began. */
    volatile Cursor endWithoutRows;

    Counter(String site) {
        this.site = site;
    }

    void fail(ConnectorException.Kind kind) {
        failure = new ConnectorException(kind, "the source says " + kind);
    }

    @Override
    public Catalogue catalogue() {
        return CATALOGUE;
    }

    @Override
    public void check(Context context) {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        check(context);
        askedSince.add(since.value());
        int first = since.value().isEmpty() ? 1 : Integer.parseInt(since.value()) + 1;
        return new SourceReader() {
            private int next = first;

            @Override
            public boolean hasNext() {
                return next <= rows;
            }

            @Override
            public SourceRecord next() {
                String number = String.valueOf(next++);
                return SourceRecord.present("people", number, new Cursor(number), COLUMNS, new Object[] {number});
            }

            @Override
            public Optional<Cursor> endWithoutRows() {
                return Optional.ofNullable(endWithoutRows);
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
        return List.of(Person.builder(new SourceId("roster", site, "people", row.key()))
                .roles(Set.of(PersonRole.STUDENT))
                .givenName("Given" + row.required("number"))
                .build());
    }
}
