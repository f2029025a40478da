// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.susten.db.DatabaseException;

/**
 * The PostgreSQL programs the distribution brings, unpacked.
 *
 * @param home the folder with {@code bin}, {@code lib} and {@code share}
 */
public record Binaries(Path home) {

    /** The server's major version, which is that of its data directories. */
    public static final String MAJOR = "18";

    private static final int CHECKSUM = 8;
    private static final String ARCHIVE = "/postgres-linux-x86_64.tar";

    /**
     * Unpacks the programs below a folder, once: the name carries a checksum of the archive, and a half-unpacked folder never
     * gets that name, so it is safe for several processes at once and after a kill.
     */
    public static Binaries below(Path folder) throws IOException {
        URL archive = archive();
        Path home = folder.resolve("server-" + MAJOR + '-' + checksum());
        if (!Files.isDirectory(home)) {
            Files.createDirectories(folder);
            Path unpacking = Files.createTempDirectory(folder, "unpacking-");
            unpack(archive, unpacking);
            Files.setPosixFilePermissions(unpacking, PosixFilePermissions.fromString("rwxr-xr-x"));
            Folders.publish(unpacking, home);
        }
        return new Binaries(home);
    }

    /** The path of a program: {@code initdb}, {@code pg_ctl}, {@code postgres}. */
    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    private static URL archive() {
        URL archive = Binaries.class.getResource(ARCHIVE);
        String system = System.getProperty("os.name") + ' ' + System.getProperty("os.arch");
        if (archive == null || !system.equals("Linux amd64")) {
            throw new DatabaseException(
                    DatabaseException.Kind.CONFIG,
                    "the embedded PostgreSQL runs on Linux on x86-64, this is " + system
                            + ": set database=jdbc:postgresql://... in etc/org.susten.db.cfg",
                    null);
        }
        return archive;
    }

    /** The beginning of what the build has reckoned. */
    private static String checksum() throws IOException {
        try (InputStream in = Binaries.class.getResourceAsStream(ARCHIVE + ".sha256")) {
            return new String(in.readNBytes(CHECKSUM), StandardCharsets.US_ASCII);
        }
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        try (InputStream in = archive.openStream();
                TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(in, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, folder);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("the PostgreSQL archive has an entry outside its folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else if (entry.isLink()) {
            Files.createLink(target, folder.resolve(entry.getLinkName()));
        } else {
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
            boolean program = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
