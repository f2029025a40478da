// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.susten.feeds.product.EdFi;
import org.susten.feeds.product.EdFiDescriptors;
import org.susten.feeds.product.EdFiResource;
import org.susten.feeds.product.Governed;
import org.susten.governance.EdFiFeed;

/**
 * The files of an Ed-Fi feed: one of JSON lines for each resource, parents first, each line an object as one would POST it; and for what is
 * gone, children first, lines as {@code /deletes} of an API has them. Rows stream through.
 */
public final class EdFiPackage {

    private static final int FETCH = 5_000;

    private final Connection transaction;
    private final Governed governed;
    private final Spool.Draft draft;
    private final Edition edition;

    private final List<String> empty = new ArrayList<>();

    public EdFiPackage(Connection transaction, Governed governed, Spool.Draft draft, Edition edition) {
        this.transaction = transaction;
        this.governed = governed;
        this.draft = draft;
        this.edition = edition;
    }

    /** Writes the rows of a query {@code (change, kind, id, data)}, and tells the manifest of the files. Returns how many rows. */
    public long write(String rows, PackageWriter manifest) throws SQLException {
        List<EdFiResource> granted = EdFi.of(governed.columns());
        List<String> resources = Stream.concat(
                        EdFiDescriptors.KINDS.stream(), granted.stream().map(EdFiResource::name))
                .toList();
        Set<String> ofChildren = granted.stream()
                .filter(EdFiResource::ofChildren)
                .map(EdFiResource::name)
                .collect(Collectors.toSet());
        long written = 0;
        // One pass over the rows, in the order of the files.
        try (PreparedStatement statement = transaction.prepareStatement(
                "select kind, data is null, id, data from (" + rows
                        + ") q(change, kind, id, data) cross join lateral (select array_position(?, kind)) p(position)"
                        + " where position is not null"
                        + " order by data is null, case when data is null then -position else position end, id collate \"C\"")) {
            statement.setArray(1, transaction.createArrayOf("text", resources.toArray()));
            statement.setFetchSize(FETCH);
            try (ResultSet result = statement.executeQuery()) {
                Lines lines = new Lines(result);
                for (FileOf file : files(resources)) {
                    // A full package has a file for each resource that is granted, so that none seems to be forgotten.
                    if (lines.of(file) || edition.full() && !EdFiDescriptors.KINDS.contains(file.resource())) {
                        long objects = write(file, lines, manifest);
                        if (objects == 0 && ofChildren.contains(file.resource())) {
                            empty.add(file.resource());
                        }
                        written += objects;
                    }
                }
            }
        } catch (IOException e) {
            throw Spool.failed(draft.folder(), e);
        }
        return written;
    }

    /** Granted resources of which a full package has no object; the partner would look for them in vain. */
    public String wanting() {
        return empty.isEmpty()
                ? ""
                : "no object of " + String.join(", ", empty)
                        + ": it is granted, and no source says all that its key needs, such as the first day of an enrollment";
    }

    /** What a file holds: a resource as it is, or what is gone of it. */
    private record FileOf(String resource, boolean gone) {
        String name() {
            return resource + (gone ? ".deletes.jsonl" : ".jsonl");
        }
    }

    private List<FileOf> files(List<String> resources) {
        List<FileOf> gone = new ArrayList<>();
        if (edition.delta()) {
            resources.forEach(resource -> gone.add(0, new FileOf(resource, true)));
        }
        return Stream.concat(resources.stream().map(resource -> new FileOf(resource, false)), gone.stream())
                .toList();
    }

    /** The rows of all files, from the first one that is not yet written. */
    private static final class Lines {
        private final ResultSet row;
        private boolean more;

        Lines(ResultSet row) throws SQLException {
            this.row = row;
            this.more = row.next();
        }

        /** Whether the next one belongs into this file. */
        boolean of(FileOf file) throws SQLException {
            return more && row.getString(1).equals(file.resource()) && row.getBoolean(2) == file.gone();
        }

        String id() throws SQLException {
            return row.getString(3);
        }

        String data() throws SQLException {
            return row.getString(4);
        }

        void next() throws SQLException {
            more = row.next();
        }
    }

    private long write(FileOf of, Lines lines, PackageWriter manifest) throws SQLException, IOException {
        Written file = draft.create(of.name());
        long written = 0;
        try (file) {
            for (; lines.of(of); lines.next()) {
                String line = of.gone()
                        ? "{\"changeVersion\": " + edition.commit() + ", \"keyValues\": " + lines.id() + '}'
                        : lines.data();
                file.write((line + '\n').getBytes(StandardCharsets.UTF_8));
                written++;
            }
        }
        manifest.add(new Manifest.File(file.name(), EdFiFeed.FORMAT, written, file.bytes(), file.sha256Hex()));
        return written;
    }
}
