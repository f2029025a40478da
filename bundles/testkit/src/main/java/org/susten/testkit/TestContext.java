// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.susten.model.GradeLevel;
import org.susten.model.PersonRole;
import org.susten.model.SourceId;
import org.susten.spi.ClientCertificate;
import org.susten.spi.ConnectorException;
import org.susten.spi.Context;
import org.susten.spi.Inlet;

/** What a test lends a connector: an inlet, secrets, this machine, and a clock that stands at noon of 2 March 2026 until it is told. */
public final class TestContext implements Context {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Inlet inlet;
    private final Map<String, String> secrets = new HashMap<>();
    private final List<Duration> pauses = new ArrayList<>();
    private final Map<SourceId, Consumer<EachPerson>> people = new HashMap<>();
    private List<String> hosts = List.of("localhost");
    private List<X509Certificate> trusted = List.of();
    private @Nullable ClientCertificate shown;
    private Instant now = NOON;

    /** Lends these files. */
    public TestContext(Inlet inlet) {
        this.inlet = inlet;
    }

    /** Lends a secret too. */
    public TestContext secret(String name, String value) {
        secrets.put(name, value);
        return this;
    }

    /** Permits these hosts and not this machine. */
    public TestContext permitting(String... listed) {
        hosts = List.of(listed);
        return this;
    }

    /** Trusts a certificate beside those that Java trusts. */
    public TestContext trusting(X509Certificate certificate) {
        trusted = List.of(certificate);
        return this;
    }

    /** Shows a certificate to servers that ask for one. */
    public TestContext showing(ClientCertificate certificate) {
        shown = certificate;
        return this;
    }

    /** Sets the clock. */
    public TestContext now(Instant time) {
        now = time;
        return this;
    }

    /** Lets the hub know somebody from a former reading. */
    public TestContext knowing(SourceId person, Set<PersonRole> roles, @Nullable GradeLevel grade) {
        people.put(person, each -> each.person(person.key(), roles, Optional.ofNullable(grade)));
        return this;
    }

    /** What was waited for so far. */
    public List<Duration> pauses() {
        return List.copyOf(pauses);
    }

    @Override
    public Inlet inlet() {
        return inlet;
    }

    @Override
    public char[] secret(String name) {
        String secret = secrets.get(name);
        if (secret == null) {
            throw new ConnectorException(ConnectorException.Kind.CONFIG, "there is no secret " + name);
        }
        return secret.toCharArray();
    }

    @Override
    public Clock clock() {
        return new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return fixed(now, zone);
            }

            @Override
            public Instant instant() {
                return now;
            }
        };
    }

    @Override
    public List<String> hosts() {
        return hosts;
    }

    @Override
    public List<X509Certificate> trusted() {
        return trusted;
    }

    @Override
    public Optional<ClientCertificate> clientCertificate() {
        return Optional.ofNullable(shown);
    }

    @Override
    public void people(String system, String site, String stream, EachPerson each) {
        people.forEach((id, known) -> {
            if (id.equals(new SourceId(system, site, stream, id.key()))) {
                known.accept(each);
            }
        });
    }

    /** Takes no time; the clock goes on by as much, and the pause is remembered. */
    @Override
    public void pause(Duration time) {
        pauses.add(time);
        now = now.plus(time);
    }
}
