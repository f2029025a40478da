// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular.mapping;

import static org.susten.spi.ConnectorException.Kind.CONFIG;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.susten.kit.RowMaker;
import org.susten.kit.RowMapping;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.ConnectorException;
import org.susten.spi.SourceRecord;

/**
 * A mapping, compiled for one site. Immutable; safe for any thread.
 *
 * @param catalogue what it declares
 * @param streams its streams by name, in the order in which they are read
 * @param crosswalks names of the crosswalks it uses
 */
public record Mapping(Catalogue catalogue, Map<String, StreamPlan> streams, Set<String> crosswalks)
        implements RowMapping {

    public static Mapping of(Catalogue catalogue, List<StreamPlan> streams, Set<String> crosswalks) {
        Map<String, StreamPlan> byName = new LinkedHashMap<>();
        streams.forEach(stream -> byName.put(stream.declared().name(), stream));
        return new Mapping(catalogue, byName, Set.copyOf(crosswalks));
    }

    private StreamPlan stream(String name) {
        StreamPlan plan = streams.get(name);
        if (plan == null) {
            throw new ConnectorException(CONFIG, "the mapping has no stream " + name);
        }
        return plan;
    }

    @Override
    public Map<String, String> source(String stream) {
        return stream(stream).source();
    }

    @Override
    public RowMaker.Factory rows(String stream) {
        return stream(stream).rows();
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return stream(row.stream()).map(row);
    }
}
