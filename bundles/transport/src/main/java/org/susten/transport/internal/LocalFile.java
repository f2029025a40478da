// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A file in a folder of arrivals: the very one that was found, or none. */
final class LocalFile {
    private static final String TAKEN = ".taken";
    private static final String LEAVING = ".leaving";

    private final Path path;
    private final Stamp found;

    /** What tells a file from another of the same name. */
    private record Stamp(long size, FileTime modified, @Nullable Object key) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(a.size(), a.lastModifiedTime(), a.fileKey());
        }
    }

    LocalFile(Path path) throws IOException {
        this.path = path;
        this.found = Stamp.of(path);
    }

    /** Its bytes; fails at the end where they are not, or no longer, those of the file that was found. */
    InputStream open() throws IOException {
        return new SteadyInput(Files.newInputStream(path), bytes -> {
            if (bytes != found.size() || !Files.exists(path) || !Stamp.of(path).equals(found)) {
                throw SteadyInput.changed("a file changed while it was read");
            }
        });
    }

    /**
     * Puts it away, or back where it turns out to be another one that came in this moment.
     *
     * @param after delete, move, keep
     */
    void taken(String after) throws IOException {
        if (after.equals("keep")) {
            return;
        }
        boolean delete = after.equals("delete");
        Path folder = Files.createDirectories(path.resolveSibling(delete ? LEAVING : TAKEN));
        Path away = free(folder, path.getFileName().toString());
        Files.move(path, away);
        if (!Stamp.of(away).equals(found)) {
            if (Files.notExists(path)) {
                Files.move(away, path);
            }
        } else if (delete) {
            Files.delete(away);
        }
    }

    /** Files that were being deleted when the hub was killed come back, to be taken once more. */
    static void restore(Path folder) {
        Path leaving = folder.resolve(LEAVING);
        if (Files.notExists(leaving)) {
            return;
        }
        try (Stream<Path> files = Files.list(leaving)) {
            for (Path file : files.toList()) {
                Files.move(file, free(folder, file.getFileName().toString()));
            }
        } catch (IOException e) {
            throw TransportException.settings(
                    "files in " + LEAVING + " cannot be moved", "let the hub's user write to the folder of arrivals");
        }
    }

    private static Path free(Path folder, String name) {
        Path path = folder.resolve(name);
        for (int n = 2; Files.exists(path); n++) {
            path = folder.resolve(name + "." + n);
        }
        return path;
    }
}
