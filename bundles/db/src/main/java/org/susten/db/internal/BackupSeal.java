// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.susten.db.BackupException;
import org.susten.files.Secrets;

/** Encrypts backups: Tink's AES-256-GCM in segments of 1 MiB, so that a changed byte and a cut end are noticed. */
final class BackupSeal {

    /** The secret that opens this hub's backups. */
    static final String KEY = "backup-key";

    private static final byte[] CONTEXT = "susten backup 1".getBytes(StandardCharsets.US_ASCII);
    private static final int SEGMENT = 1 << 20;

    private final AesGcmHkdfStreaming cipher;

    private BackupSeal(char[] secret) {
        ByteBuffer text = StandardCharsets.ISO_8859_1.encode(CharBuffer.wrap(secret));
        byte[] base64 = Arrays.copyOf(text.array(), text.limit());
        byte[] key = {};
        try {
            key = Base64.getUrlDecoder().decode(base64);
            cipher = new AesGcmHkdfStreaming(key, "HmacSha256", 32, SEGMENT, 0);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new BackupException("etc/secrets/" + KEY + " is no key: bring back the one that was there", e);
        } finally {
            Arrays.fill(secret, '\0');
            Arrays.fill(text.array(), (byte) 0);
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    /** For writing: the key is made where there is none. */
    static BackupSeal make(Secrets secrets) {
        return new BackupSeal(secrets.findOrCreate(KEY, 32));
    }

    /** For reading: without the key nothing can be read. */
    static BackupSeal find(Secrets secrets) {
        return new BackupSeal(secrets.find(KEY)
                .orElseThrow(() -> new BackupException(
                        "etc/secrets/" + KEY + " is missing: bring back etc/ of the hub that took the backup first",
                        null)));
    }

    OutputStream sealing(OutputStream out) throws IOException {
        try {
            return cipher.newEncryptingStream(out, CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot encrypt", e);
        }
    }

    InputStream opening(InputStream in) throws IOException {
        try {
            return cipher.newDecryptingStream(in, CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IOException("this Java cannot decrypt", e);
        }
    }
}
