// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.internal;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** A roster whose author did something wrong in one place: reading a row, giving it its meaning, or checking. */
final class Misbehaving implements Connector {

    enum Place {
        CHECK,
        READ,
        MAP
    }

    private final Connector good;
    private final Consumer<Place> wrong;
    private volatile @Nullable Context lent;

    Misbehaving(String site, Consumer<Place> wrong) {
        this.good = new Roster(site);
        this.wrong = wrong;
    }

    /** Does the same wrong in one place. */
    static Consumer<Place> in(Place place, Runnable what) {
        return here -> {
            if (here == place) {
                what.run();
            }
        };
    }

    /** What the hub lent it for the reading it is at. */
    Context lent() {
        return Objects.requireNonNull(lent);
    }

    @Override
    public Catalogue catalogue() {
        return good.catalogue();
    }

    @Override
    public void check(Context context) {
        lent = context;
        wrong.accept(Place.CHECK);
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        lent = context;
        wrong.accept(Place.READ);
        return good.read(stream, since, context);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        wrong.accept(Place.MAP);
        return good.map(row);
    }
}
