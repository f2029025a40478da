// SPDX-License-Identifier: Apache-2.0
package org.susten.identity;

import java.io.Serial;

/** What somebody asked of the index cannot be done. Messages name numbers, never anybody. */
public final class IdentityException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What to do about it. */
    public enum Kind {
        /** There is no such thing: ask for another. */
        UNKNOWN,
        /** It is not in a state for this, or somebody else has it: look at it again. */
        STATE
    }

    private final Kind kind;

    /** Names the fault. */
    public IdentityException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** What to do about it. */
    public Kind kind() {
        return kind;
    }
}
