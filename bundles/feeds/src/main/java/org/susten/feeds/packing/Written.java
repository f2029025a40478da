// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds.packing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** A file of a package that knows its bytes and checksum, and is durable once closed; under a key, nothing of it is on disk in the clear. */
public final class Written extends OutputStream {

    private static final int BUFFER = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final Stored stored;
    /** What is encrypted comes in small pieces, armor byte by byte. */
    private final OutputStream gathered;

    private final OutputStream out;
    private final Optional<MessageDigest> content;
    private String sha256 = "";
    private String contentSha256 = "";

    Written(Path file, Optional<PartnerKey> key) throws IOException {
        this.file = file;
        channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        stored = new Stored(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER));
        content = key.map(k -> Spool.sha256());
        gathered = key.isPresent() ? new BufferedOutputStream(stored, BUFFER) : stored;
        out = key.isPresent() ? new BufferedOutputStream(key.get().encrypting(gathered), BUFFER) : stored;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int from, int length) throws IOException {
        content.ifPresent(digest -> digest.update(b, from, length));
        out.write(b, from, length);
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try (channel) {
                out.close();
                gathered.flush();
                channel.force(true);
            }
            sha256 = HexFormat.of().formatHex(stored.digest.digest());
            contentSha256 = content.map(digest -> HexFormat.of().formatHex(digest.digest()))
                    .orElse(sha256);
        }
    }

    Path file() {
        return file;
    }

    /** Its name in the package. */
    public String name() {
        return String.valueOf(file.getFileName());
    }

    /** As they lie there; all of them once it is closed. */
    public long bytes() {
        return stored.bytes;
    }

    /** Of the bytes as they lie there, once it is closed. */
    public String sha256Hex() {
        return sha256;
    }

    /** Of what was written, whether or not it lies there encrypted, once it is closed. */
    public String contentHex() {
        return contentSha256;
    }

    /** Counts; closing it only flushes. */
    private static final class Stored extends OutputStream {
        private final OutputStream to;
        private final MessageDigest digest = Spool.sha256();
        private long bytes;

        Stored(OutputStream to) {
            this.to = to;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] b, int from, int length) throws IOException {
            to.write(b, from, length);
            digest.update(b, from, length);
            bytes += length;
        }

        @Override
        public void flush() throws IOException {
            to.flush();
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
