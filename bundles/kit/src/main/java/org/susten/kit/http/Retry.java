// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;
import org.susten.spi.Trace;

/** How often and how long a question is repeated: doubled each time, never the same for two, or as long as the source says. */
final class Retry {

    private static final int TIMES = 5;
    private static final Duration FIRST = Duration.ofSeconds(1);
    /** A source that wants more is left to the engine, which waits without holding a run. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** How Java's client begins what it says of a proxy that does not let it through. */
    private static final String TUNNEL = "Tunnel failed, got: ";

    private final Context context;
    private final String what;
    private int failures;

    Retry(Context context, String what) {
        this.context = context;
        this.what = what;
    }

    /** The question, as a person may read it. */
    String what() {
        return what;
    }

    /** Whether an answer is likely to be another one soon. */
    static boolean passing(int status) {
        return status == 408 || status == 425 || status == 429 || status == 500 || status >= 502 && status <= 504;
    }

    /**
     * Waits before the next time.
     *
     * @throws ConnectorException of kind UNAVAILABLE where there is no next time
     */
    void pause(@Nullable Answer answer, String why, @Nullable Throwable cause) {
        failures++;
        Duration told = answer == null ? null : told(answer);
        if (failures >= TIMES) {
            throw given(why, cause);
        }
        if (told != null && told.compareTo(LONGEST) > 0) {
            throw given(why + " and wants to be left alone for " + shown(told), cause);
        }
        context.pause(told != null ? told : backoff());
    }

    private Duration backoff() {
        return backoff(failures);
    }

    private static Duration backoff(int failures) {
        double jitter = 0.75 + 0.5 * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis((long) ((FIRST.toMillis() << (failures - 1)) * jitter));
    }

    /**
     * How long to wait after so many failures, or what the source said; empty where it wants more than a run can wait.
     *
     * @param after its {@code Retry-After}; empty where it said nothing
     */
    static Optional<Duration> wait(int failures, String after, Instant now) {
        Duration told = after.isBlank() ? null : told(after.strip(), now);
        Duration wait = told == null ? backoff(failures) : told;
        return wait.compareTo(LONGEST) > 0 ? Optional.empty() : Optional.of(wait);
    }

    ConnectorException given(String why, @Nullable Throwable cause) {
        String times = failures > 1 ? " (" + failures + " times)" : "";
        return new ConnectorException(
                Kind.UNAVAILABLE,
                what + ' ' + why + times + "; it is tried again later",
                cause == null ? null : Trace.bare(cause));
    }

    /** How long the source wants to be left alone, in {@code Retry-After} or the usual {@code X-RateLimit-Reset}. */
    private @Nullable Duration told(Answer answer) {
        String after = answer.header("Retry-After").orElse("").strip();
        Instant now = context.clock().instant();
        if (!after.isEmpty()) {
            return told(after, now);
        }
        long reset = answer.status() == 429 ? answer.number("X-RateLimit-Reset") : -1;
        if (reset < 0) {
            return null;
        }
        return reset > 1_000_000_000L ? until(Instant.ofEpochSecond(reset), now) : Duration.ofSeconds(reset);
    }

    /** What a {@code Retry-After} says, seconds or a time; null where it says neither. */
    private static @Nullable Duration told(String after, Instant now) {
        if (after.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(after));
        }
        try {
            return until(
                    ZonedDateTime.parse(after, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant(),
                    now);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Duration until(Instant then, Instant now) {
        Duration left = Duration.between(now, then);
        return left.isNegative() ? Duration.ZERO : left;
    }

    static String reason(Throwable cause) {
        String said = String.valueOf(cause.getMessage());
        if (said.startsWith(TUNNEL)) {
            return "was refused by the proxy (" + said.substring(TUNNEL.length())
                    + "): ask the network's administrator";
        }
        if (cause instanceof HttpTimeoutException) {
            return "did not answer in time";
        }
        if (cause instanceof ConnectException) {
            return "cannot be reached";
        }
        if (cause instanceof SSLException) {
            return "does not come to terms over TLS; is its port one for https, and does it want a client certificate?";
        }
        if (said.contains("received no bytes")) {
            return "broke the connection off before it answered, as some do that want a client certificate";
        }
        return cause instanceof IOException ? "broke the connection off" : "could not be asked";
    }

    static String shown(Answer answer) {
        return answer.status() == 429 ? "429 (too many requests)" : String.valueOf(answer.status());
    }

    static String shown(Duration time) {
        return time.toSeconds() < 120 ? time.toSeconds() + " s" : time.toMinutes() + " min";
    }
}
