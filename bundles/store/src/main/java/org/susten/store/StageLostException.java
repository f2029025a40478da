// SPDX-License-Identifier: Apache-2.0
package org.susten.store;

import java.io.Serial;

/** What a run had staged is gone, because PostgreSQL crashed or the stage was dropped. Nothing was committed: run it again. */
public final class StageLostException extends IllegalStateException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Names the run. */
    public StageLostException(long run) {
        super("the stage of run " + run
                + " is gone: PostgreSQL crashed since, or it was dropped; nothing was committed,"
                + " the hub must run it again");
    }
}
