// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Background;
import org.susten.engine.Alerts;
import org.susten.files.OperatorFiles;
import org.susten.files.Secrets;

/** Opens an alert some weeks before the hub's certificate ends, after which partners' programs come no more, and closes it when it is renewed. */
@Component(
        service = {},
        immediate = true)
public final class CertificateKeeper {

    private static final String SUBJECT = "certificate:";
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMinutes(10);

    /** Enough for an authority that takes its time. */
    private static final Duration NOTICE = Duration.ofDays(30);

    private final Path keystore;
    private final Secrets secrets;
    private final Alerts alerts;
    private final Clock clock;
    private final @Nullable Background looking;

    /** Looks every few minutes. */
    @Activate
    public CertificateKeeper(@Reference OperatorFiles files, @Reference Secrets secrets, @Reference Alerts alerts) {
        this.keystore = files.etc().resolve("keystore.p12");
        this.secrets = secrets;
        this.alerts = alerts;
        this.clock = Clock.systemUTC();
        this.looking = Background.of("looking when the hub's certificate ends", FIRST, PAUSE, this::look);
    }

    /** Looks only when told to. */
    CertificateKeeper(Path keystore, Secrets secrets, Alerts alerts, Clock clock) {
        this.keystore = keystore;
        this.secrets = secrets;
        this.alerts = alerts;
        this.clock = clock;
        this.looking = null;
    }

    @Deactivate
    void close() {
        if (looking != null) {
            looking.close();
        }
    }

    /** What cannot be opened says nothing of when it ends; the doors tell of it. */
    void look() {
        ends().ifPresent(end -> alerts.settle(
                SUBJECT,
                clock.instant().isBefore(end.minus(NOTICE))
                        ? Map.of()
                        : Map.of(SUBJECT + "etc/keystore.p12", due(end))));
    }

    private Optional<Instant> ends() {
        Optional<char[]> password = secrets.find("keystore-password");
        try {
            return password.isEmpty() || !Files.exists(keystore)
                    ? Optional.empty()
                    : Certificate.ends(Files.readAllBytes(keystore), password.get());
        } catch (IOException e) {
            throw new UncheckedIOException("etc/keystore.p12 cannot be read", e);
        } finally {
            password.ifPresent(secret -> Arrays.fill(secret, ' '));
        }
    }

    private String due(Instant end) {
        LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        String what = clock.instant().isBefore(end)
                ? "the hub's certificate, or one of its chain, ends on " + day
                        + ": from then on no program that looks at it sends or fetches anything"
                : "the hub's certificate, or one of its chain, has ended on " + day
                        + ": no program that looks at it sends or fetches anything";
        return what + ". Hub operator: put a renewed one into etc/keystore.p12; it is taken up by itself";
    }
}
