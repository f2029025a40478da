// SPDX-License-Identifier: Apache-2.0
package org.susten.users;

import java.io.Serial;

/** Users cannot be changed as asked; nothing has changed. */
public final class UsersException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why not. */
    public enum Kind {
        /** There is no such user. */
        UNKNOWN,
        /** What is asked for cannot be: a bad name, a weak password, a day that is over. */
        INVALID,
        /** It contradicts what is there: a name that is taken, the last administrator. */
        CONFLICT,
        /** The file cannot be read or written. */
        FILE
    }

    /** Says what failed and what to do. */
    public UsersException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Why not. */
    public Kind kind() {
        return kind;
    }
}
