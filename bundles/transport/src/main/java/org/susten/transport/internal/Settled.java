// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileExclusiveReadLockStrategy;
import org.apache.camel.component.file.GenericFileOperations;

/** Lets Camel take a file once it has stayed the same for a while. Used by one consumer's thread. */
final class Settled<T> implements GenericFileExclusiveReadLockStrategy<T> {
    private final Sights sights;
    private final Predicate<String> mayBeEmpty;

    private record Stamp(long size, long modified) {}

    /**
     * One folder's.
     *
     * @param settle how long a file must stay the same
     * @param mayBeEmpty names of files that are complete with nothing in them, as those that say all others are there
     */
    Settled(Clock clock, Duration settle, Predicate<String> mayBeEmpty) {
        this.sights = new Sights(clock, settle);
        this.mayBeEmpty = mayBeEmpty;
    }

    @Override
    public void prepareOnStartup(GenericFileOperations<T> operations, GenericFileEndpoint<T> endpoint) {
        sights.forgetAll();
    }

    @Override
    public boolean acquireExclusiveReadLock(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        boolean justMade = file.getFileLength() == 0 && !mayBeEmpty.test(file.getFileNameOnly());
        return sights.settled(
                file.getAbsoluteFilePath(), new Stamp(file.getFileLength(), file.getLastModified()), justMade);
    }

    @Override
    public void releaseExclusiveReadLockOnAbort(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        // it stays as it is and is looked at again
    }

    @Override
    public void releaseExclusiveReadLockOnRollback(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        sights.forget(file.getAbsoluteFilePath());
    }

    @Override
    public void releaseExclusiveReadLockOnCommit(
            GenericFileOperations<T> operations, GenericFile<T> file, Exchange exchange) {
        sights.forget(file.getAbsoluteFilePath());
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
