// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The one failure of this bundle; the kind says who must act. Never holds a secret or a person's data. */
final class TransportException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why it failed. */
    enum Kind {
        /** What an operator wrote is not allowed or not understood. */
        SETTINGS,
        /** The other side is not there now: tried again. */
        UNAVAILABLE,
        /** The other side says no: its owner and the hub's operator must talk. */
        REFUSED,
        /** What arrived is not whole or changed while it was read: tried again. */
        CHANGED,
        /** The route was stopped: tried again when it starts. */
        STOPPED
    }

    private final Kind kind;
    private final @Nullable Duration after;

    TransportException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    TransportException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, null);
    }

    private TransportException(Kind kind, String message, @Nullable Throwable cause, @Nullable Duration after) {
        super(message, cause);
        this.kind = kind;
        this.after = after;
    }

    /** Not there now, and the other side said when to come back. */
    static TransportException later(String message, @Nullable Duration after) {
        return new TransportException(Kind.UNAVAILABLE, message, null, after);
    }

    static TransportException settings(String what, String fix) {
        return new TransportException(Kind.SETTINGS, what + ": " + fix);
    }

    Kind kind() {
        return kind;
    }

    /** When the other side asked to be tried again. */
    Optional<Duration> after() {
        return Optional.ofNullable(after);
    }

    /** What a person should read of a failure: our own words where we have some, else the kind of error and nothing it quotes. */
    static String words(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof TransportException known) {
                return String.valueOf(known.getMessage());
            }
        }
        Throwable root = root(failure);
        String message = root.getMessage();
        return root.getClass().getSimpleName() + (message == null ? "" : ": " + message);
    }

    /** The failure beneath what Camel wraps around it. */
    static Throwable root(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null && t.getClass().getName().startsWith("org.apache.camel.")) {
            t = t.getCause();
        }
        return t;
    }
}
