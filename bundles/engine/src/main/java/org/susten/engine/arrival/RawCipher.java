// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import org.susten.files.Secrets;

/**
 * Tink's AES-256-GCM-HKDF in segments of 4 KiB: authenticated, streaming, and readable at any position. Java computes GCM in software
 * until it has been called some thousand times, so large segments would cost a second for each file in a hub's first hour.
 */
public final class RawCipher {

    private static final String KEY = "raw-key";
    private static final byte[] CONTEXT = "susten raw input 1".getBytes(StandardCharsets.US_ASCII);
    private static final int SEGMENT = 4 * 1024;

    private final StreamingAead aead;

    private RawCipher(StreamingAead aead) {
        this.aead = aead;
    }

    static RawCipher of(Secrets secrets) {
        char[] secret = secrets.findOrCreate(KEY, 32);
        ByteBuffer text = StandardCharsets.ISO_8859_1.encode(CharBuffer.wrap(secret));
        byte[] base64 = Arrays.copyOf(text.array(), text.limit());
        byte[] key = {};
        try {
            key = Base64.getUrlDecoder().decode(base64);
            return new RawCipher(new AesGcmHkdfStreaming(key, "HmacSha256", 32, SEGMENT, 0));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException(
                    "secret " + KEY + " is no key: restore etc/secrets/" + KEY + " from the backup", e);
        } finally {
            Arrays.fill(secret, '\0');
            Arrays.fill(text.array(), (byte) 0);
            Arrays.fill(base64, (byte) 0);
            Arrays.fill(key, (byte) 0);
        }
    }

    OutputStream encrypting(OutputStream out) throws IOException {
        try {
            return aead.newEncryptingStream(out, CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IOException("raw input cannot be encrypted", e);
        }
    }

    InputStream decrypting(InputStream in) throws IOException {
        try {
            return aead.newDecryptingStream(in, CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IOException("raw input cannot be decrypted", e);
        }
    }

    SeekableByteChannel decrypting(SeekableByteChannel channel) throws IOException {
        try {
            return aead.newSeekableDecryptingChannel(channel, CONTEXT);
        } catch (GeneralSecurityException e) {
            throw new IOException("raw input cannot be decrypted", e);
        }
    }
}
