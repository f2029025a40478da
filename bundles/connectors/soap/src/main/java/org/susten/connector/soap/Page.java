// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import org.susten.spi.Inlet;

/** The answer to one call, as a file. */
record Page(String name, byte[] bytes) implements Inlet {

    @Override
    public List<String> names(String glob) {
        return List.of(name);
    }

    @Override
    public InputStream open(String file) {
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public SeekableByteChannel channel(String file) throws IOException {
        throw new IOException("an answer is read forward only");
    }

    @Override
    public long size(String file) {
        return bytes.length;
    }
}
