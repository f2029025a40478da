// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.susten.model.Entity;
import org.susten.model.Sensitivity;
import org.susten.spi.Catalogue;

/**
 * One file of the standard.
 *
 * @param name the file's name without {@code .csv}, which is also the stream's
 * @param since the version of the standard that brought it
 * @param yields what its rows become
 * @param columns its columns, without the three that every file has
 */
record RosterFile(String name, Version since, List<Class<? extends Entity>> yields, List<Column> columns) {

    /** Versions of the standard. */
    enum Version {
        V1_1,
        V1_2
    }

    /**
     * One column; an empty target means that it is read for its own sake or not kept.
     *
     * @param versions versions of the standard that have it
     */
    record Column(String name, String target, Sensitivity sensitivity, List<Version> versions) {}

    private static final List<String> EVERYWHERE = List.of("sourcedId", "status", "dateLastModified");
    private static final Duration DAILY = Duration.ofDays(1);

    /** Names a file of that version should have in its header. */
    List<String> expected(Version version) {
        List<String> names = new ArrayList<>(EVERYWHERE);
        for (Column column : columns) {
            if (column.versions().contains(version)) {
                names.add(column.name());
            }
        }
        names.add("metadata.*");
        return names;
    }

    /** The file as a stream of the catalogue. */
    Catalogue.Stream stream() {
        List<Catalogue.Field> fields = new ArrayList<>();
        for (Column column : columns) {
            if (!column.target().isEmpty()) {
                fields.add(Catalogue.field(column.name(), column.target(), column.sensitivity()));
            }
        }
        return new Catalogue.Stream(name, yields, Catalogue.Mode.SNAPSHOT, DAILY, "sourcedId", fields);
    }
}
