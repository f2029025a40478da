// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.util.NoSuchElementException;
import org.susten.engine.Batch;
import org.susten.engine.Intake;

/** What is left to read of a run whose rows are staged already. */
public final class NoBatches implements Intake.Batches {

    @Override
    public boolean hasNext() {
        return false;
    }

    @Override
    public Batch next() {
        throw new NoSuchElementException();
    }

    @Override
    public void close() {}
}
