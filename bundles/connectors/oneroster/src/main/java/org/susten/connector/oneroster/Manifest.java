// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.susten.connector.oneroster.RosterFile.Version;
import org.susten.kit.Csv;
import org.susten.kit.RowMaker;
import org.susten.spi.Cursor;
import org.susten.spi.Inlet;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;

/** What {@code manifest.csv} says of the other files. */
final class Manifest {

    /** How a file is meant. */
    enum Mode {
        /** Not part of this export. */
        ABSENT,
        /** Everything there is. */
        BULK,
        /** Changes since the last export. */
        DELTA
    }

    /** For an export without one. */
    static final Manifest NONE = new Manifest(Map.of());

    private final Map<String, String> properties;

    private Manifest(Map<String, String> properties) {
        this.properties = properties;
    }

    /** Reads the manifest; names and values in any case, and the {@code *} that 1.2 prints behind some names. */
    static Manifest read(Inlet inlet, String file) {
        Map<String, String> properties = new HashMap<>();
        Csv csv = Csv.standard().expecting(List.of("propertyName", "value"));
        try (SourceReader rows = csv.open(inlet, file, Cursor.START, RowMaker.keyed("manifest", "propertyName"))) {
            while (rows.hasNext()) {
                SourceRecord row = rows.next();
                String value = row.text("value");
                properties.put(fold(row.key()), value == null ? "" : value);
            }
        }
        return new Manifest(properties);
    }

    /** How the file is meant, where the manifest says so in a word of the standard. */
    Optional<Mode> mode(String name) {
        String word = properties.getOrDefault(fold("file." + name), "").toUpperCase(Locale.ROOT);
        for (Mode mode : Mode.values()) {
            if (mode.name().equals(word)) {
                return Optional.of(mode);
            }
        }
        return Optional.empty();
    }

    /** The version of the standard, where the manifest says so. */
    Optional<Version> version() {
        String version = properties.getOrDefault(fold("oneroster.version"), "");
        if (version.startsWith("1.2")) {
            return Optional.of(Version.V1_2);
        }
        return version.startsWith("1.") ? Optional.of(Version.V1_1) : Optional.empty();
    }

    private static String fold(String name) {
        return name.strip().toLowerCase(Locale.ROOT).replace("*", "");
    }
}
