// SPDX-License-Identifier: Apache-2.0
package org.susten.feeds;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A step of a delivery could not be made. Messages carry no row. */
public final class FeedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    public enum Kind {
        /** The spool cannot be written or read: free room or give access; the step is made again by itself. */
        SPOOL,
        /** The partner's public key cannot be used: nothing is written until there is one that can. */
        KEY,
        /** There is no such feed or delivery, or it is not in a state for this step: a fault of the caller. */
        STATE
    }

    private final Kind kind;

    /** Names the fault. */
    public FeedException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** What to do about it. */
    public Kind kind() {
        return kind;
    }
}
