// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;

/**
 * Calls of one connector, in threads of its own. Whether it still moves is counted in looks and not read from a clock: a clock
 * that jumps and a machine that slept are not held against it. Safe for several threads.
 */
public final class ConnectorCalls implements AutoCloseable {

    private final ExecutorService reading;
    private final ExecutorService mapping;
    private final Duration look;
    private final long looks;
    private final long longest;
    private final long begun = System.nanoTime();
    private final Consumer<ConnectorCalls> abandoned;
    private final LongAdder signs = new LongAdder();
    /** Why nobody waits for it any more; null while somebody does. */
    private volatile @Nullable Supplier<RuntimeException> over;

    /** {@code abandoned} learns of calls that did not come back. */
    ConnectorCalls(ThreadFactory threads, Duration look, long looks, long longest, Consumer<ConnectorCalls> abandoned) {
        this.reading = Executors.newSingleThreadExecutor(threads);
        this.mapping = Executors.newCachedThreadPool(threads);
        this.look = look;
        this.looks = looks;
        this.longest = longest;
        this.abandoned = abandoned;
    }

    /**
     * A sign of life: a row was read or understood, bytes of what arrived were read, the source is waited for as it asked. Ends
     * what comes back after it was given up, and what moves and comes to no end.
     */
    public void moved() {
        Supplier<RuntimeException> end = over;
        if (end != null) {
            throw end.get();
        }
        if (longest > 0 && (System.nanoTime() - begun) / look.toNanos() >= longest) {
            throw endless();
        }
        signs.increment();
    }

    /** Takes a call in the one thread that reads. */
    public <T> T reading(Supplier<T> call) {
        return answer(reading.submit(call::get));
    }

    /** Takes a call beside others. */
    public <T> T mapping(Supplier<T> call) {
        return answer(mapping.submit(call::get));
    }

    /** Lets go of what a reading holds; where the reading was given up, once it comes back. */
    public void letGo(Runnable close) {
        if (reading.isShutdown()) {
            // the run is over, and so was its reading before
            return;
        }
        Future<?> closed = reading.submit(close);
        if (over == null) {
            answer(closed);
        }
    }

    private <T> T answer(Future<T> call) {
        long seen = signs.sum();
        long quiet = 0;
        while (true) {
            try {
                return call.get(look.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                long now = signs.sum();
                quiet = now == seen ? quiet + 1 : 0;
                seen = now;
                Supplier<RuntimeException> end = over;
                if (end != null || looks > 0 && quiet >= looks) {
                    throw abandon(call, end == null ? this::givenUp : end);
                }
            } catch (ExecutionException e) {
                throw failure(Objects.requireNonNullElse(e.getCause(), e));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw abandon(call, () -> stopped(e));
            }
        }
    }

    /** From here on other calls of this connector end too, at their next sign of life or the next look. */
    private RuntimeException abandon(Future<?> call, Supplier<RuntimeException> why) {
        over = why;
        abandoned.accept(this);
        call.cancel(true);
        return why.get();
    }

    private ConnectorFaultException givenUp() {
        return new ConnectorFaultException(
                "the connector did nothing for " + looks
                        + (looks == 1 ? " minute" : " minutes")
                        + " and was given up. Hub operator: see whether the source"
                        + " answers (susten:check), or give it longer with stall.minutes in the connection's file; if it does"
                        + " not help, this is for the connector's author",
                null);
    }

    private ConnectorFaultException endless() {
        return new ConnectorFaultException(
                longest % 60 == 0
                        ? "the connector was still reading after " + longest / 60 + (longest == 60 ? " hour" : " hours")
                                + " and was given up. Hub operator: where its source is as large as that, give it longer with"
                                + " read.hours in the connection's file; where it is not, this is for the connector's author"
                        : "the connector did not end within " + longest
                                + " minutes and was given up. Hub operator: this is for the connector's author",
                null);
    }

    private static ConnectorException stopped(InterruptedException why) {
        return new ConnectorException(
                ConnectorException.Kind.UNAVAILABLE, "the hub stopped while it waited for the source", why);
    }

    /** Failures that the hub knows go on as they are; what else is thrown is the connector's fault, and ends this run and nothing else. */
    private static RuntimeException failure(Throwable why) {
        boolean known =
                why instanceof UncheckedIOException || why.getClass().getName().startsWith("org.susten.");
        return known && why instanceof RuntimeException said
                ? said
                : new ConnectorFaultException(
                        "the connector failed with " + why.getClass().getSimpleName()
                                + ". Hub operator: give this and the hub's log to its author",
                        why);
    }

    /** Whether none of its threads is busy any more. */
    boolean ended() {
        return reading.isTerminated() && mapping.isTerminated();
    }

    /** No more calls; its threads end when they have nothing more to do. */
    @Override
    public void close() {
        reading.shutdown();
        mapping.shutdown();
    }
}
