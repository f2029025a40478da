// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.arrival;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.susten.engine.connection.ConnectorCalls;
import org.susten.spi.Glob;
import org.susten.spi.Inlet;

/** The files of one reading, out of the raw store; of two with one name the later counts. */
public final class RawInlet implements Inlet {

    private final Vault vault;
    private final ConnectorCalls calls;
    private final SortedMap<String, ArrivalTable.Arrival> files = new TreeMap<>();
    /** Names that the connector has looked for. */
    private final Set<String> wanted = ConcurrentHashMap.newKeySet();

    /** {@code calls} learn of what is read. */
    public RawInlet(Vault vault, List<ArrivalTable.Arrival> arrivals, ConnectorCalls calls) {
        this.vault = vault;
        this.calls = calls;
        arrivals.forEach(arrival -> files.put(arrival.file(), arrival));
    }

    @Override
    public List<String> names(String glob) {
        List<String> names =
                files.keySet().stream().filter(Glob.of(glob)::matches).toList();
        wanted.addAll(names);
        return names;
    }

    /** Files that the connector has not looked for under any name or pattern. */
    public List<String> unwanted() {
        return files.keySet().stream().filter(name -> !wanted.contains(name)).toList();
    }

    /** Whether the connector has looked for none of what arrived. */
    public boolean allUnwanted() {
        return wanted.isEmpty() && !files.isEmpty();
    }

    @Override
    public InputStream open(String name) throws IOException {
        return new Watched.Stream(vault.open(file(name).sha256()), calls);
    }

    @Override
    public SeekableByteChannel channel(String name) throws IOException {
        return new Watched.Channel(vault.channel(file(name).sha256()), calls);
    }

    @Override
    public long size(String name) throws IOException {
        return file(name).bytes();
    }

    private ArrivalTable.Arrival file(String name) throws IOException {
        ArrivalTable.Arrival arrival = files.get(name);
        if (arrival == null) {
            throw new FileNotFoundException("no file " + name + " has arrived for this reading");
        }
        wanted.add(name);
        return arrival;
    }
}
