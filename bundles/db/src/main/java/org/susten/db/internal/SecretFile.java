// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/** Hands a secret to a program in a file only its reader can read; the caller deletes it. */
final class SecretFile {

    private SecretFile() {}

    static Path write(Path folder, char[] secret) throws IOException {
        Path file = Files.createTempFile(
                folder,
                "secret-",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret));
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(bytes.array(), 0, bytes.limit());
        } finally {
            Arrays.fill(bytes.array(), (byte) 0);
        }
        return file;
    }
}
