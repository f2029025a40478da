// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileOperations;

/**
 * Lets a file be taken once its size and time have stayed the same for a while, as seen from poll to poll by this hub's clock: the
 * other side's clock does not count, and no file waits for another. An empty file has to stay so for some seconds even where the
 * others do not wait: every file is empty when it is made, and who writes it may be slow. Used by one consumer's thread.
 */
final class Settled<T> implements GenericFileExclusiveReadLockStrategy<T> {
    private static final Duration FORGET = Duration.ofDays(1);
    private static final Duration EMPTY = Duration.ofSeconds(3);

    private final Clock clock;
    private final Duration settle;
    private final Predicate<String> mayBeEmpty;
    private final Map<String, Sight> sights = new HashMap<>();

    private record Sight(long size, long modified, Instant first) {}

    /**
     * One folder's.
     *
     * @param settle how long a file must stay the same
     * @param mayBeEmpty names of files that are complete with nothing in them, as those that say all others are there
     */
    Settled(Clock clock, Duration settle, Predicate<String> mayBeEmpty) {
        this.clock = clock;
        this.settle = settle;
        this.mayBeEmpty = mayBeEmpty;
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<T> operations, GenericFileEndpoint<T> endpoint) {
        sights.clear();
    }

    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        Instant now = clock.instant();
        sights.values().removeIf(s -> s.first().isBefore(now.minus(FORGET)));
        String name = file.getAbsoluteFilePath();
        Sight before = sights.get(name);
        if (before == null || before.size() != file.getFileLength() || before.modified() != file.getLastModified()) {
            before = new Sight(file.getFileLength(), file.getLastModified(), now);
            sights.put(name, before);
        }
        return !before.first().plus(patience(file)).isAfter(now);
    }

    private Duration patience(GenericFile<T> file) {
        boolean justMade = file.getFileLength() == 0 && !mayBeEmpty.test(file.getFileNameOnly());
        return justMade && settle.compareTo(EMPTY) < 0 ? EMPTY : settle;
    }

    @Override
    public void releaseExclusiveReadLockOnAbort(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        // it stays as it is and is looked at again
    }

    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        sights.remove(file.getAbsoluteFilePath());
    }

    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        sights.remove(file.getAbsoluteFilePath());
    }

    // The following are settings of Camel's own strategies; ours has its one setting already.

    @Override
    public void setTimeout(long timeout) {}

    @Override
    public void setCheckInterval(long checkInterval) {}

    @Override
    public void setReadLockLoggingLevel(LoggingLevel readLockLoggingLevel) {}

    @Override
    public void setMarkerFiler(boolean markerFiler) {}

    @Override
    public void setDeleteOrphanLockFiles(boolean deleteOrphanLockFiles) {}
}
