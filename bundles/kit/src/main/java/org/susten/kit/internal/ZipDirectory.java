// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.susten.kit.ZipInlet.Limits;
import org.susten.spi.ConnectorException;
import org.susten.spi.Inlet;

/** What an archive says it holds, checked before a byte of it is unpacked. */
public final class ZipDirectory {

    /** Stored, deflated, enhanced deflated and BZIP2: what needs no library beside the one that is there. */
    private static final Set<Integer> READABLE = Set.of(0, 8, 9, 12);

    /** What the directory says of one file. */
    private record Entry(String inArchive, long size, long crc) {}

    private final Inlet inlet;
    private final String archive;
    private final Map<String, Entry> files;

    private ZipDirectory(Inlet inlet, String archive, Map<String, Entry> files) {
        this.inlet = inlet;
        this.archive = archive;
        this.files = files;
    }

    /** Reads and checks an archive's directory. */
    public static ZipDirectory read(Inlet inlet, String archive, Limits limits) {
        try (SeekableByteChannel channel = inlet.channel(archive)) {
            ZipPreflight.check(channel, archive, limits.entries());
            try (ZipFile zip = zip(channel)) {
                return new ZipDirectory(
                        inlet,
                        archive,
                        files(archive, inlet.size(archive), Collections.list(zip.getEntries()), limits));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new ConnectorException(
                    ConnectorException.Kind.BROKEN,
                    archive + " is no ZIP archive that can be read, or was cut off; send it again",
                    e);
        }
    }

    /** Names in order. */
    public List<String> names() {
        return List.copyOf(files.keySet());
    }

    /** Size of a file, unpacked. */
    public long size(String name) throws IOException {
        return entry(name).size();
    }

    /** Opens a file; closing the stream closes the archive it comes from. */
    public InputStream open(String name) throws IOException {
        Entry entry = entry(name);
        SeekableByteChannel channel = inlet.channel(archive);
        try {
            ZipFile zip = zip(channel);
            ZipArchiveEntry found = zip.getEntry(entry.inArchive());
            return new ZipEntryStream(
                    archive + '/' + name, zip.getInputStream(found), zip, channel, entry.size(), entry.crc());
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private Entry entry(String name) throws FileNotFoundException {
        Entry entry = files.get(name);
        if (entry == null) {
            throw new FileNotFoundException(archive + " holds no file " + name);
        }
        return entry;
    }

    private static ZipFile zip(SeekableByteChannel channel) throws IOException {
        return ZipFile.builder()
                .setSeekableByteChannel(channel)
                .setIgnoreLocalFileHeader(true)
                .get();
    }

    private static Map<String, Entry> files(
            String archive, long packedSize, List<ZipArchiveEntry> entries, Limits limits) {
        if (entries.size() > limits.entries()) {
            throw refused(archive, "holds more than " + limits.entries() + " entries");
        }
        Set<String> seen = new HashSet<>();
        Map<String, Entry> files = new TreeMap<>();
        long packed = 0;
        long bytes = 0;
        for (ZipArchiveEntry entry : entries) {
            String reason = deceit(entry, limits);
            if (reason == null && !seen.add(entry.getName().toLowerCase(Locale.ROOT))) {
                reason = "twice, or in two spellings that differ in case only";
            }
            if (reason == null && !READABLE.contains(entry.getMethod())) {
                reason = "packed by a method nobody can read";
            }
            packed += entry.getCompressedSize();
            bytes += entry.getSize();
            if (reason != null) {
                throw refused(archive, "holds an entry that is " + reason);
            }
            if (!entry.isDirectory() && !litter(entry.getName())) {
                files.put(entry.getName(), new Entry(entry.getName(), entry.getSize(), entry.getCrc()));
            }
        }
        if (bytes > limits.bytes() || packed > packedSize) {
            throw refused(
                    archive, "would unpack to more than it can hold or more than " + (limits.bytes() >> 30) + " GB");
        }
        return withoutFolder(files);
    }

    private static @Nullable String deceit(ZipArchiveEntry entry, Limits limits) {
        String name = entry.getName();
        if (name.isBlank() || name.chars().anyMatch(c -> c < ' ') || name.length() > 1000) {
            return "named with control characters, or not named at all";
        }
        if (name.startsWith("/") || name.indexOf('\\') >= 0 || name.indexOf(':') >= 0) {
            return "named by an absolute path";
        }
        if (List.of(name.split("/", -1)).contains("..")) {
            return "named by a path that leaves the archive";
        }
        if (entry.isUnixSymlink()) {
            return "a symbolic link";
        }
        if (entry.getGeneralPurposeBit().usesEncryption()) {
            return "encrypted";
        }
        long size = entry.getSize();
        long packed = entry.getCompressedSize();
        if (size < 0 || packed < 0 || (size > limits.floor() && size / limits.ratio() > packed)) {
            return "packed more than " + limits.ratio() + " fold, as bombs are";
        }
        return null;
    }

    private static boolean litter(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1);
        return name.startsWith("__MACOSX/")
                || last.startsWith("._")
                || last.equals(".DS_Store")
                || last.equalsIgnoreCase("Thumbs.db")
                || last.equalsIgnoreCase("desktop.ini");
    }

    /** Leaves out the folder that all files lie in, and folders within it that do. */
    private static Map<String, Entry> withoutFolder(Map<String, Entry> files) {
        String first = files.isEmpty() ? "" : files.keySet().iterator().next();
        int slash = first.indexOf('/');
        if (slash < 0 || !files.keySet().stream().allMatch(name -> name.startsWith(first.substring(0, slash + 1)))) {
            return files;
        }
        Map<String, Entry> inner = new TreeMap<>();
        files.forEach((name, entry) -> inner.put(name.substring(slash + 1), entry));
        return withoutFolder(inner);
    }

    private static ConnectorException refused(String archive, String why) {
        return new ConnectorException(
                ConnectorException.Kind.BROKEN,
                archive + ' ' + why
                        + "; it was not opened: ask the source's owner where it comes from, and for a clean one");
    }
}
