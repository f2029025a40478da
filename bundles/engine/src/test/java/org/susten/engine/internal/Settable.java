// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.susten.model.Entity;
import org.susten.model.Person;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Sector;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A connector for a bundle made by a test; it knows nothing but its settings, and refuses more than a hundred rows. */
public final class Settable implements Connector {

    /** Whoever holds a latch by the name of the site keeps it from being done, whatever happens meanwhile. */
    public void activate(Map<String, Object> settings) {
        while (System.getProperties().get("settable " + settings.get("site")) instanceof CountDownLatch latch
                && latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                // hears nothing
            }
        }
        if (Integer.parseInt(String.valueOf(settings.getOrDefault("rows", "1"))) > 100) {
            throw new ConnectorException(ConnectorException.Kind.CONFIG, "rows must be at most 100");
        }
    }

    @Override
    public Catalogue catalogue() {
        return Catalogue.of("settable", "Settable", Sector.ANY).stream(
                        "people", Person.class, Catalogue.Mode.INCREMENTAL, Duration.ofHours(1), "number")
                .build();
    }

    @Override
    public void check(Context context) {}

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        throw new IllegalArgumentException(stream.name());
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return List.of();
    }
}
