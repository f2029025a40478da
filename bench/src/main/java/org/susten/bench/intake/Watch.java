// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.susten.engine.Batch;
import org.susten.engine.Intake;
import org.susten.engine.Run;

/** The intake with a stopwatch at each step. */
final class Watch implements Intake {

    private final Intake intake;
    private final Map<String, LongAdder> nanos = new ConcurrentHashMap<>();
    private CompletableFuture<Run> ended = new CompletableFuture<>();
    private volatile long opened;
    private volatile long over;

    Watch(Intake intake) {
        this.intake = intake;
    }

    /** Before the next run. */
    CompletableFuture<Run> reset() {
        nanos.clear();
        ended = new CompletableFuture<>();
        return ended;
    }

    /** From the moment the run was opened until it was committed. */
    double seconds() {
        return (over - opened) / 1e9;
    }

    /** Seconds by step; mapping and staging are sums over threads. */
    Map<String, Double> steps() {
        Map<String, Double> seconds = new TreeMap<>();
        nanos.forEach((step, spent) -> seconds.put(step, spent.sum() / 1e9));
        return seconds;
    }

    private <T> T timed(String step, Supplier<T> work) {
        long start = System.nanoTime();
        try {
            return work.get();
        } finally {
            nanos.computeIfAbsent(step, any -> new LongAdder()).add(System.nanoTime() - start);
        }
    }

    @Override
    public Optional<Run> open(String connection) {
        long start = System.nanoTime();
        Optional<Run> run = intake.open(connection);
        if (run.isPresent()) {
            opened = start;
        }
        return run;
    }

    @Override
    public Batches read(long run) {
        Batches batches = intake.read(run);
        return new Batches() {
            @Override
            public boolean hasNext() {
                return timed("read", batches::hasNext);
            }

            @Override
            public Batch next() {
                return timed("read", batches::next);
            }

            @Override
            public void close() {
                batches.close();
            }
        };
    }

    @Override
    public Batch map(Batch batch) {
        return timed("map", () -> intake.map(batch));
    }

    @Override
    public void stage(Batch batch) {
        timed("stage", () -> {
            intake.stage(batch);
            return batch;
        });
    }

    @Override
    public Run screen(long run) {
        nanos.computeIfAbsent("readMapStage", any -> new LongAdder()).add(System.nanoTime() - opened);
        return ending(timed("screen", () -> intake.screen(run)));
    }

    @Override
    public Run resolve(long run) {
        return timed("resolve", () -> intake.resolve(run));
    }

    @Override
    public Run commit(long run) {
        return ending(timed("commit", () -> intake.commit(run)));
    }

    @Override
    public Run fail(long run, Throwable why) {
        return ending(intake.fail(run, why));
    }

    private Run ending(Run run) {
        over = System.nanoTime();
        if (run.state() != Run.State.SCREENED) {
            ended.complete(run);
        }
        return run;
    }
}
