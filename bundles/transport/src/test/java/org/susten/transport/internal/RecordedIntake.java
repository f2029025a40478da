// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.susten.engine.Batch;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.spi.Progress;

/** The border to the engine: says what it was told, and does what a test asks. */
final class RecordedIntake implements Intake {
    final List<String> calls = new CopyOnWriteArrayList<>();
    final Map<Long, Throwable> failed = new ConcurrentHashMap<>();
    final AtomicInteger inMemory = new AtomicInteger();
    final AtomicInteger mostInMemory = new AtomicInteger();
    final AtomicInteger inHand = new AtomicInteger();
    volatile int inHandWhenFailed = -1;
    volatile int batches = 3;
    volatile Run.State screened = Run.State.SCREENED;
    volatile Consumer<Batch> onStage = b -> {};
    volatile Consumer<Batch> onNext = b -> {};
    private final Map<String, Queue<Long>> due = new ConcurrentHashMap<>();

    synchronized void due(String connection, long run) {
        due.computeIfAbsent(connection, c -> new ArrayDeque<>()).add(run);
    }

    @Override
    public synchronized Optional<Run> open(String connection) {
        Queue<Long> runs = due.getOrDefault(connection, new ArrayDeque<>());
        return Optional.ofNullable(runs.poll()).map(r -> run(r, connection, Run.State.READING));
    }

    @Override
    public Batches read(long run) {
        calls.add("read " + run);
        Iterator<Integer> numbers =
                java.util.stream.IntStream.rangeClosed(1, batches).iterator();
        return new Batches() {
            @Override
            public boolean hasNext() {
                return numbers.hasNext();
            }

            @Override
            public Batch next() {
                mostInMemory.accumulateAndGet(inMemory.incrementAndGet(), Math::max);
                Batch batch = new Batch(run, "students", numbers.next(), List.of(), List.of());
                onNext.accept(batch);
                return batch;
            }

            @Override
            public void close() {
                calls.add("close " + run);
            }
        };
    }

    @Override
    public Batch map(Batch batch) {
        return batch;
    }

    @Override
    public void stage(Batch batch) {
        inHand.incrementAndGet();
        try {
            onStage.accept(batch);
            calls.add("stage " + batch.run() + " " + batch.first());
        } finally {
            inMemory.decrementAndGet();
            inHand.decrementAndGet();
        }
    }

    @Override
    public Run screen(long run) {
        calls.add("screen " + run);
        return run(run, "", screened);
    }

    @Override
    public Run resolve(long run) {
        calls.add("resolve " + run);
        return run(run, "", Run.State.SCREENED);
    }

    @Override
    public Run commit(long run) {
        calls.add("commit " + run);
        return run(run, "", Run.State.COMMITTED);
    }

    @Override
    public Run fail(long run, Throwable why) {
        inHandWhenFailed = inHand.get();
        failed.put(run, why);
        calls.add("fail " + run);
        return run(run, "", Run.State.FAILED);
    }

    private static Run run(long id, String connection, Run.State state) {
        return new Run(
                id,
                connection,
                "arrival",
                state,
                Optional.empty(),
                "",
                Instant.EPOCH,
                Optional.empty(),
                new Run.Rows(0, 0, 0, 0, 0),
                Progress.UNKNOWN,
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty());
    }
}
