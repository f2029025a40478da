// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a file whose encoding nobody told us. A byte order mark decides at once; otherwise it is UTF-8 until the
 * first bytes beyond ASCII say that it is Windows-1252, which is the same decision for the whole file, as all before was
 * ASCII. Bytes that are broken all the same come out as {@link #BROKEN}. One thread, but {@link #bytesRead} is for any.
 */
final class Text extends Reader {

    /** Stands for bytes that are no character; no text holds it, as Unicode has given it no meaning. */
    static final char BROKEN = '\uFFFF';

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final int ROOM = 1 << 16;

    private final InputStream in;
    private final Findings findings;
    private final ByteBuffer bytes = ByteBuffer.allocate(ROOM).limit(0);
    private CharsetDecoder decoder;
    private boolean guessing;
    /** An encoding of other letters than UTF-8's that somebody said, until the first of them came. */
    private String told = "";

    private boolean lastBytes;
    private boolean ended;
    private boolean doubtful;
    private volatile long bytesRead;

    Text(InputStream in, @Nullable Charset charset, Findings findings) throws IOException {
        this.in = in;
        this.findings = findings;
        try {
            while (bytes.remaining() < 4 && !lastBytes) {
                fill();
            }
        } catch (IOException e) {
            in.close();
            throw e;
        }
        Charset marked = mark();
        this.guessing = charset == null && marked == null;
        this.decoder = decoder(marked != null ? marked : charset != null ? charset : unmarked());
        this.told = marked != null || charset == null || charset.name().startsWith("UTF-") ? "" : charset.name();
        doubt();
    }

    /** Whether the end of the file was met. */
    boolean ended() {
        return ended;
    }

    /** Whether a NUL or broken bytes were met so far, so that fields are worth a look. */
    boolean doubtful() {
        return doubtful;
    }

    long bytesRead() {
        return bytesRead;
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        if (ended) {
            return -1;
        }
        CharBuffer out = CharBuffer.wrap(buffer, offset, length);
        while (out.position() == offset) {
            CoderResult result = decoder.decode(bytes, out, lastBytes);
            inspect(buffer, offset, out.position());
            if (result.isError()) {
                recover(result, out);
            } else if (result.isUnderflow() && lastBytes && out.position() == offset) {
                ended = true;
                return -1;
            } else if (result.isUnderflow()) {
                fill();
            }
        }
        return out.position() - offset;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** One pass without branches, which the compiler makes cheap. */
    private void inspect(char[] buffer, int from, int to) {
        int zero = 0;
        int all = 0;
        for (int i = from; i < to; i++) {
            zero |= buffer[i] - 1;
            all |= buffer[i];
        }
        doubtful |= zero < 0;
        guessing &= all < 0x80;
    }

    private void recover(CoderResult result, CharBuffer out) {
        if (guessing) {
            guessing = false;
            decoder = decoder(WINDOWS);
            findings.add("is not UTF-8 and was read as Windows-1252; ask for UTF-8");
            return;
        }
        if (out.hasRemaining()) {
            doubtful = true;
            bytes.position(bytes.position() + result.length());
            out.put(BROKEN);
        }
    }

    private void fill() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            lastBytes = true;
        } else {
            bytes.position(bytes.position() + count);
            bytesRead += count;
        }
        bytes.flip();
        doubt();
    }

    /** Text of single bytes is UTF-8 by no chance: where its first letters are, somebody said the wrong encoding. */
    private void doubt() {
        if (told.isEmpty()) {
            return;
        }
        CharBuffer read = CharBuffer.allocate(bytes.remaining());
        boolean broken = decoder(StandardCharsets.UTF_8)
                .decode(bytes.duplicate(), read, false)
                .isError();
        boolean letters = read.flip().chars().anyMatch(letter -> letter >= 0x80);
        if (letters && !broken) {
            findings.add("is UTF-8 and was read as " + told
                    + ", which is said of it; every letter beyond ASCII came in as two or more"
                    + " others: correct the encoding that is said");
        }
        if (letters || broken) {
            told = "";
        }
    }

    private @Nullable Charset mark() {
        if (starts(0xEF, 0xBB, 0xBF)) {
            bytes.position(3);
            return StandardCharsets.UTF_8;
        }
        if (starts(0xFF, 0xFE)) {
            bytes.position(2);
            return StandardCharsets.UTF_16LE;
        }
        if (starts(0xFE, 0xFF)) {
            bytes.position(2);
            return StandardCharsets.UTF_16BE;
        }
        return null;
    }

    /** ASCII in UTF-16 has a zero in every other byte. */
    private Charset unmarked() {
        if (bytes.remaining() >= 4
                && bytes.get(0) != 0
                && bytes.get(1) == 0
                && bytes.get(2) != 0
                && bytes.get(3) == 0) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.remaining() >= 4
                && bytes.get(0) == 0
                && bytes.get(1) != 0
                && bytes.get(2) == 0
                && bytes.get(3) != 0) {
            return StandardCharsets.UTF_16BE;
        }
        return StandardCharsets.UTF_8;
    }

    private boolean starts(int... signature) {
        if (bytes.remaining() < signature.length) {
            return false;
        }
        for (int i = 0; i < signature.length; i++) {
            if ((bytes.get(i) & 0xFF) != signature[i]) {
                return false;
            }
        }
        return true;
    }

    private static CharsetDecoder decoder(Charset charset) {
        return charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }
}
