// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
        V1_2;

        /** The versions that an address may be of. */
        static Set<Version> in(String address) {
            return address.contains("v1p2")
                    ? Set.of(V1_2)
                    : address.matches(".*/v1p[01].*") ? Set.of(V1_1) : Set.of(values());
        }
    }

    /**
     * One column; an empty target means that it is read for its own sake or not kept.
     *
     * @param versions versions of the standard that have it
     */
    record Column(String name, String target, Sensitivity sensitivity, List<Version> versions) {}

    private static final List<String> EVERYWHERE = List.of("sourcedId", "status", "dateLastModified");

    /** What 1.2 dropped or renamed when its binding was corrected (1.2.1, August 2023): files with and without it are right. */
    private static final Set<String> BEFORE_1_2_1 = Set.of("resourceSourcedIds", "gradingPeriodSourcedId");

    private static final Duration DAILY = Duration.ofDays(1);

    /** Names a file of that version should have in its header. */
    List<String> expected(Version version) {
        List<String> names = new ArrayList<>(EVERYWHERE);
        for (Column column : columns) {
            if (column.versions().contains(version)) {
                boolean maybe = version == Version.V1_2 && BEFORE_1_2_1.contains(column.name());
                String name = maybe ? column.name() + '*' : column.name();
                // One that fills two things stands here twice.
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        if (version == Version.V1_2 && name.equals("lineItems")) {
            names.add("academicSessionSourcedId*");
        }
        names.add("metadata.*");
        return names;
    }

    /** The file as a stream of the catalogue. */
    Catalogue.Stream stream() {
        List<Catalogue.Field> fields = fields(Set.of(Version.values()));
        return new Catalogue.Stream(name, yields, Catalogue.Mode.SNAPSHOT, DAILY, "sourcedId", fields);
    }

    /** Columns of any of these versions that fill something. */
    List<Catalogue.Field> fields(Set<Version> of) {
        List<Catalogue.Field> fields = new ArrayList<>();
        for (Column column : columns) {
            if (!column.target().isEmpty() && column.versions().stream().anyMatch(of::contains)) {
                fields.add(Catalogue.field(column.name(), column.target(), column.sensitivity()));
            }
        }
        return fields;
    }
}
