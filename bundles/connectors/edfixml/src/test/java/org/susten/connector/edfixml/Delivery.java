// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.edfixml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.susten.model.Entity;
import org.susten.model.SourceId;
import org.susten.spi.Catalogue;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.testkit.TestContext;

/** Everything that one arrival becomes. */
final class Delivery {

    final Map<String, List<SourceRecord>> rows = new LinkedHashMap<>();
    final Map<String, Extent> extents = new LinkedHashMap<>();
    final List<Entity> entities = new ArrayList<>();
    final List<String> refused = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();

    static Delivery of(EdFiXmlConnector connector, Inlet inlet) {
        Delivery delivery = new Delivery();
        for (Catalogue.Stream stream : connector.catalogue().streams()) {
            List<SourceRecord> rows = new ArrayList<>();
            try (SourceReader reader = connector.read(stream, Cursor.START, new TestContext(inlet))) {
                reader.forEachRemaining(rows::add);
                delivery.extents.put(stream.name(), reader.extent());
                delivery.findings.addAll(reader.findings());
            }
            delivery.rows.put(stream.name(), rows);
            rows.forEach(row -> delivery.map(connector, row));
        }
        return delivery;
    }

    private void map(EdFiXmlConnector connector, SourceRecord row) {
        MappingException unreadable = row.problem();
        if (unreadable != null) {
            refused.add(row.stream() + ": " + unreadable.rule());
            return;
        }
        try {
            entities.addAll(connector.map(row));
        } catch (MappingException e) {
            refused.add(row.stream() + ": " + e.column() + ' ' + e.rule());
        }
    }

    int count(String stream) {
        return rows.get(stream).size();
    }

    <E extends Entity> List<E> all(Class<E> type) {
        return entities.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Set<SourceId> ids(Class<? extends Entity> type) {
        Set<SourceId> ids = new HashSet<>();
        all(type).forEach(entity -> ids.add(entity.id()));
        return ids;
    }
}
