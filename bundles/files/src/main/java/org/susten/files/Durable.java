// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files that a power cut leaves as they were said to be. A file outlasts it once its bytes <em>and</em> the folder that names it
 * were brought to the disk: fsync(2) of the one says nothing about the other, and a rename or a deletion is a change of the folder.
 * Safe for any thread.
 */
public final class Durable {

    private Durable() {}

    /** Writes a file that only the hub's user can read, in place of one that was there: it is whole or as before. */
    public static void write(Path file, byte[] content) throws IOException {
        Path beside = file.resolveSibling('.' + file.getFileName().toString() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel channel = FileChannel.open(
                beside,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            for (ByteBuffer bytes = ByteBuffer.wrap(content); bytes.hasRemaining(); ) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        move(beside, file);
    }

    /**
     * Gives a file or folder another name, in place of a file that had it. What it holds must have been brought to the disk before.
     *
     * @throws java.nio.file.AtomicMoveNotSupportedException where that would be another disk
     */
    public static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        sync(folderOf(to));
    }

    /** Makes a folder and those above it where absent. */
    public static void createFolders(Path folder, FileAttribute<?>... attributes) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path above = folderOf(folder);
            createFolders(above, attributes);
            Files.createDirectories(folder, attributes);
            sync(above);
        }
    }

    /** Makes a folder, and those above it, that only the hub's user can open. */
    public static void createPrivateFolders(Path folder) throws IOException {
        createFolders(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Deletes a file, or a folder that holds nothing, where it is there; it does not come back. */
    public static void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            sync(folderOf(file));
        }
    }

    /** Deletes a folder and all below it, where it is there; it does not come back. */
    public static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
        sync(folderOf(folder));
    }

    /** Brings all that is in a folder to the disk, and its own name. */
    public static void syncAll(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.toList()) {
                sync(each);
            }
        }
        sync(folderOf(folder));
    }

    /** Brings a file's bytes, or the names that a folder holds, to the disk. */
    public static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Path folderOf(Path path) {
        Path folder = path.toAbsolutePath().getParent();
        return folder == null ? path.toAbsolutePath() : folder;
    }
}
