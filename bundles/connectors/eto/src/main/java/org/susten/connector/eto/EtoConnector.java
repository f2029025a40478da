// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.eto;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.kit.NoRows;
import org.susten.kit.RowMapping;
import org.susten.kit.http.EtoSession;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Notes;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** One organization's ETO, read by one mapping as it was when this connector came. Everything is read each time. */
final class EtoConnector implements Connector {

    /** The system of its source ids. */
    static final String ID = "eto";

    /** There are no changes to go on from, only all there was. */
    private static final String ALL = "all";

    private final RowMapping mapping;
    private final String baseUrl;
    private final EtoSession session;
    private final Map<String, EtoSource> sources = new LinkedHashMap<>();

    EtoConnector(RowMapping mapping, EtoConnection.Config config) {
        this.mapping = mapping;
        this.baseUrl = config.baseUrl();
        this.session = EtoSession.of(
                baseUrl,
                config.email().strip(),
                config.passwordSecret().strip(),
                config.enterprise(),
                config.etoSite());
        for (Catalogue.Stream stream : mapping.catalogue().streams()) {
            sources.put(
                    stream.name(),
                    EtoSource.of(
                            stream,
                            mapping.source(stream.name()),
                            config.program().strip()));
        }
    }

    @Override
    public Catalogue catalogue() {
        return mapping.catalogue();
    }

    /** Logs in, and asks for the first list of each stream, of which nothing is looked at. */
    @Override
    public void check(Context context) {
        sources.values().forEach(source -> api(source, context).get(source.first()));
    }

    private HttpApi api(EtoSource source, Context context) {
        return HttpApi.at(baseUrl, session.in(source.program()), context);
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        EtoSource source = sources.get(stream.name());
        if (source == null) {
            throw new IllegalArgumentException(stream.name());
        }
        Notes notes = new Notes(stream.name());
        Instant now = context.clock().instant();
        Window window = Window.of(since, now, 0).upTo(ALL, now);
        if (window.from() != null) {
            // everything was read at this very moment
            return new NoRows(List.of());
        }
        EtoRows rows = new EtoRows(source, mapping.rows(stream.name()), window);
        return new PagedRows(
                api(source, context), new SubjectPaging(source, notes), rows, notes, window.row(), source.names());
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return mapping.map(row);
    }
}
