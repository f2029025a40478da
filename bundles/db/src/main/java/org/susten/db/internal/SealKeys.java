// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import com.google.crypto.tink.subtle.AesGcmHkdfStreaming;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import org.susten.db.BackupException;
import org.susten.db.Seals;
import org.susten.files.Durable;

/** One file for each key, and one for each that was destroyed, so that none comes back under its name. */
public final class SealKeys implements Seals {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int BYTES = 32;
    private static final int SEGMENT = 1 << 20;
    private static final String DESTROYED = ".destroyed";

    private final Path folder;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    /** In the hub's folder. */
    public SealKeys(Path home, Clock clock) {
        this.folder = home.resolve("store/seals");
        this.clock = clock;
    }

    /** For writing: made where there is none; of a seal that was destroyed one that nobody will ever have again. */
    synchronized AesGcmHkdfStreaming make(String seal) throws IOException {
        byte[] key = new byte[BYTES];
        random.nextBytes(key);
        if (destroyed(seal).isPresent()) {
            return cipher(key);
        }
        Path file = file(seal);
        if (isThere(file)) {
            return cipher(Files.readAllBytes(file));
        }
        Durable.createPrivateFolders(folder);
        Durable.write(file, key);
        return cipher(key);
    }

    /** Whether it is a key; one that was wiped, and not deleted yet when the hub was killed, is none. */
    private static boolean isThere(Path file) throws IOException {
        return Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), new byte[BYTES]);
    }

    /** For reading: empty where the key is destroyed or not here. */
    Optional<AesGcmHkdfStreaming> find(String seal) throws IOException {
        Path file = file(seal);
        return destroyed(seal).isEmpty() && isThere(file)
                ? Optional.of(cipher(Files.readAllBytes(file)))
                : Optional.empty();
    }

    private static AesGcmHkdfStreaming cipher(byte[] key) throws IOException {
        try {
            return new AesGcmHkdfStreaming(key, "HmacSha256", BYTES, SEGMENT, 0);
        } catch (GeneralSecurityException e) {
            throw new IOException("a file in store/seals is no key: bring back the one that was there", e);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    @Override
    public synchronized void destroy(String seal) {
        if (destroyed(seal).isPresent()) {
            return;
        }
        Path file = file(seal);
        Path note = file.resolveSibling(seal + DESTROYED);
        try {
            Durable.createPrivateFolders(folder);
            if (Files.exists(file)) {
                // A disk may keep what was there before all the same; the note keeps the key from being used again.
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.write(java.nio.ByteBuffer.allocate(BYTES));
                    channel.force(true);
                }
                Files.delete(file);
            }
            Durable.write(note, clock.instant().toString().getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new BackupException(
                    "the key " + file + " cannot be destroyed (" + e.getMessage()
                            + "): give the hub's user the right to write there, then try again",
                    e);
        }
    }

    @Override
    public Optional<Instant> destroyed(String seal) {
        Path note = file(seal).resolveSibling(seal + DESTROYED);
        try {
            return Files.exists(note)
                    ? Optional.of(Instant.parse(Files.readString(note).strip()))
                    : Optional.empty();
        } catch (IOException e) {
            throw new BackupException(note + " cannot be read: " + e.getMessage(), e);
        }
    }

    private Path file(String seal) {
        if (!NAME.matcher(seal).matches()) {
            throw new IllegalArgumentException("a seal is called by lower-case letters, digits and hyphens");
        }
        return folder.resolve(seal);
    }
}
