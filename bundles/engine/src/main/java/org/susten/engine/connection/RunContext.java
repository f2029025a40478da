// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.susten.files.Secrets;
import org.susten.spi.ClientCertificate;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Inlet;

/** What a connector is lent for one reading; {@code calls} learn that it moves. Longer than {@code patience} nobody waits. */
public record RunContext(
        Inlet inlet,
        Secrets secrets,
        Clock clock,
        Options options,
        Path etc,
        ConnectorCalls calls,
        Places.Place place,
        Duration patience,
        Kept kept)
        implements Context {

    /** Waiting is moving, however long the source wants to be left alone. */
    private static final long MOMENT = 1_000;

    /** Tells the people that the hub keeps. */
    @FunctionalInterface
    public interface Kept {
        void people(String system, String site, String stream, EachPerson each);
    }

    /** A run waits as long as its connector wants. */
    public static final Duration ANY = Duration.ofSeconds(Long.MAX_VALUE);

    @Override
    public char[] secret(String name) {
        return secrets.find(name)
                .orElseThrow(() -> new ConnectorException(
                        ConnectorException.Kind.CONFIG,
                        "there is no secret " + name + ": write it to the file etc/secrets/" + name));
    }

    @Override
    public List<String> hosts() {
        return options.hosts();
    }

    @Override
    public List<X509Certificate> trusted() {
        return new Trust(etc, options.trust()).certificates();
    }

    @Override
    public Optional<ClientCertificate> clientCertificate() {
        String name = options.clientCertificate();
        return name.isEmpty() ? Optional.empty() : Optional.of(clientCertificate(name, secret(name)));
    }

    /** Reads the secret of that name as one, and wipes it. */
    static ClientCertificate clientCertificate(String name, char[] pem) {
        try {
            return ClientCertificate.of(pem);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(
                    ConnectorException.Kind.CONFIG,
                    "etc/secrets/" + name + " is no client certificate: " + e.getMessage());
        } finally {
            Arrays.fill(pem, ' ');
        }
    }

    @Override
    public void people(String system, String site, String stream, EachPerson each) {
        kept.people(system, site, stream, (key, roles, grade) -> {
            calls.moved();
            each.person(key, roles, grade);
        });
    }

    @Override
    public void pause(Duration time) {
        if (time.compareTo(patience) > 0) {
            throw new ConnectorException(
                    ConnectorException.Kind.UNAVAILABLE,
                    "the source answers, and wants to be asked again in " + time.toSeconds() + " s: try it then");
        }
        place.lend();
        try {
            for (long left = time.toMillis(); left > 0; left -= MOMENT) {
                calls.moved();
                TimeUnit.MILLISECONDS.sleep(Math.min(left, MOMENT));
            }
            place.back(calls::moved);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectorException(
                    ConnectorException.Kind.UNAVAILABLE, "the hub stopped while it waited for the source", e);
        }
    }
}
