// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.susten.connector.oneroster.Manifest.Mode;
import org.susten.connector.oneroster.RosterFile.Version;
import org.susten.kit.ZipInlet;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Finding;
import org.susten.spi.Inlet;

/** The files of one export, from one archive or lying loose, with their manifest. */
final class RosterExport {

    private static final String MANIFEST = "manifest";

    private final Inlet inlet;
    private final Map<String, String> files;
    private final Manifest manifest;
    private final List<Finding> findings;

    private RosterExport(Inlet inlet, Map<String, String> files, Manifest manifest, List<Finding> findings) {
        this.inlet = inlet;
        this.files = files;
        this.manifest = manifest;
        this.findings = findings;
    }

    /**
     * Finds the export among what arrived: the newest archive by name, or else the loose files.
     *
     * @throws ConnectorException where there is none, or where several would have to be read one after the other
     */
    static RosterExport in(Inlet arrived) {
        List<String> archives =
                arrived.names("*").stream().filter(RosterExport::isArchive).toList();
        List<Finding> findings = new ArrayList<>();
        if (archives.isEmpty()) {
            return of(arrived, "what arrived", findings);
        }
        String newest = archives.get(archives.size() - 1);
        RosterExport export = of(ZipInlet.open(arrived, newest), newest, findings);
        if (archives.size() > 1) {
            if (export.files.keySet().stream().anyMatch(export::isDelta)) {
                throw new ConnectorException(
                        Kind.BROKEN,
                        archives.size() + " archives came at once and the newest, " + newest
                                + ", holds changes only; send a bulk export, or one archive at a time");
            }
            findings.add(
                    new Finding(newest, "is the newest of " + archives.size() + " archives, and the only one read"));
        } else if (!roster(arrived, new ArrayList<>()).isEmpty()) {
            findings.add(new Finding(newest, "was read; the CSV files that came beside it were not"));
        }
        return export;
    }

    private static RosterExport of(Inlet inlet, String where, List<Finding> findings) {
        Map<String, String> files = roster(inlet, findings);
        String manifestFile = files.remove(MANIFEST);
        if (files.isEmpty()) {
            throw new ConnectorException(
                    inlet.names("*").isEmpty() ? Kind.UNAVAILABLE : Kind.BROKEN,
                    where + " has no OneRoster file such as orgs.csv or users.csv; "
                            + (inlet.names("**").stream().anyMatch(RosterExport::isArchive)
                                    ? "it holds another archive: send that one by itself"
                                    : "send a OneRoster CSV export"));
        }
        if (manifestFile == null) {
            findings.add(new Finding(
                    where,
                    "has no manifest.csv: a file with status or dateLastModified in its rows is taken for changes,"
                            + " any other for everything"));
        }
        Manifest manifest = manifestFile == null ? Manifest.NONE : Manifest.read(inlet, manifestFile);
        return new RosterExport(inlet, files, manifest, findings);
    }

    /** File names by the standard's name without {@code .csv}, in whatever case they come. */
    private static Map<String, String> roster(Inlet inlet, List<Finding> findings) {
        Map<String, String> known = new HashMap<>();
        known.put(MANIFEST, MANIFEST);
        RosterFiles.ALL.forEach(file -> known.put(file.name().toLowerCase(Locale.ROOT), file.name()));
        Map<String, String> files = new HashMap<>();
        for (String name : inlet.names("**")) {
            String last = name.substring(name.lastIndexOf('/') + 1);
            String lower = last.toLowerCase(Locale.ROOT);
            String meant = lower.endsWith(".csv") ? known.get(lower.substring(0, lower.length() - 4)) : null;
            if (meant != null && !last.equals(meant + ".csv")) {
                findings.add(new Finding(name, "should be named " + meant + ".csv"));
            }
            if (meant != null && files.putIfAbsent(meant, name) != null) {
                throw new ConnectorException(
                        Kind.BROKEN, meant + ".csv came twice, in two spellings or two folders; send one of them");
            }
            if (meant == null && lower.endsWith(".csv")) {
                findings.add(new Finding(name, "is no file of OneRoster and was not read"));
            }
        }
        return files;
    }

    private static boolean isArchive(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    private boolean isDelta(String name) {
        return manifest.mode(name).orElse(Mode.DELTA) == Mode.DELTA;
    }

    Inlet inlet() {
        return inlet;
    }

    /** Deviations of the export as a whole. */
    List<Finding> findings() {
        return List.copyOf(findings);
    }

    /** Whether a manifest came. */
    boolean hasManifest() {
        return manifest != Manifest.NONE;
    }

    /** How a file is meant, where the manifest says so. */
    Optional<Mode> mode(String name) {
        return manifest.mode(name);
    }

    /** The name under which a file came. */
    Optional<String> file(String name) {
        return Optional.ofNullable(files.get(name));
    }

    /** Whether everybody came, and not the file that says where they are; changes may have none. */
    boolean lacksRoles() {
        return version() == Version.V1_2
                && !files.containsKey("roles")
                && files.containsKey("users")
                && manifest.mode("users").orElse(Mode.BULK) == Mode.BULK;
    }

    /** The manifest's version, or else that of the newest file that is there. */
    Version version() {
        return manifest.version()
                .orElseGet(() -> files.keySet().stream()
                                .anyMatch(name -> RosterFiles.named(name).since() == Version.V1_2)
                        ? Version.V1_2
                        : Version.V1_1);
    }
}
