// SPDX-License-Identifier: Apache-2.0
package org.susten.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Keys and certificates that people paste into files: an editor may put a byte order mark before them, which what reads them takes for damage. */
public final class Pasted {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Pasted() {}

    /** The file's bytes, without UTF-8's byte order mark at their beginning. */
    public static byte[] read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        return bytes.length >= MARK.length && Arrays.equals(bytes, 0, MARK.length, MARK, 0, MARK.length)
                ? Arrays.copyOfRange(bytes, MARK.length, bytes.length)
                : bytes;
    }
}
