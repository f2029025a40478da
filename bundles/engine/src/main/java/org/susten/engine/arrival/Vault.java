// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.engine.connection.Digests;
import org.susten.files.Durable;
import org.susten.files.Secrets;

/**
 * Raw input on disk, encrypted, under the SHA-256 of its bytes: {@code <aa>/<sha256>}. Written beside, synced, then renamed, so
 * that a name is either absent or whole. Safe for any thread.
 */
@Component(service = Vault.class, configurationPid = "org.susten.engine")
public final class Vault {

    private final Path root;
    private final Path incoming;
    private final RawCipher cipher;

    /** Bytes that are on disk but have no name yet. */
    record Kept(Path file, String sha256, long bytes) {}

    /** In {@code store/raw} of the installation unless configured otherwise. */
    @Activate
    public Vault(@Reference Secrets secrets, EngineConfig config) {
        this(secrets, EngineConfig.Read.store(config).resolve("raw"));
    }

    /** In another folder. No constructor: the component runtime takes each public one for its own. */
    public static Vault in(Path root, Secrets secrets) {
        return new Vault(secrets, root);
    }

    private Vault(Secrets secrets, Path root) {
        this.root = root;
        this.incoming = root.resolve("incoming");
        this.cipher = RawCipher.of(secrets);
        try {
            Durable.createFolders(incoming);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "folder " + incoming + " cannot be made: give the hub's user the right to, or make room", e);
        }
    }

    /** Writes and syncs all bytes in one pass; nothing is left where that fails. */
    Kept keep(InputStream bytes) throws IOException {
        Path file = incoming.resolve(UUID.randomUUID().toString());
        MessageDigest digest = Digests.sha256();
        try {
            long size = write(new DigestInputStream(bytes, digest), file);
            return new Kept(file, Digests.hex(digest), size);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    private long write(InputStream bytes, Path file) throws IOException {
        try (FileChannel channel = create(file)) {
            long size;
            try (OutputStream encrypted = cipher.encrypting(new Sink(Channels.newOutputStream(channel)))) {
                size = bytes.transferTo(encrypted);
            }
            channel.force(true);
            return size;
        }
    }

    private FileChannel create(Path file) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            return FileChannel.open(
                    file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** Tells a disk that takes nothing from a source that gives nothing. Not the cause: who tells the operator looks for that. */
    private IOException unwritable(IOException e) {
        IOException told = new IOException("raw input cannot be written to " + root + " ("
                + (e instanceof FileSystemException f ? f.getReason() : e.getMessage())
                + "). Hub operator: make room on that disk or give the hub's user the right to write there; files that wait are"
                + " then taken by themselves");
        told.addSuppressed(e);
        return told;
    }

    /** Closing the cipher writes its last segment; the file must stay open to be synced after that. */
    private final class Sink extends FilterOutputStream {
        Sink(OutputStream file) {
            super(file);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Gives the bytes their lasting name. */
    void name(Kept kept) throws IOException {
        Path target = path(kept.sha256());
        Durable.createFolders(target.resolveSibling(""));
        Durable.move(kept.file(), target);
    }

    void discard(Kept kept) throws IOException {
        Files.deleteIfExists(kept.file());
    }

    public InputStream open(String sha256) throws IOException {
        return cipher.decrypting(Files.newInputStream(path(sha256)));
    }

    public SeekableByteChannel channel(String sha256) throws IOException {
        return cipher.decrypting(FileChannel.open(path(sha256), StandardOpenOption.READ));
    }

    public boolean holds(String sha256) {
        return Files.exists(path(sha256));
    }

    /** Deletes the bytes; returns how much room that gave back. */
    public long delete(String sha256) throws IOException {
        Path file = path(sha256);
        try {
            long size = Files.size(file);
            Files.delete(file);
            return size;
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Names of everything written before an instant; what was never finished by then is deleted. */
    public List<String> writtenBefore(Instant instant) throws IOException {
        List<String> names = new ArrayList<>();
        // A disk's lost+found, and what people leave there, is nothing of this.
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, "{[0-9a-f][0-9a-f],incoming}")) {
            for (Path folder : folders) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
                    for (Path file : files) {
                        if (Files.getLastModifiedTime(file).toInstant().isAfter(instant)) {
                            continue;
                        }
                        if (folder.equals(incoming)) {
                            Files.deleteIfExists(file);
                        } else {
                            names.add(file.getFileName().toString());
                        }
                    }
                }
            }
        }
        return names;
    }

    private Path path(String sha256) {
        return root.resolve(sha256.substring(0, 2)).resolve(sha256);
    }
}
