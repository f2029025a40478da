// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.susten.feeds.FeedException;
import org.susten.feeds.Pickup;
import org.susten.feeds.product.Governed;
import org.susten.files.Durable;

/** The folder where packages lie until the partner has them: written beside, renamed when whole, readable by the hub's user only. */
public final class Spool {

    /** Below the hub's folder. */
    public static final String USUAL = "store/spool";

    private static final String PART = ".part";
    private static final Pattern PACKAGE = Pattern.compile("[0-9a-f]{32}|\\.[0-9a-f]{32}\\.part");
    private final Path root;
    private final Path etc;

    /**
     * A spool.
     *
     * @param etc the folder below which partners' public keys lie
     */
    public Spool(Path root, Path etc) {
        this.root = root;
        this.etc = etc;
    }

    /** The hub's own: where its settings say, and keys where the container has its settings. */
    public static Spool below(Path base, String folder) {
        Path etc = Path.of(System.getProperty("karaf.etc", base.resolve("etc").toString()));
        return new Spool(base.resolve(folder.isBlank() ? USUAL : folder), etc.toAbsolutePath());
    }

    /**
     * The key under which the packages of a feed are written; empty where they are in the clear.
     *
     * @throws FeedException of kind {@code KEY} where it cannot be used
     */
    public Optional<PartnerKey> key(Governed governed, Instant now) {
        return Optional.ofNullable(governed.feed().encrypt())
                .map(encryption -> key(PartnerKey.Named.of(governed.agreement(), encryption), now));
    }

    /** The key that is named. */
    public PartnerKey key(PartnerKey.Named named, Instant now) {
        return PartnerKey.read(etc, named, now);
    }

    /** Where the package of a delivery lies when it is whole. */
    public Path folder(String delivery) {
        return root.resolve(delivery);
    }

    /** Starts a package beside its place, under the key if there is one; what an earlier attempt left there is dropped. */
    public Draft draft(String delivery, Optional<PartnerKey> key) {
        Path part = root.resolve('.' + delivery + PART);
        try {
            Durable.createFolders(root);
            restrict(root, "rwx------");
            Durable.deleteAll(part);
            Files.createDirectory(part);
            restrict(part, "rwx------");
            return new Draft(part, folder(delivery), key);
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** Gives a package that is being written to another delivery. */
    public Draft rename(Draft draft, String delivery) {
        Path part = root.resolve('.' + delivery + PART);
        try {
            Durable.deleteAll(part);
            Files.move(draft.folder(), part, StandardCopyOption.ATOMIC_MOVE);
            return new Draft(part, folder(delivery), draft.key());
        } catch (IOException e) {
            throw failed(part, e);
        }
    }

    /** The package that waits beside its place with the very manifest. */
    public Optional<Draft> drafted(String delivery, String sha256) {
        Path part = root.resolve('.' + delivery + PART);
        return holds(part, sha256)
                ? Optional.of(new Draft(part, folder(delivery), Optional.empty()))
                : Optional.empty();
    }

    /** Whether the package is there with the very manifest, and every file of it at its length. */
    public boolean holds(String delivery, String sha256) {
        return holds(folder(delivery), sha256);
    }

    /** Whether, besides, every byte of it is what was written. Reads all of it: to be asked before it leaves, not while it waits. */
    public boolean intact(String delivery, String sha256) {
        return holds(delivery, sha256) && Intact.whole(folder(delivery));
    }

    private static boolean holds(Path folder, String sha256) {
        Path manifest = folder.resolve(Manifest.NAME);
        try {
            return !sha256.isEmpty()
                    && Files.exists(manifest)
                    && HexFormat.of()
                            .formatHex(sha256().digest(Files.readAllBytes(manifest)))
                            .equals(sha256)
                    && Intact.complete(folder);
        } catch (IOException e) {
            throw failed(manifest, e);
        }
    }

    /** The manifest of a package that is whole; empty where there is none. */
    public Optional<Manifest> manifest(String delivery) {
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
    public List<Pickup.File> files(String delivery) {
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

    public void remove(String delivery) {
        try {
            Durable.deleteAll(root.resolve('.' + delivery + PART));
            Durable.deleteAll(folder(delivery));
        } catch (IOException e) {
            throw failed(folder(delivery), e);
        }
    }

    /** Drops every package but these, and nothing that is no package: the folder may be somebody else's too. */
    public void keepOnly(Set<String> deliveries) {
        if (!Files.isDirectory(root)) {
            return;
        }
        try (Stream<Path> packages = Files.list(root)) {
            for (Path each : packages.toList()) {
                String name = String.valueOf(each.getFileName());
                if (PACKAGE.matcher(name).matches() && !deliveries.contains(name)) {
                    Durable.deleteAll(each);
                }
            }
        } catch (IOException e) {
            throw failed(root, e);
        }
    }

    public static FeedException failed(Path where, IOException e) {
        return new FeedException(
                FeedException.Kind.SPOOL,
                "the spool cannot be used at " + where + " (" + e.getClass().getSimpleName()
                        + "): free room on that disk or give the hub's user access; the delivery is tried again by itself",
                e);
    }

    /** A package being written. */
    public static final class Draft {
        private final Path part;
        private final Path whole;
        private final Optional<PartnerKey> key;

        Draft(Path part, Path whole, Optional<PartnerKey> key) {
            this.part = part;
            this.whole = whole;
            this.key = key;
        }

        public Path folder() {
            return part;
        }

        /** Under which all its files but the manifest are written. */
        Optional<PartnerKey> key() {
            return key;
        }

        /** Begins a file; what is encrypted bears another name than it was given. */
        public Written create(String name) throws IOException {
            return name.equals(Manifest.NAME) || key.isEmpty()
                    ? begin(new Written(part.resolve(name), Optional.empty()))
                    : begin(new Written(part.resolve(name + key.get().ending()), key));
        }

        private static Written begin(Written written) throws IOException {
            restrict(written.file(), "rw-------");
            return written;
        }

        /** Puts the package in its place, whole and durable. */
        public void publish() {
            try {
                if (Files.exists(whole)) {
                    Durable.deleteAll(whole);
                }
                Durable.sync(part);
                Durable.move(part, whole);
            } catch (IOException e) {
                throw failed(whole, e);
            }
        }
    }

    private static void restrict(Path path, String permissions) throws IOException {
        if (Files.getFileAttributeView(path, PosixFileAttributeView.class) != null) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
        }
    }

    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java lacks SHA-256, which every Java must have", e);
        }
    }
}
