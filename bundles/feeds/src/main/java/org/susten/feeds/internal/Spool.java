// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.susten.feeds.FeedException;
import org.susten.feeds.Pickup;

/** The folder where packages lie until the partner has them: written beside, renamed when whole, readable by the hub's user only. */
final class Spool {

    private static final String PART = ".part";
    private static final Pattern PACKAGE = Pattern.compile("[0-9a-f]{32}|\\.[0-9a-f]{32}\\.part");
    private final Path root;

    Spool(Path root) {
        this.root = root;
    }

    /** Where the package of a delivery lies when it is whole. */
    Path folder(String delivery) {
        return root.resolve(delivery);
    }

    /** Starts a package beside its place; what an earlier attempt left there is dropped. */
    Draft draft(String delivery) {
        Path part = root.resolve('.' + delivery + PART);
        try {
            Files.createDirectories(root);
            restrict(root, "rwx------");
            delete(part);
            Files.createDirectory(part);
            restrict(part, "rwx------");
            return new Draft(part, folder(delivery));
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** Gives a package that is being written to another delivery. */
    Draft rename(Draft draft, String delivery) {
        Path part = root.resolve('.' + delivery + PART);
        try {
            delete(part);
            Files.move(draft.folder(), part, StandardCopyOption.ATOMIC_MOVE);
            return new Draft(part, folder(delivery));
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** The package that waits beside its place with the very manifest. */
    Optional<Draft> drafted(String delivery, String sha256) {
        Path part = root.resolve('.' + delivery + PART);
        return holds(part, sha256) ? Optional.of(new Draft(part, folder(delivery))) : Optional.empty();
    }

    /** Whether the package is there with the very manifest. */
    boolean holds(String delivery, String sha256) {
        return holds(folder(delivery), sha256);
    }

    private static boolean holds(Path folder, String sha256) {
        Path manifest = folder.resolve(Manifest.NAME);
        try {
            return !sha256.isEmpty()
                    && Files.exists(manifest)
                    && HexFormat.of()
                            .formatHex(sha256().digest(Files.readAllBytes(manifest)))
                            .equals(sha256);
        } catch (IOException e) {
            throw failed(manifest, e);
        }
    }

    /** The manifest of a package that is whole; empty where there is none. */
    Optional<Manifest> manifest(String delivery) {
        Path manifest = folder(delivery).resolve(Manifest.NAME);
        try {
            return PACKAGE.matcher(delivery).matches() ? Optional.of(Manifest.read(manifest)) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failed(manifest, e);
        }
    }

    /** The files of a package that is whole, by name; the manifest tells of all but itself, and letters' manifests do too. */
    List<Pickup.File> files(String delivery) {
        List<Pickup.File> files = new ArrayList<>();
        manifest(delivery).ifPresent(manifest -> manifest.files()
                .forEach(file -> files.add(new Pickup.File(file.name(), file.rows(), file.bytes(), file.sha256()))));
        Path manifest = folder(delivery).resolve(Manifest.NAME);
        try {
            byte[] bytes = Files.readAllBytes(manifest);
            files.add(new Pickup.File(
                    Manifest.NAME, 0, bytes.length, HexFormat.of().formatHex(sha256().digest(bytes))));
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failed(manifest, e);
        }
        return files;
    }

    void remove(String delivery) {
        try {
            delete(root.resolve('.' + delivery + PART));
            delete(folder(delivery));
        } catch (IOException e) {
            throw failed(folder(delivery), e);
        }
    }

    /** Drops every package but these, and nothing that is no package: the folder may be somebody else's too. */
    void keepOnly(Set<String> deliveries) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> packages = Files.list(root)) {
            for (Path each : packages.toList()) {
                String name = String.valueOf(each.getFileName());
                if (PACKAGE.matcher(name).matches() && !deliveries.contains(name)) {
                    delete(each);
                }
            }
        } catch (IOException e) {
            throw failed(root, e);
        }
    }

    static FeedException failed(Path where, IOException e) {
        return new FeedException(
                FeedException.Kind.SPOOL,
                "the spool cannot be used at " + where + " (" + e.getClass().getSimpleName()
                        + "): free room on that disk or give the hub's user access; the delivery is tried again by itself",
                e);
    }

    /** A package being written. */
    static final class Draft {
        private final Path part;
        private final Path whole;

        Draft(Path part, Path whole) {
            this.part = part;
            this.whole = whole;
        }

        Path folder() {
            return part;
        }

        Written create(String name) throws IOException {
            Path file = part.resolve(name);
            Written written = new Written(file);
            restrict(file, "rw-------");
            return written;
        }

        /** Puts the package in its place, whole and durable. */
        void publish() {
            try {
                if (Files.exists(whole)) {
                    delete(whole);
                }
                Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
                force(whole);
                Path parent = whole.getParent();
                if (parent != null) {
                    force(parent);
                }
            } catch (IOException e) {
                throw failed(whole, e);
            }
        }

        private static void force(Path folder) throws IOException {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** A file that knows its bytes and checksum, and is durable once closed. */
    static final class Written extends OutputStream {
        private final FileChannel channel;
        private final DigestOutputStream out;
        private final MessageDigest digest = sha256();
        private long bytes;

        Written(Path file) throws IOException {
            channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            out = new DigestOutputStream(
                    new java.io.BufferedOutputStream(java.nio.channels.Channels.newOutputStream(channel), 1 << 16),
                    digest);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            bytes++;
        }

        @Override
        public void write(byte[] b, int from, int length) throws IOException {
            out.write(b, from, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            if (channel.isOpen()) {
                out.flush();
                channel.force(true);
                out.close();
            }
        }

        long bytes() {
            return bytes;
        }

        String sha256Hex() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, java.io.IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
