// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.susten.files.Durable;

/** Whole folders, copied and named. */
public final class Folders {

    private Folders() {}

    /** Copies a folder and all below it, modes included, to a place where nothing is yet. */
    public static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                Files.copy(directory, to.resolve(from.relativize(directory)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** Gives a folder its name once it is whole; where another process was quicker, its folder stays and this one is deleted. */
    static void publish(Path made, Path name) throws IOException {
        try {
            Files.move(made, name, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(name)) {
                throw e;
            }
            Durable.deleteAll(made);
        }
    }
}
