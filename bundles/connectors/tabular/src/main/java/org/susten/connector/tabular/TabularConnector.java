// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import static org.susten.spi.ConnectorException.Kind.CONFIG;
import static org.susten.spi.ConnectorException.Kind.UNAVAILABLE;

import java.util.List;
import java.util.stream.Collectors;
import org.susten.connector.tabular.mapping.Mapping;
import org.susten.connector.tabular.mapping.MappingCompiler;
import org.susten.connector.tabular.mapping.StreamPlan;
import org.susten.kit.Drops;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** Tables read by one mapping, as it was when this connector came: a run that has begun ends with the mapping it began with. */
final class TabularConnector implements Connector {

    /** The system of its source ids. */
    static final String ID = MappingCompiler.OWN;

    private final Mapping mapping;

    TabularConnector(Mapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public Catalogue catalogue() {
        return mapping.catalogue();
    }

    @Override
    public void check(Context context) {
        mapping.streams().values().forEach(TabularConnector::ofFiles);
        if (context.inlet().names("*").isEmpty()) {
            throw new ConnectorException(UNAVAILABLE, "no file has arrived yet; ask the source's owner to send one");
        }
        boolean none = mapping.streams().values().stream()
                .allMatch(stream -> context.inlet().names(stream.files()).isEmpty());
        if (none) {
            String expected =
                    mapping.streams().values().stream().map(StreamPlan::files).collect(Collectors.joining(", "));
            throw new ConnectorException(
                    CONFIG, "no file that arrived is named as the mapping expects: " + expected + "; correct either");
        }
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        StreamPlan plan = plan(stream.name());
        ofFiles(plan);
        List<String> files = context.inlet().names(plan.files());
        if (files.isEmpty()) {
            return TableReader.nothing();
        }
        SourceReader rows = Drops.read(context.inlet(), files, plan.format(), since, plan.rows());
        return plan.declared().mode() == Catalogue.Mode.SNAPSHOT ? rows : new TableReader(rows);
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return plan(row.stream()).map(row);
    }

    private static void ofFiles(StreamPlan plan) {
        if (plan.files().isEmpty()) {
            throw new ConnectorException(
                    CONFIG,
                    "stream " + plan.declared().name()
                            + " of the mapping has a source and no files: it is for another connector, such as warehouse");
        }
    }

    private StreamPlan plan(String stream) {
        StreamPlan plan = mapping.streams().get(stream);
        if (plan == null) {
            throw new ConnectorException(CONFIG, "the mapping has no stream " + stream);
        }
        return plan;
    }
}
