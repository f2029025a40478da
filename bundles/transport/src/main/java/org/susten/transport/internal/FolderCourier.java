// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** Puts a parcel into a folder: written beside under a hidden name, flushed to disk, then renamed in one step. */
final class FolderCourier implements Courier {
    private final Folders folders;

    FolderCourier(Folders folders) {
        this.folders = folders;
    }

    @Override
    public void carry(Parcel parcel, Address to, Exchange exchange) throws IOException {
        boolean zip = to.options().oneOf("package", "folder", "zip").equals("zip");
        Path folder = Files.createDirectories(folders.resolve(to));
        Path there = folder.resolve(zip ? parcel.name() + ".zip" : parcel.name());
        if (Files.exists(there)) {
            return;
        }
        Path beside = folder.resolve("." + there.getFileName() + ".partial");
        remove(beside);
        try {
            if (zip) {
                write(beside, parcel::zip);
            } else {
                Files.createDirectory(beside);
                for (Path file : parcel.files()) {
                    write(beside.resolve(Parcel.fileName(file)), out -> Files.copy(file, out));
                }
                flush(beside);
            }
            Files.move(beside, there, StandardCopyOption.ATOMIC_MOVE);
            flush(folder);
        } catch (IOException e) {
            remove(beside);
            throw e;
        }
    }

    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static void write(Path file, Content content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
            content.writeTo(out);
            out.flush();
            channel.force(true);
        }
    }

    /** A rename is durable once the folder is. */
    private static void flush(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void remove(Path path) throws IOException {
        if (Files.exists(path)) {
            List<Path> all;
            try (Stream<Path> walk = Files.walk(path)) {
                all = walk.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : all) {
                Files.delete(each);
            }
        }
    }
}
