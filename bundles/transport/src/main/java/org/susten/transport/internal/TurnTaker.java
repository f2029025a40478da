// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.susten.transport.door.Attempt;
import org.susten.transport.door.TransportException;

/** Asks the core again and again whether something is due, and carries it through its route. Stopping waits for the step in hand. */
abstract class TurnTaker extends ScheduledPollConsumer {
    private static final Logger log = LoggerFactory.getLogger(TurnTaker.class);
    /** How long stopping waits: longer than any step but a very large commit, which then ends by itself. */
    static final long PATIENCE_SECONDS = 10;

    private final ReentrantLock turn = new ReentrantLock();
    private volatile boolean stopping;
    private volatile @Nullable InHand inHand;
    /** One thread at a time. */
    private boolean failing;

    TurnTaker(SustenEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** Carries what is due; returns how many exchanges there were. */
    abstract int turn() throws Exception;

    /** Whether this turn asked nothing, since what failed is not to be tried yet: then it still fails. */
    boolean rests() {
        return false;
    }

    /** What it asks about, for logs. */
    abstract String about();

    @Override
    protected final int poll() {
        if (stopping || !turn.tryLock()) {
            return 0;
        }
        try {
            int[] carried = new int[1];
            Exception failure = Attempt.failure(() -> carried[0] = turn());
            say(failure);
            return carried[0];
        } finally {
            inHand = null;
            turn.unlock();
        }
    }

    /** Once, not every second. */
    private void say(@Nullable Exception failure) {
        if (failure != null) {
            if (!failing) {
                log.warn("{} cannot be asked now and is asked again: {}", about(), TransportException.words(failure));
            }
            log.debug("{}", about(), TransportException.bare(failure));
        }
        failing = failure != null || failing && rests();
    }

    /** From here on, stopping reaches it. */
    final void take(InHand taken) {
        inHand = taken;
        if (stopping) {
            taken.stop();
        }
    }

    private void stopHand() {
        stopping = true;
        InHand taken = inHand;
        if (taken != null) {
            taken.stop();
        }
    }

    @Override
    protected void doStart() throws Exception {
        stopping = false;
        super.doStart();
    }

    @Override
    protected void doResume() throws Exception {
        stopping = false;
        super.doResume();
    }

    @Override
    protected void doSuspend() throws Exception {
        stopHand();
        super.doSuspend();
    }

    @Override
    protected void doStop() throws Exception {
        stopHand();
        boolean ended = turn.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (ended) {
            turn.unlock();
        } else {
            log.warn("{} was stopped while a step was still in hand", about());
        }
        super.doStop();
    }
}
