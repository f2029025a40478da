// SPDX-License-Identifier: Apache-2.0
package org.susten.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.susten.kit.internal.ZipDirectory;
import org.susten.spi.ConnectorException;
import org.susten.spi.Glob;
import org.susten.spi.Inlet;

/**
 * The files within a ZIP archive as an inlet. Nothing is unpacked to disk. Where all files lie in one folder, its name is
 * left out. Folders, {@code __MACOSX} and other leavings of file managers are not files; archives within the archive are,
 * but nobody opens them.
 *
 * <p>An archive that is a bomb or that tries to deceive is refused as {@link ConnectorException.Kind#BROKEN}: names that leave
 * the archive, that are absolute, or that differ in case only; symbolic links; encryption; more entries, more bytes or a higher
 * ratio than the limits; bytes that do not match their checksum or size. Safe for several threads.
 */
public final class ZipInlet implements Inlet {

    /**
     * What an archive may hold.
     *
     * @param entries number of entries
     * @param bytes bytes of all files unpacked
     * @param ratio unpacked bytes to packed bytes, of any one file
     * @param floor unpacked bytes up to which the ratio does not matter
     */
    public record Limits(int entries, long bytes, int ratio, long floor) {

        /** Room for the largest export of a metropolitan region; CSV packs 5 to 30 fold. */
        public static final Limits STANDARD = new Limits(10_000, 100L << 30, 200, 32L << 20);
    }

    private static final long LARGEST_IN_MEMORY = 64L << 20;

    private final ZipDirectory directory;

    private ZipInlet(ZipDirectory directory) {
        this.directory = directory;
    }

    /**
     * Opens an archive of an inlet.
     *
     * @throws ConnectorException of kind BROKEN where it is no archive that could be read in safety
     */
    public static ZipInlet open(Inlet inlet, String name) {
        return open(inlet, name, Limits.STANDARD);
    }

    /** As above, with other limits. */
    public static ZipInlet open(Inlet inlet, String name, Limits limits) {
        return new ZipInlet(ZipDirectory.read(inlet, name, limits));
    }

    @Override
    public List<String> names(String glob) {
        return directory.names().stream().filter(Glob.of(glob)::matches).toList();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return directory.open(name);
    }

    /** Only for files up to 64 MB, which are held in memory: a packed file can be read forward only. */
    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        if (size(name) > LARGEST_IN_MEMORY) {
            throw new IOException(name + " is too large to be read from within an archive; send it by itself");
        }
        try (InputStream in = open(name)) {
            return new SeekableInMemoryByteChannel(in.readAllBytes());
        }
    }

    @Override
    public long size(String name) throws IOException {
        return directory.size(name);
    }
}
