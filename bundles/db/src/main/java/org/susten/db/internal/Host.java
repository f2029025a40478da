// SPDX-License-Identifier: Apache-2.0
package org.susten.db.internal;

import java.io.IOException;
import java.nio.file.Path;

/** Where the database runs. For one thread. */
interface Host extends AutoCloseable {

    /**
     * Does what it can to have the database run, and says how to reach it. Asked again and again, so it is cheap while all is
     * well.
     *
     * @throws org.susten.db.DatabaseException where it does not run, with what to do
     */
    Access ready() throws IOException;

    /** What was reached may be out of reach by now: {@link #ready} looks again, and says why. */
    default void doubt() {
        // whoever runs it himself looks each time
    }

    /**
     * Moves the data of a database that this hub keeps itself into a folder, made where needed; does nothing where somebody else
     * keeps it.
     */
    void setAside(Path to) throws IOException;

    /** Where it is, for people. */
    String place();

    /** Leaves it in order. */
    @Override
    void close() throws IOException;
}
