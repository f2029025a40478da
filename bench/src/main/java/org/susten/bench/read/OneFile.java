// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.susten.spi.Inlet;

/** One file, under whatever name it is asked for. */
record OneFile(Path file) implements Inlet {

    @Override
    public List<String> names(String glob) {
        return List.of(file.getFileName().toString());
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(file);
    }

    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        return Files.newByteChannel(file);
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(file);
    }
}
