// SPDX-License-Identifier: Apache-2.0
package org.susten.engine;

import java.util.Iterator;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The steps of a run, each one plain call; the intake route makes them in order. A run that dies between two steps leaves
 * nothing behind but its record, and what had arrived for it starts a new one.
 */
@ProviderType
public interface Intake {

    /** Batches of a run; closes its readers. One thread. */
    interface Batches extends Iterator<Batch>, AutoCloseable {
        @Override
        void close();
    }

    /**
     * Opens the connection's next run if one is due: something arrived, its time has come, someone asked, or a held run was
     * approved. Takes the connection's lock: empty while another run of it is active, here or on another hub.
     */
    Optional<Run> open(String connection);

    /** Reads a run in batches; none for a held run that was approved. */
    Batches read(long run);

    /** Gives a batch its meaning; rows that cannot be understood go to quarantine. Safe for several threads. */
    Batch map(Batch batch);

    /** Stages a mapped batch. Safe for several threads. */
    void stage(Batch batch);

    /** Compares, lets children wait for parents, and holds the run where it would close or change too much. */
    Run screen(long run);

    /** Works out who is who. */
    Run resolve(long run);

    /** Makes it so: rows, links, cursors, run record, in one transaction. */
    Run commit(long run);

    /** Ends a run that failed; the kind of the failure decides whether and when it is tried again. */
    Run fail(long run, Throwable why);
}
