// SPDX-License-Identifier: Apache-2.0
package org.susten.addons;

import java.io.Serial;

/** An add-on is not installed or removed; nothing has changed. */
public final class AddonException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** Why not. */
    public enum Kind {
        /** The file is no KAR, or one that the hub does not take. */
        FILE,
        /** Nobody whom the hub trusts has signed it as it is. */
        UNTRUSTED,
        /** It would touch what runs. */
        CONFLICT,
        /** There is no such add-on. */
        UNKNOWN,
        /** Karaf could not do it. */
        FAILED
    }

    /** Says what failed and what to do. */
    public AddonException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** Says what failed, and why. */
    public AddonException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why not. */
    public Kind kind() {
        return kind;
    }
}
