// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.SourceRecord;

/** What the rows of one source mean, compiled from a mapping file for one system and site. Immutable; safe for any thread. */
@ProviderType
public interface RowMapping {

    /** What the mapping declares; its id is the system it was compiled for. */
    Catalogue catalogue();

    /**
     * What the mapping says of where a stream's rows come from, in the words of the connector that reads them: a query, a
     * watermark. Empty where they come from files.
     *
     * @throws org.susten.spi.ConnectorException where the mapping has no such stream
     */
    Map<String, String> source(String stream);

    /** How a stream's rows are known. */
    RowMaker.Factory rows(String stream);

    /**
     * What a row becomes.
     *
     * @throws org.susten.spi.MappingException where it cannot be understood
     */
    List<Entity> map(SourceRecord row);
}
