// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.internal;

import java.io.FilterReader;
import java.io.IOException;

/** Characters for an XML parser: those that XML forbids are replaced, and a token that would fill the memory is ended. One thread. */
final class XmlText extends FilterReader {

    /** Stands for what is no character. */
    static final char REPLACED = '\uFFFD';

    private static final int LARGEST_TOKEN = 16 << 20;

    private final Text text;
    private long sinceToken;

    XmlText(Text text) {
        super(text);
        this.text = text;
    }

    /** Says that a token begins. */
    void token() {
        sinceToken = 0;
    }

    long bytesRead() {
        return text.bytesRead();
    }

    @Override
    public int read(char[] buffer, int offset, int length) throws IOException {
        int count = text.read(buffer, offset, length);
        if (count > 0) {
            sinceToken += count;
            if (sinceToken > LARGEST_TOKEN) {
                throw new IOException("an XML token has no end");
            }
            for (int i = offset; i < offset + count; i++) {
                char c = buffer[i];
                if (c < ' ' && c != '\n' && c != '\r' && c != '\t' || c >= '\uFFFE') {
                    buffer[i] = REPLACED;
                }
            }
        }
        return count;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }
}
