// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.susten.governance.EdFiFeed;

/**
 * The files of an Ed-Fi feed: one of JSON lines for each resource, parents first, each line an object as one would POST it; and for what is
 * gone, children first, lines as {@code /deletes} of an API has them. Rows stream through.
 */
final class EdFiPackage {

    private static final int FETCH = 5_000;

    private final Connection transaction;
    private final Governed governed;
    private final Spool.Draft draft;
    private final DeliveryRow delivery;

    EdFiPackage(Connection transaction, Governed governed, Spool.Draft draft, DeliveryRow delivery) {
        this.transaction = transaction;
        this.governed = governed;
        this.draft = draft;
        this.delivery = delivery;
    }

    /** Writes the rows of a query {@code (change, kind, id, data)}, and tells the manifest of the files. Returns how many rows. */
    long write(String rows, PackageWriter manifest) throws SQLException {
        List<String> resources = new ArrayList<>(
                EdFi.of(governed.columns()).stream().map(EdFiResource::name).toList());
        long written = 0;
        for (String resource : resources) {
            written += file(resource, rows, false, manifest);
        }
        if (delivery.mode().equals(DeliveryRow.DELTA)) {
            Collections.reverse(resources);
            for (String resource : resources) {
                written += file(resource, rows, true, manifest);
            }
        }
        return written;
    }

    private long file(String resource, String rows, boolean gone, PackageWriter manifest) throws SQLException {
        String name = resource + (gone ? ".deletes.jsonl" : ".jsonl");
        try (PreparedStatement statement = transaction.prepareStatement("select id, data from (" + rows
                + ") q(change, kind, id, data) where kind = ? and data is " + (gone ? "" : "not ")
                + "null order by id collate \"C\"")) {
            statement.setString(1, resource);
            statement.setFetchSize(FETCH);
            try (ResultSet row = statement.executeQuery()) {
                boolean any = row.next();
                // A full package has a file for each resource, so that none seems to be forgotten.
                return any || delivery.mode().equals(DeliveryRow.FULL) ? file(name, row, any, gone, manifest) : 0;
            }
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
    }

    private long file(String name, ResultSet row, boolean any, boolean gone, PackageWriter manifest)
            throws SQLException, IOException {
        Written file = draft.create(name);
        long lines = 0;
        try (file) {
            for (boolean more = any; more; more = row.next()) {
                line(file, row, gone);
                lines++;
            }
        }
        manifest.add(new Manifest.File(file.name(), EdFiFeed.FORMAT, lines, file.bytes(), file.sha256Hex()));
        return lines;
    }

    private void line(OutputStream file, ResultSet row, boolean gone) throws SQLException, IOException {
        String line = gone
                ? "{\"changeVersion\": " + delivery.commit() + ", \"keyValues\": " + row.getString(1) + '}'
                : row.getString(2);
        file.write((line + '\n').getBytes(StandardCharsets.UTF_8));
    }
}
