// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.IOException;
import java.io.Serial;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ClientCertificate;
import org.susten.spi.Trace;

/** The one failure of this bundle; the kind says who must act. Never holds a secret or a person's data. */
public final class TransportException extends RuntimeException {

    static final String UNKNOWN_HOST =
            "its host is not known to the name server: see how it is written, and whether the name server of this machine answers";

    @Serial
    private static final long serialVersionUID = 1L;

    /** Why it failed. */
    public enum Kind {
        /** What an operator wrote is not allowed or not understood. */
        SETTINGS,
        /** The other side is not there now: tried again. */
        UNAVAILABLE,
        /** The other side did not answer before and is left alone for a while: nothing was tried. */
        LEFT_ALONE,
        /** The other side says no: its owner and the hub's operator must talk. */
        REFUSED,
        /** What arrived is not whole or changed while it was read: tried again. */
        CHANGED,
        /** The route was stopped: tried again when it starts. */
        STOPPED
    }

    private final Kind kind;
    private final @Nullable Duration after;

    /** With a sentence for people: what, where, what to do. */
    public TransportException(Kind kind, String message) {
        this(kind, message, null, null);
    }

    /** The same, of a failure behind it. */
    public TransportException(Kind kind, String message, @Nullable Throwable cause) {
        this(kind, message, cause, null);
    }

    private TransportException(Kind kind, String message, @Nullable Throwable cause, @Nullable Duration after) {
        super(message, cause);
        this.kind = kind;
        this.after = after;
    }

    /** Not there now, and the other side said when to come back. */
    public static TransportException later(String message, @Nullable Duration after) {
        return new TransportException(Kind.UNAVAILABLE, message, null, after);
    }

    /** Nothing was tried, and nothing will be for that long. */
    public static TransportException leftAlone(String message, Duration after) {
        return new TransportException(Kind.LEFT_ALONE, message, null, after);
    }

    /** Something in a file of the hub is not as it must be; nothing is tried again before it is. */
    public static TransportException settings(String what, String fix) {
        return new TransportException(Kind.SETTINGS, what + ": " + fix);
    }

    /** Who can mend it. */
    public Kind kind() {
        return kind;
    }

    /** When the other side asked to be tried again. */
    public Optional<Duration> after() {
        return Optional.ofNullable(after);
    }

    /**
     * What a person should read of a failure. Messages of our own and of the operating system; of anything else only the kind,
     * for it may quote a row.
     */
    public static String words(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t.getClass().getName().startsWith("org.susten.") && t.getMessage() != null) {
                return t.getMessage();
            }
        }
        Throwable root = root(failure);
        if (root instanceof SSLHandshakeException
                && String.valueOf(root.getMessage()).startsWith("PKIX path")) {
            return "SSLHandshakeException: nobody whom this hub trusts signed the other side's certificate, or it has expired; where it is"
                    + " right, name it, or its authority's, with trust=FILE (PEM, below etc)";
        }
        if (ClientCertificate.isWanted(root)) {
            return "it asks for a client certificate, or refuses the one it was shown: ask its owner for one, put its key and itself in PEM into a"
                    + " file in etc/secrets, and name that with clientCertificate=NAME";
        }
        if (root instanceof UnknownHostException) {
            return UNKNOWN_HOST;
        }
        return root instanceof IOException
                ? root.getClass().getSimpleName() + ": " + root.getMessage()
                : "an unexpected " + root.getClass().getSimpleName() + "; the hub's log says where";
    }

    /** The trace of what is beneath, without messages. */
    public static Throwable bare(Throwable failure) {
        return Trace.bare(root(failure));
    }

    /** The failure beneath what Camel and {@link Attempt} wrap around it. */
    public static Throwable root(Throwable failure) {
        Throwable t = failure;
        while (t.getCause() != null
                && (t.getClass().getName().startsWith("org.apache.camel.") || t instanceof CompletionException)) {
            t = t.getCause();
        }
        return t;
    }
}
