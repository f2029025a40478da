// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.warehouse;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.susten.kit.RowMapping;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Context;
import org.susten.spi.Cursor;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** One warehouse, read by one mapping as it was when this connector came. */
final class WarehouseConnector implements Connector {

    /** The system of its source ids. */
    static final String ID = "warehouse";

    private final RowMapping mapping;
    private final Warehouse warehouse;
    private final int fetch;
    private final Map<String, Query> queries = new LinkedHashMap<>();

    /**
     * Reads what the mapping says of its sources.
     *
     * @throws org.susten.spi.ConnectorException of kind CONFIG where the mapping is not for a warehouse
     */
    WarehouseConnector(RowMapping mapping, Warehouse warehouse, int fetch) {
        this.mapping = mapping;
        this.warehouse = warehouse;
        this.fetch = fetch;
        for (Catalogue.Stream stream : mapping.catalogue().streams()) {
            queries.put(stream.name(), Query.of(stream, mapping.source(stream.name())));
        }
    }

    @Override
    public Catalogue catalogue() {
        return mapping.catalogue();
    }

    /** Asks each query for its columns, which plans it and reads no row. */
    @Override
    public void check(Context context) {
        try (Connection connection = warehouse.open(context)) {
            for (Query query : queries.values()) {
                check(query, connection);
            }
            connection.rollback();
        } catch (SQLException e) {
            throw Failures.of(e, "the warehouse does not answer");
        }
    }

    private void check(Query query, Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement(query.columns())) {
            statement.setQueryTimeout(warehouse.timeout());
            try (ResultSet rows = statement.executeQuery()) {
                Catalogue.Stream stream = mapping.catalogue().stream(query.stream());
                mapping.rows(query.stream()).of(query.stream(), new Cells(rows, stream, query.key()).columns());
            }
        } catch (SQLException e) {
            throw Failures.of(e, "the query of " + query.stream() + " cannot run");
        }
    }

    @Override
    public SourceReader read(Catalogue.Stream stream, Cursor since, Context context) {
        Query query = queries.get(stream.name());
        if (query == null) {
            throw new IllegalArgumentException(stream.name());
        }
        Mark mark = Mark.of(since, !query.watermark().isEmpty());
        return QueryReader.open(
                query, stream, mapping.rows(stream.name()), warehouse.open(context), mark, fetch, warehouse.timeout());
    }

    @Override
    public List<Entity> map(SourceRecord row) {
        return mapping.map(row);
    }
}
