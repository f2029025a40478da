// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.run;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.susten.db.DatabaseException;
import org.susten.engine.connection.ConnectorFaultException;
import org.susten.files.SecretException;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.store.StageLostException;

/**
 * Why a run failed and what follows.
 *
 * @param kind for people and for counting; none for a fault of ours
 * @param next what follows
 * @param message what failed and who must act
 */
public record Failure(Optional<Kind> kind, Next next, String message) {

    /** What follows a failure. */
    enum Next {
        /** Nothing until the file, the settings or a request changes something. */
        STOP,
        /** This input is set aside; the next is read. */
        ASIDE,
        /** The same again, later and later. */
        AGAIN,
        /** The same again a few times, then set aside. */
        SOON,
        /** As SOON, and read from the beginning, for what was staged is gone. */
        REREAD
    }

    private static final int PATIENCE = 5;
    private static final Duration FIRST = Duration.ofSeconds(20);
    private static final Duration LONGEST = Duration.ofMinutes(30);

    static final Failure INTERRUPTED = new Failure(
            Optional.empty(),
            Next.SOON,
            "the hub stopped during this run, or lost its database; it is run again by itself");

    /** Reads the nearest cause that says what kind it is. */
    public static Failure of(Throwable why) {
        for (Throwable cause = why; cause != null; cause = next(cause)) {
            if (cause instanceof ConnectorException e) {
                return of(e);
            }
            if (cause instanceof DatabaseException e) {
                return of(e);
            }
            if (cause instanceof SecretException) {
                return new Failure(
                        Optional.of(Kind.CONFIG), Next.AGAIN, said(cause) + ". This is for the hub operator");
            }
            if (cause instanceof ConnectorFaultException) {
                return new Failure(Optional.empty(), Next.SOON, said(cause));
            }
            if (cause instanceof StageLostException) {
                return new Failure(Optional.empty(), Next.REREAD, said(cause));
            }
        }
        for (Throwable cause = why; cause != null; cause = next(cause)) {
            if (cause instanceof IOException) {
                return new Failure(
                        Optional.empty(),
                        Next.SOON,
                        "input could not be read: " + cause.getClass().getSimpleName());
            }
        }
        return new Failure(
                Optional.empty(),
                Next.SOON,
                "an unexpected " + innermost(why).getClass().getSimpleName() + "; the hub's log says where");
    }

    private static Failure of(ConnectorException e) {
        return switch (e.kind()) {
            case CONFIG ->
                new Failure(
                        Optional.of(e.kind()),
                        Next.STOP,
                        said(e) + ". Hub operator: correct the connection's file; saving it starts the run again");
            case ACCESS ->
                new Failure(
                        Optional.of(e.kind()),
                        Next.STOP,
                        said(e) + ". Hub operator and owner of the source: restore access, then ask for a run");
            case UNAVAILABLE -> new Failure(Optional.of(e.kind()), Next.AGAIN, said(e));
            case BROKEN ->
                new Failure(
                        Optional.of(e.kind()),
                        Next.ASIDE,
                        said(e) + ". This is for the owner of the source. What came is set aside and can be replayed");
        };
    }

    private static Failure of(DatabaseException e) {
        return switch (e.kind()) {
            case UNAVAILABLE, CONFLICT -> new Failure(Optional.of(Kind.UNAVAILABLE), Next.AGAIN, said(e));
            case FULL ->
                new Failure(
                        Optional.of(Kind.UNAVAILABLE),
                        Next.AGAIN,
                        "no room left on the database's disk (that of store/postgres where it is embedded). Hub operator:"
                                + " make room; the run is made again by itself");
            case CONFIG -> new Failure(Optional.of(Kind.CONFIG), Next.AGAIN, said(e));
            case FAULT -> new Failure(Optional.empty(), Next.SOON, said(e));
        };
    }

    /** What follows the n-th failure in a row. */
    Next next(int failures) {
        return (next == Next.SOON || next == Next.REREAD) && failures >= PATIENCE ? Next.ASIDE : next;
    }

    /** How long to wait after the n-th failure in a row: doubled each time, and never the same for two connections. */
    static Duration pause(int failures) {
        long seconds = FIRST.toSeconds() << Math.min(failures - 1, 12);
        long bounded = Math.min(seconds, LONGEST.toSeconds());
        double jitter = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) (bounded * 1000 * jitter));
    }

    private static @Nullable Throwable next(Throwable why) {
        return why.getCause() == why ? null : why.getCause();
    }

    private static Throwable innermost(Throwable why) {
        Throwable cause = next(why);
        return cause == null ? why : innermost(cause);
    }

    private static String said(Throwable e) {
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
