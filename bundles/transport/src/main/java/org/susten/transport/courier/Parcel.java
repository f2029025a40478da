// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.courier;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.susten.feeds.Deliveries.Delivery;
import org.susten.transport.door.TransportException;

/**
 * What goes to a partner: the files of a delivery's package under the delivery's id.
 *
 * @param files in name order
 * @param again true where it was sent before, and may have arrived
 */
public record Parcel(String name, List<Path> files, boolean again) {
    /** Exchange property: true where the delivery had been released before this attempt. */
    public static final String AGAIN = "susten.again";

    /** A zip knows no time before. */
    private static final FileTime NO_TIME = FileTime.fromMillis(315_532_800_000L);

    static Parcel of(Delivery delivery, boolean again) throws IOException {
        if (!delivery.id().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,200}")) {
            throw TransportException.settings("a delivery's id cannot name a file", "use letters, digits and hyphens");
        }
        try (Stream<Path> found = Files.list(delivery.folder())) {
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            if (files.isEmpty()) {
                throw new IOException("the package of delivery " + delivery.id() + " is empty");
            }
            return new Parcel(delivery.id(), files, again);
        }
    }

    /** All files as one ZIP: the same bytes each time. */
    void zip(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (Path file : files) {
            ZipEntry entry = new ZipEntry(fileName(file));
            entry.setLastModifiedTime(NO_TIME);
            zip.putNextEntry(entry);
            Files.copy(file, zip);
            zip.closeEntry();
        }
        zip.finish();
    }

    static String fileName(Path file) {
        return String.valueOf(file.getFileName());
    }
}
