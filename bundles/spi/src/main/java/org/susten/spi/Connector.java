// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;
import org.susten.model.Entity;

/**
 * One kind of source system; the hub holds one instance per connection. Implementations are DS components with
 * {@code configurationPolicy = REQUIRE} and a factory configuration; active means configured.
 */
@ConsumerType
public interface Connector {

    /** Declares what this connection can provide. No I/O; always the same answer for the same configuration. */
    Catalogue catalogue();

    /**
     * Proves access without reading records.
     *
     * @throws ConnectorException saying what is wrong and who must act
     */
    void check(Context context);

    /**
     * Opens one stream just after {@code since}, in source order. Used by one thread; the engine always closes it.
     *
     * @throws ConnectorException where the stream cannot be opened
     */
    SourceReader read(Catalogue.Stream stream, Cursor since, Context context);

    /**
     * Gives one row its meaning. Pure, and called by several threads at once. An empty list means the row says nothing
     * the common model holds.
     *
     * @throws MappingException where the row cannot be understood; it is quarantined and the run goes on
     */
    List<Entity> map(SourceRecord row);
}
