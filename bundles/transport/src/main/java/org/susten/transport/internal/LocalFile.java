// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.susten.transport.door.SteadyInput;
import org.susten.transport.door.TransportException;

/** A file in a folder of arrivals: the very one that was found, or none. */
final class LocalFile {
    private static final String TAKEN = ".taken";
    private static final String LEAVING = ".leaving";

    private final Path path;
    private final Path folder;
    private final String name;
    private final Stamp found;

    /** What tells a file from another of the same name. */
    private record Stamp(long size, FileTime modified, @Nullable Object key) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes a = Files.readAttributes(path, BasicFileAttributes.class);
            return new Stamp(a.size(), a.lastModifiedTime(), a.fileKey());
        }
    }

    /**
     * The file as it is now.
     *
     * @param size bytes it had when it had settled
     * @param modified when it had been changed last by then, milliseconds of the epoch
     * @throws IOException where it has changed since
     */
    LocalFile(Path path, long size, long modified) throws IOException {
        this.path = path;
        this.folder = path.resolveSibling("");
        this.name = path.getFileName().toString();
        this.found = Stamp.of(path);
        if (found.size() != size || found.modified().toMillis() != modified) {
            throw SteadyInput.changed("a file changed before it was read");
        }
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
     * Puts it away, or back where it turns out to be another one that came in this moment; where a third has taken the name by
     * then, under another name.
     *
     * @param after delete, move, keep
     */
    void taken(String after) throws IOException {
        if (after.equals("keep")) {
            return;
        }
        Path away = free(Files.createDirectories(folder.resolve(LEAVING)), name);
        Files.move(path, away);
        if (!Stamp.of(away).equals(found)) {
            Files.move(away, free(folder, name));
        } else if (after.equals("delete")) {
            Files.delete(away);
        } else {
            Files.move(away, free(Files.createDirectories(folder.resolve(TAKEN)), name));
        }
    }

    /** Files that were being put away when the hub was killed come back, to be taken once more. */
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
        return folder.resolve(free(name, n -> Files.exists(folder.resolve(n))));
    }

    /** The name, or where it is taken {@code name.2.csv}: the ending stays, for globs ask for it. */
    static String free(String name, Predicate<String> taken) {
        int dot = name.lastIndexOf('.');
        String stem = dot > 0 ? name.substring(0, dot) : name;
        String ending = dot > 0 ? name.substring(dot) : "";
        String free = name;
        for (int n = 2; taken.test(free); n++) {
            free = stem + "." + n + ending;
        }
        return free;
    }
}
