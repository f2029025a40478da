// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.susten.kit.Csv;
import org.susten.kit.Drops;
import org.susten.kit.RowMaker;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.model.Sensitivity;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A whole connector, with one place for a bad habit. */
record Afterbell(Function<SourceRecord, List<Entity>> mapping, UnaryOperator<Cursor> start, Catalogue catalogue)
        implements Connector {

    /** Settings of one connection. */
    @interface Config {
        String site() default "main";
    }

    Afterbell(Function<SourceRecord, List<Entity>> mapping, UnaryOperator<Cursor> start) {
        this(mapping, start, declaring(Catalogue.field("first", "Person.givenName", Sensitivity.DIRECTORY)));
    }

    static Catalogue declaring(Catalogue.Field... fields) {
        return Catalogue.of("afterbell", "Afterbell", Sector.AFTERSCHOOL).stream(
                        "children", Person.class, Catalogue.Mode.SNAPSHOT, Duration.ofDays(1), "id", fields)
                .build();
    }

    static List<Entity> child(SourceRecord row) {
        return List.of(Person.builder(new SourceId("afterbell", "riverside", "children", row.required("id")))
                .givenName(row.required("first"))
                .build());
    }

    @Override
    public void check(Context context) {
        if (context.inlet().names("*.csv").isEmpty()) {
            throw new ConnectorException(ConnectorException.Kind.UNAVAILABLE, "no export has arrived yet");
        }
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return Drops.read(
                context.inlet(),
                "children_*.csv",
                Csv.standard(),
                start.apply(since),
                RowMaker.keyed("children", "id"));
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return mapping.apply(row);
    }
}
