// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.util.List;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.TestContext;

/** A connector that is lent the warehouse's password where the samples are, and no password elsewhere. */
record Lending(Connector connector, String password) implements Connector {

    private Context lent(Context context) {
        Inlet inlet = context.inlet();
        return inlet.names("*.sql").isEmpty() ? context : new TestContext(inlet).secret("warehouse", password);
    }

    @Override
    public Catalogue catalogue() {
        return connector.catalogue();
    }

    @Override
    public void check(Context context) {
        connector.check(lent(context));
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        return connector.read(stream, since, lent(context));
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return connector.map(row);
    }
}
