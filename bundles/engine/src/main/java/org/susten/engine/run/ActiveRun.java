// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.susten.engine.Run;
import org.susten.engine.connection.ConnectorCalls;
import org.susten.engine.connection.Options;
import org.susten.engine.connection.Places;
import org.susten.engine.connection.Wiring;
import org.susten.model.Entity;
import org.susten.spi.Catalogue;
import org.susten.spi.Connector;
import org.susten.spi.Progress;
import org.susten.store.Stage;

/**
 * A run this hub works on. One thread reads and so owns readings and findings until the reading is over; several map and stage,
 * and share only adders and concurrent sets.
 */
public final class ActiveRun {

    private static final int FINDINGS = 200;

    final long id;
    final Wiring.Wired wired;
    final Options options;
    final Due due;
    final Stage stage;
    final ConnectorCalls calls;
    final Places.Place place;
    final String system;
    final String site;

    final LongAdder read = new LongAdder();
    final LongAdder mapped = new LongAdder();
    final LongAdder quarantined = new LongAdder();
    final LongAdder ignored = new LongAdder();
    final LongAdder batchesRead = new LongAdder();
    final LongAdder batchesStaged = new LongAdder();

    private final AtomicBoolean faultTold = new AtomicBoolean();

    private final Map<String, Set<Class<? extends Entity>>> yields = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> openKeys = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> openPositions = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> keysAgain = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> positionsAgain = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> keyless = new ConcurrentHashMap<>();
    private final List<Reading> readings = new ArrayList<>();
    private final List<String> findings = new ArrayList<>();
    final Ordinals ordinals = new Ordinals();

    volatile Progress progress = Progress.UNKNOWN;
    volatile boolean readToTheEnd;

    private final boolean outdated;
    private volatile boolean resumed;

    ActiveRun(
            long id,
            Wiring.Wired wired,
            Due due,
            Stage stage,
            boolean outdated,
            ConnectorCalls calls,
            Places.Place place) {
        this.id = id;
        this.outdated = outdated;
        this.wired = wired;
        this.due = due;
        this.stage = stage;
        this.calls = calls;
        this.place = place;
        this.options = Options.of(wired.connection().settings());
        this.system = wired.connection().catalogue().id();
        this.site = wired.site();
        for (Catalogue.Stream stream : wired.connection().catalogue().streams()) {
            yields.put(stream.name(), Set.copyOf(stream.yields()));
        }
        for (String stream : options.repeats()) {
            if (!yields.containsKey(stream)) {
                finding("repeats names the stream " + stream + ", which there is not; there are "
                        + String.join(", ", new TreeSet<>(yields.keySet())));
            }
        }
    }

    String name() {
        return wired.connection().name();
    }

    Connector connector() {
        return wired.connector();
    }

    boolean replay() {
        return due.replays() != null;
    }

    /** Goes on where a person approved it: everything is staged. */
    void resume() {
        resumed = true;
    }

    boolean resumed() {
        return resumed;
    }

    /** Reads what is older than what is committed already. */
    boolean outdated() {
        return outdated;
    }

    /** Only a source that is asked goes on where it ended; files are read whole. */
    boolean keepsCursors() {
        return options.asked() && !replay();
    }

    boolean yields(String stream, Class<?> entity) {
        return yields.getOrDefault(stream, Set.of()).contains(entity);
    }

    /** Streams that yield it, by name. */
    List<String> yielding(Class<?> entity) {
        return yields.keySet().stream()
                .filter(stream -> yields(stream, entity))
                .sorted()
                .toList();
    }

    /** Rows that earlier runs left in quarantine under these keys are watched for. */
    void watch(List<String[]> streamsAndKeys) {
        for (String[] open : streamsAndKeys) {
            openKeys.computeIfAbsent(open[0], stream -> new HashSet<>()).add(open[1]);
        }
    }

    Set<String> openKeys(String stream) {
        return openKeys.getOrDefault(stream, Set.of());
    }

    void keyAgain(String stream, String key) {
        keysAgain.computeIfAbsent(stream, s -> ConcurrentHashMap.newKeySet()).add(key);
    }

    /** Of a replay: places of the rows that the replayed run left in quarantine. */
    void watchPositions(List<String[]> streamsAndPositions) {
        for (String[] open : streamsAndPositions) {
            openPositions.computeIfAbsent(open[0], stream -> new HashSet<>()).add(open[1]);
        }
    }

    /** By stream; empty where the run replays none, or nothing of it is in quarantine any more. */
    Map<String, Set<String>> openPositions() {
        return openPositions;
    }

    /** A row of a replay came; remembered where it was in quarantine, for a replay may have any number of rows. */
    void positionAgain(String stream, String position) {
        if (openPositions.getOrDefault(stream, Set.of()).contains(position)) {
            positionsAgain
                    .computeIfAbsent(stream, s -> ConcurrentHashMap.newKeySet())
                    .add(position);
        }
    }

    Map<String, Set<String>> keysAgain() {
        return keysAgain;
    }

    public Map<String, Set<String>> positionsAgain() {
        return positionsAgain;
    }

    /** A row came that nobody can name: what is absent may be that row. */
    void nameless(String stream) {
        keyless.computeIfAbsent(stream, s -> new LongAdder()).increment();
    }

    long nameless(Reading reading) {
        LongAdder rows = keyless.get(reading.stream());
        return rows == null ? 0 : rows.sum();
    }

    /** True once: one stack trace says as much as a thousand. */
    boolean tellFault() {
        return faultTold.compareAndSet(false, true);
    }

    void finding(String finding) {
        if (findings.size() < FINDINGS) {
            findings.add(finding);
        }
    }

    List<String> findings() {
        return List.copyOf(findings);
    }

    void reading(Reading reading) {
        readings.add(reading);
    }

    List<Reading> readings() {
        return readings;
    }

    Run.Rows rows(long waiting) {
        return new Run.Rows(read.sum(), mapped.sum(), quarantined.sum(), waiting, ignored.sum());
    }
}
