// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import org.susten.spi.ConnectorException;

/** Looks at the end of an archive before a library reads all of its directory into memory. */
final class ZipPreflight {

    private static final int END = 0x06054b50;
    private static final int END_SIZE = 22;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_SIZE = 20;
    private static final int LARGEST_COMMENT = 0xFFFF;
    /** Longest name plus extra fields that one entry may take. */
    private static final int BYTES_PER_ENTRY = 2048;

    private ZipPreflight() {}

    /** Refuses an archive whose directory takes more room than that many entries could. */
    static void check(SeekableByteChannel channel, String archive, int entries) throws IOException {
        long size = channel.size();
        int tailSize = (int) Math.min(size, END_SIZE + LARGEST_COMMENT + LOCATOR_SIZE);
        ByteBuffer tail = read(channel, size - tailSize, tailSize);
        int end = tailSize - END_SIZE;
        while (end >= 0 && tail.getInt(end) != END) {
            end--;
        }
        if (end < 0) {
            throw new EOFException("no end of central directory");
        }
        long directory = tail.getInt(end + 16) & 0xFFFFFFFFL;
        if (end >= LOCATOR_SIZE && tail.getInt(end - LOCATOR_SIZE) == LOCATOR) {
            directory = read(channel, tail.getLong(end - LOCATOR_SIZE + 8), 56).getLong(48);
        }
        long room = size - tailSize + end - directory;
        if (directory < 0 || room < 0 || room > (long) entries * BYTES_PER_ENTRY) {
            throw new ConnectorException(
                    ConnectorException.Kind.BROKEN,
                    archive + " has a directory for more than " + entries + " entries; send what is needed only");
        }
        channel.position(0);
    }

    private static ByteBuffer read(SeekableByteChannel channel, long position, int length) throws IOException {
        if (position < 0 || position + length > channel.size()) {
            throw new EOFException("the end of the archive points outside it");
        }
        ByteBuffer buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        channel.position(position);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the archive ends early");
            }
        }
        return buffer.flip();
    }
}
