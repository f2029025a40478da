// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.apricot;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.kit.RowMapping;
import org.susten.kit.http.HttpApi;
import org.susten.kit.http.Login;
import org.susten.kit.http.Notes;
import org.susten.kit.http.OAuth2;
import org.susten.kit.http.PagedRows;
import org.susten.kit.http.Window;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** One organization's Apricot, read by one mapping as it was when this connector came. */
final class ApricotConnector implements Connector {

    /** The system of its source ids. */
    static final String ID = "apricot";

    private final RowMapping mapping;
    private final ApricotConnection.Config config;
    private final Login login;
    private final Map<String, Collection> collections = new LinkedHashMap<>();

    ApricotConnector(RowMapping mapping, ApricotConnection.Config config) {
        this.mapping = mapping;
        this.config = config;
        this.login = OAuth2.of(
                        config.tokenUrl(),
                        config.clientId().strip(),
                        config.clientSecret().strip())
                .style(OAuth2.Style.FORM)
                .audience(config.audience().strip());
        for (Catalogue.Stream stream : mapping.catalogue().streams()) {
            collections.put(stream.name(), Collection.of(stream, mapping.source(stream.name())));
        }
    }

    @Override
    public Catalogue catalogue() {
        return mapping.catalogue();
    }

    private HttpApi api(Context context) {
        return HttpApi.at(config.baseUrl(), login, context);
    }

    /** Asks for one row of each collection and looks at nothing of it. */
    @Override
    public void check(Context context) {
        collections.values().forEach(collection -> api(context).get(collection.page(1, 1)));
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        Collection collection = collections.get(stream.name());
        if (collection == null) {
            throw new IllegalArgumentException(stream.name());
        }
        Instant now = context.clock().instant();
        Notes notes = new Notes(stream.name());
        FormRows rows = new FormRows(
                collection, mapping.rows(stream.name()), Window.of(since, now, config.fullEveryDays()), notes);
        FormPaging paging = new FormPaging(collection, rows, config.pageSize(), now, notes);
        return new PagedRows(api(context), paging, rows, notes, rows.window().row(), "data");
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return mapping.map(row);
    }
}
