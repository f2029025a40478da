// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.susten.engine.Batch;
import org.susten.engine.Intake;
import org.susten.engine.Run;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/**
 * {@code susten:source/<connection>}: one exchange per run, whose body gives its batches. However the route ends, the run ends:
 * committed, held, or failed.
 */
final class RunSource extends TurnTaker {
    private static final Set<String> ENDS = Set.of("COMMITTED", "HELD", "FAILED", "REJECTED");
    private static final Duration LONGEST_STEP = Duration.ofMinutes(5);

    private final Core core;
    private final String connection;

    RunSource(SustenEndpoint endpoint, Processor processor, Core core, String connection) {
        super(endpoint, processor);
        this.core = core;
        this.connection = connection;
    }

    @Override
    String about() {
        return "Connection " + connection;
    }

    @Override
    int turn() throws Exception {
        Optional<Run> due = core.intake().open(connection);
        if (due.isEmpty()) {
            return 0;
        }
        long run = due.get().id();
        InHand inHand = new InHand("run " + run, Long.toString(run));
        take(inHand);
        Throwable failure = carry(run, inHand);
        if (failure != null) {
            Throwable first = inHand.cause();
            Throwable root = TransportException.root(first == null ? failure : first);
            boolean stopped = root instanceof TransportException t && t.kind() == TransportException.Kind.STOPPED;
            core.intake().fail(run, stopped ? new CancellationException(root.getMessage()) : root);
        }
        return 1;
    }

    private @Nullable Throwable carry(long run, InHand inHand) {
        Exchange exchange = createExchange(false);
        Exception failure = Attempt.failure(() -> {
            try (Intake.Batches batches = core.intake().read(run)) {
                inHand.putInto(exchange);
                exchange.getMessage().setHeader("SustenConnection", connection);
                exchange.getMessage().setHeader("SustenRun", run);
                exchange.getMessage().setBody(new Stoppable(batches, inHand));
                route(exchange, inHand);
            }
        });
        releaseExchange(exchange, false);
        return failure;
    }

    /** Fails where the route did, or ended too early. */
    private void route(Exchange exchange, InHand inHand) throws Exception {
        Exception thrown = Attempt.failure(() -> getProcessor().process(exchange));
        Exception failure = thrown == null ? exchange.getException() : thrown;
        if (failure == null && !ENDS.contains(inHand.reached())) {
            failure = TransportException.settings(
                    "the route of connection " + connection + " ended before its run did",
                    "let it end with susten:commit");
        }
        if (failure != null) {
            // no batch may still be staging into a run that has ended
            inHand.failAndWait(failure, LONGEST_STEP);
            throw failure;
        }
    }

    /** Batches until the route is stopped or a batch failed; the step after them then says so. */
    private record Stoppable(Intake.Batches batches, InHand inHand) implements Iterator<Batch> {
        @Override
        public boolean hasNext() {
            return !inHand.isOver() && taking(batches::hasNext);
        }

        @Override
        public Batch next() {
            return taking(batches::next);
        }

        /** Camel would never end an exchange whose batches end with an error. */
        private <T> T taking(Supplier<T> reading) {
            try {
                return Attempt.of(() -> inHand.step(reading::get));
            } catch (RuntimeException e) {
                inHand.fail(e);
                throw e;
            }
        }
    }
}
