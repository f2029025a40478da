// SPDX-License-Identifier: Apache-2.0
package org.susten.files.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.CopyOption;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.lucene.tests.mockfile.FilterFileChannel;
import org.apache.lucene.tests.mockfile.FilterFileSystemProvider;
import org.jspecify.annotations.Nullable;

/**
 * A disk whose power can be cut. What is written below {@link #root()} lies in real files; a cut takes away what nobody brought to
 * the disk, as fsync(2) leaves systems free to do: bytes of a file that was not forced, names in a folder that was not.
 */
public final class PowerCut extends FilterFileSystemProvider {

    /** What a cut takes of that which was not brought to the disk. Systems differ; what counts as kept must outlast both. */
    public enum Loss {
        /** Names and bytes: files are as they were, and where, when they and their folders were forced. */
        NAMES_AND_BYTES,
        /** Bytes alone: all names are there, and files that were never forced are empty. */
        BYTES
    }

    private final Path real;
    private final Entry top = new Entry(true);

    private static final class Entry {
        final boolean folder;
        Map<String, Entry> now = new TreeMap<>();
        Map<String, Entry> forced = new TreeMap<>();
        byte[] bytes = new byte[0];

        @Nullable
        Set<PosixFilePermission> permissions;

        Entry(boolean folder) {
            this.folder = folder;
        }
    }

    /**
     * A disk in a folder; what is there already is on it.
     *
     * @param folder of the usual file system
     */
    public PowerCut(Path folder) {
        super("powercut://", FileSystems.getDefault());
        this.real = folder.toAbsolutePath();
        try {
            read(real, top);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(Path folder, Entry entry) throws IOException {
        entry.permissions = Files.getPosixFilePermissions(folder);
        try (var paths = Files.newDirectoryStream(folder)) {
            for (Path path : paths) {
                Entry below = new Entry(Files.isDirectory(path));
                if (below.folder) {
                    read(path, below);
                } else {
                    below.bytes = Files.readAllBytes(path);
                    below.permissions = Files.getPosixFilePermissions(path);
                }
                entry.now.put(path.getFileName().toString(), below);
            }
        }
        entry.forced.putAll(entry.now);
    }

    /** The folder as whoever is tested shall see it. */
    public Path root() {
        return wrapPath(real);
    }

    /** Cuts the power and gives it back: what is there now is what the disk had. Nothing may have it open. */
    public synchronized void cut(Loss loss) {
        try {
            try (var below = Files.newDirectoryStream(real)) {
                for (Path path : below) {
                    deleteAll(path);
                }
            }
            lose(top, real, loss);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void lose(Entry folder, Path path, Loss loss) throws IOException {
        if (loss == Loss.NAMES_AND_BYTES) {
            folder.now = new TreeMap<>(folder.forced);
        } else {
            folder.forced = new TreeMap<>(folder.now);
        }
        for (Map.Entry<String, Entry> each : folder.now.entrySet()) {
            Path there = path.resolve(each.getKey());
            Entry entry = each.getValue();
            if (entry.folder) {
                Files.createDirectory(there);
                lose(entry, there, loss);
            } else {
                Files.write(there, entry.bytes);
            }
            if (entry.permissions != null) {
                Files.setPosixFilePermissions(there, entry.permissions);
            }
        }
    }

    private static void deleteAll(Path path) throws IOException {
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void createDirectory(Path path, FileAttribute<?>... attributes) throws IOException {
        super.createDirectory(path, attributes);
        entry(toDelegate(path), true);
    }

    @Override
    public void delete(Path path) throws IOException {
        super.delete(path);
        forget(toDelegate(path));
    }

    @Override
    public boolean deleteIfExists(Path path) throws IOException {
        boolean deleted = super.deleteIfExists(path);
        forget(toDelegate(path));
        return deleted;
    }

    @Override
    public void copy(Path source, Path target, CopyOption... options) throws IOException {
        super.copy(source, target, options);
        forget(toDelegate(target));
        entry(toDelegate(target), Files.isDirectory(toDelegate(target)));
    }

    @Override
    public void move(Path source, Path target, CopyOption... options) throws IOException {
        super.move(source, target, options);
        renamed(toDelegate(source), toDelegate(target));
    }

    @Override
    public OutputStream newOutputStream(Path path, OpenOption... options) throws IOException {
        OutputStream out = super.newOutputStream(path, options);
        entry(toDelegate(path), false);
        return out;
    }

    @Override
    public SeekableByteChannel newByteChannel(
            Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes) throws IOException {
        SeekableByteChannel channel = super.newByteChannel(path, options, attributes);
        entry(toDelegate(path), false);
        return channel;
    }

    @Override
    public FileChannel newFileChannel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        FileChannel channel = super.newFileChannel(path, options, attributes);
        Path there = toDelegate(path);
        Entry entry = entry(there, Files.isDirectory(there));
        return new FilterFileChannel(channel) {
            @Override
            public void force(boolean metaData) throws IOException {
                super.force(metaData);
                forced(entry, there);
            }
        };
    }

    /** Of a file that was renamed while it was open, this would read another one: nobody here does that. */
    private synchronized void forced(@Nullable Entry entry, Path there) throws IOException {
        if (entry == null) {
            return;
        }
        if (entry != find(there)) {
            throw new IllegalStateException("a file was renamed before it was forced, which this disk cannot follow");
        }
        entry.permissions = Files.getPosixFilePermissions(there);
        if (entry.folder) {
            entry.forced = new TreeMap<>(entry.now);
        } else {
            entry.bytes = Files.readAllBytes(there);
        }
    }

    private synchronized @Nullable Entry entry(Path path, boolean folder) throws IOException {
        Entry above = folderOf(path);
        if (above == null) {
            return path.toAbsolutePath().normalize().equals(real) ? top : null;
        }
        Entry entry = above.now.get(name(path));
        if (entry == null) {
            entry = new Entry(folder);
            entry.permissions = Files.getPosixFilePermissions(path);
            above.now.put(name(path), entry);
        }
        return entry;
    }

    private synchronized void forget(Path path) {
        Entry above = folderOf(path);
        if (above != null) {
            above.now.remove(name(path));
        }
    }

    private synchronized void renamed(Path source, Path target) {
        Entry from = folderOf(source);
        Entry to = folderOf(target);
        Entry entry = from == null ? null : from.now.remove(name(source));
        if (to != null && entry != null) {
            to.now.put(name(target), entry);
        } else if (to != null || entry != null) {
            throw new IllegalStateException("a file came from another disk or went to one");
        }
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private @Nullable Entry folderOf(Path path) {
        Path above = path.toAbsolutePath().normalize().getParent();
        return above == null || !above.startsWith(real) ? null : find(above);
    }

    private @Nullable Entry find(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!absolute.startsWith(real)) {
            return null;
        }
        Entry entry = top;
        if (!absolute.equals(real)) {
            for (Iterator<Path> names = real.relativize(absolute).iterator(); names.hasNext() && entry != null; ) {
                entry = entry.now.get(names.next().toString());
            }
        }
        return entry;
    }
}
