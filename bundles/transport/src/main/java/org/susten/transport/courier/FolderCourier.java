// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.susten.files.Durable;
import org.susten.transport.door.Address;
import org.susten.transport.door.Folders;

/** Puts a parcel into a folder: written beside under a hidden name, flushed to disk, then renamed in one step. */
public final class FolderCourier implements Courier {
    private final Folders folders;

    /** Into folders that routes may use. */
    public FolderCourier(Folders folders) {
        this.folders = folders;
    }

    @Override
    public void carry(Parcel parcel, Address to, Exchange exchange) throws IOException {
        boolean zip = to.options().oneOf("package", "folder", "zip").equals("zip");
        Path folder = folders.resolve(to);
        Durable.createFolders(folder);
        Path there = folder.resolve(zip ? parcel.name() + ".zip" : parcel.name());
        if (Files.exists(there)) {
            // put there by a hub that was killed before it could say so, and perhaps before the folder was on the disk
            Durable.sync(folder);
            return;
        }
        Path beside = folder.resolve("." + there.getFileName() + ".partial");
        Durable.deleteAll(beside);
        try {
            if (zip) {
                write(beside, parcel::zip);
            } else {
                Files.createDirectory(beside);
                for (Path file : parcel.files()) {
                    write(beside.resolve(Parcel.fileName(file)), out -> Files.copy(file, out));
                }
                Durable.sync(beside);
            }
            Durable.move(beside, there);
        } catch (IOException e) {
            Durable.deleteAll(beside);
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
}
