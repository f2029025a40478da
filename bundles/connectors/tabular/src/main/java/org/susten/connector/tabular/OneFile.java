// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.susten.spi.ConnectorException;
import org.susten.spi.Glob;
import org.susten.spi.Inlet;

/** A file as if it had arrived, with the files beside it, which joins may ask for. */
record OneFile(Path file) implements Inlet {

    @Override
    public List<String> names(String glob) {
        Glob wanted = Glob.of(glob);
        try (Stream<Path> beside = Files.list(folder())) {
            return beside.filter(Files::isRegularFile)
                    .map(Path::getFileName)
                    .map(Path::toString)
                    .filter(wanted::matches)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ConnectorException(ConnectorException.Kind.UNAVAILABLE, folder() + " cannot be read", e);
        }
    }

    private Path folder() {
        return file.toAbsolutePath().resolveSibling("").normalize();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder().resolve(name));
    }

    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        return Files.newByteChannel(folder().resolve(name));
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(folder().resolve(name));
    }
}
