// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Whether the files of a package are what its manifest says: a disk can lose the end of a file, or change a byte of it. */
public final class Intact {

    private static final int BUFFER = 1 << 16;

    private Intact() {}

    /** Whether every file is there at its length. */
    static boolean complete(Path folder) throws IOException {
        for (Manifest.File file : Manifest.read(folder.resolve(Manifest.NAME)).files()) {
            try {
                if (Files.size(folder.resolve(file.name())) != file.bytes()) {
                    return false;
                }
            } catch (NoSuchFileException e) {
                return false;
            }
        }
        return true;
    }

    /** Whether every file has its checksum. One that cannot be read at all has not: that is how a disk often says it. */
    static boolean whole(Path folder) {
        try {
            for (Manifest.File file :
                    Manifest.read(folder.resolve(Manifest.NAME)).files()) {
                if (!sha256(folder.resolve(file.name())).equals(file.sha256())) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Spool.sha256();
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
