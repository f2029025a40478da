// SPDX-License-Identifier: Apache-2.0
package org.susten.bench.intake;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The most heap that was in use, looked at fifty times a second. */
final class Heap implements AutoCloseable {

    private static final long MIB = 1 << 20;

    private final AtomicLong peak = new AtomicLong();
    private final ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor();

    Heap() {
        looking.scheduleAtFixedRate(this::look, 0, 20, TimeUnit.MILLISECONDS);
    }

    private void look() {
        MemoryUsage usage = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        peak.accumulateAndGet(usage.getUsed(), Math::max);
    }

    long peakMiB() {
        return peak.get() / MIB;
    }

    static long limitMiB() {
        return Runtime.getRuntime().maxMemory() / MIB;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
