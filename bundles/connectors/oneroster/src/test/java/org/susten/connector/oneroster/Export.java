// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.oneroster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.susten.model.Entity;
import org.susten.spi.Cursor;
import org.susten.spi.Extent;
import org.susten.spi.Finding;
import org.susten.spi.MappingException;
import org.susten.spi.SourceReader;
import org.susten.spi.SourceRecord;
import org.susten.spi.SourceRecord.Presence;
import org.susten.testkit.FolderInlet;
import org.susten.testkit.Settings;
import org.susten.testkit.TestContext;

/** An export written down in a test, and read. */
final class Export {

    private final Map<String, byte[]> files = new LinkedHashMap<>();

    /** What the reading of one file gave. */
    record Read(
            List<SourceRecord> rows,
            List<Entity> entities,
            List<MappingException> refused,
            Extent extent,
            List<Finding> findings) {

        /** Entities of a kind. */
        <E extends Entity> List<E> all(Class<E> kind) {
            return entities.stream().filter(kind::isInstance).map(kind::cast).toList();
        }

        /** The only one of a kind. */
        <E extends Entity> E one(Class<E> kind) {
            List<E> found = all(kind);
            if (found.size() != 1) {
                throw new AssertionError(found.size() + " of " + kind.getSimpleName());
            }
            return found.get(0);
        }

        List<String> said() {
            return findings.stream()
                    .map(finding -> finding.where() + ": " + finding.what())
                    .toList();
        }
    }

    static Export of(String name, String text) {
        return new Export().and(name, text);
    }

    Export and(String name, String text) {
        return and(name, text.getBytes(StandardCharsets.UTF_8));
    }

    Export and(String name, String text, Charset charset) {
        return and(name, text.getBytes(charset));
    }

    Export and(String name, byte[] bytes) {
        files.put(name, bytes);
        return this;
    }

    /** A manifest that says this of that file. */
    Export manifest(String version, String... fileAndMode) {
        StringBuilder text = new StringBuilder(
                "propertyName,value\r\nmanifest.version,1.0\r\noneroster.version," + version + "\r\n");
        for (String pair : fileAndMode) {
            text.append("file.").append(pair.replace('=', ',')).append("\r\n");
        }
        return and("manifest.csv", text.toString());
    }

    /** Puts the files into a folder. */
    Path into(Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue());
        }
        return folder;
    }

    /** Puts the files into an archive in a folder. */
    Path zipInto(Path folder, String archive) throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve(archive));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
            }
        }
        return folder;
    }

    /** Reads one file of what is in a folder. */
    static Read read(Path folder, String stream, String... settings) {
        return read(folder, stream, context -> context, settings);
    }

    /** The same, in a hub that has read before. */
    static Read read(Path folder, String stream, UnaryOperator<TestContext> before, String... settings) {
        List<String> lines = new ArrayList<>(List.of(settings));
        if (lines.stream().noneMatch(line -> line.startsWith("site="))) {
            lines.add("site=riverside");
        }
        OneRosterConnector connector =
                new OneRosterConnector(Settings.of(OneRosterConnector.Config.class, lines.toArray(String[]::new)));
        List<SourceRecord> rows = new ArrayList<>();
        List<Entity> entities = new ArrayList<>();
        List<MappingException> refused = new ArrayList<>();
        FolderInlet inlet = new FolderInlet(folder);
        try (SourceReader reader = connector.read(
                connector.catalogue().stream(stream), Cursor.START, before.apply(new TestContext(inlet)))) {
            while (reader.hasNext()) {
                SourceRecord row = reader.next();
                rows.add(row);
                try {
                    if (row.presence() == Presence.PRESENT) {
                        entities.addAll(connector.map(row));
                    } else if (row.problem() != null) {
                        refused.add(row.problem());
                    }
                } catch (MappingException e) {
                    refused.add(e);
                }
            }
            return new Read(rows, entities, refused, reader.extent(), reader.findings());
        } finally {
            if (inlet.open() != 0) {
                throw new AssertionError("the reader left files open");
            }
        }
    }
}
