// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** The one failure a connector reports; the kind decides what the engine does and who must act. */
public final class ConnectorException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why it failed. */
    public enum Kind {
        /** The connection's settings are wrong: stop, tell the hub operator. */
        CONFIG,
        /** The source refuses: stop, tell the hub operator and the source's owner. */
        ACCESS,
        /** The source is not there now: try again with back-off. */
        UNAVAILABLE,
        /** The source sends what cannot be read at all: stop, report to the source's owner. */
        BROKEN
    }

    private final Kind kind;

    /** The message says what failed, where and what to do, without a person's data. */
    public ConnectorException(Kind kind, String message) {
        this(kind, message, null);
    }

    /** As above, keeping the cause. */
    public ConnectorException(Kind kind, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    /** Why it failed. */
    public Kind kind() {
        return kind;
    }
}
