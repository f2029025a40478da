// SPDX-License-Identifier: Apache-2.0
package org.susten.connector.tabular;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.susten.spi.Context;
import org.susten.spi.Inlet;

/** The files of a folder, as if they had arrived. */
record FolderInlet(Path folder) implements Inlet, Context {

    @Override
    public List<String> names(String glob) {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .filter(matcher::matches)
                    .map(Path::toString)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public InputStream open(String name) throws IOException {
        return Files.newInputStream(folder.resolve(name));
    }

    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        return Files.newByteChannel(folder.resolve(name));
    }

    @Override
    public long size(String name) throws IOException {
        return Files.size(folder.resolve(name));
    }

    @Override
    public Inlet inlet() {
        return this;
    }

    @Override
    public char[] secret(String name) {
        throw new AssertionError("a table needs no secret");
    }

    @Override
    public Clock clock() {
        return Clock.systemUTC();
    }

    @Override
    public List<String> hosts() {
        return List.of();
    }

    @Override
    public void pause(Duration time) {
        throw new AssertionError("a table waits for nobody");
    }
}
