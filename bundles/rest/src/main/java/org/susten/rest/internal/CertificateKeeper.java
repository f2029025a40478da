// SPDX-License-Identifier: Apache-2.0
package org.susten.rest.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.files.OperatorFiles;
import org.susten.files.Secrets;

/** Opens an alert some weeks before the hub's certificate ends, after which partners' programs come no more, and closes it when it is renewed. */
@Component
public final class CertificateKeeper implements Chore {

    private static final String SUBJECT = "certificate:";

    /** Enough for an authority that takes its time. */
    private static final Duration NOTICE = Duration.ofDays(30);

    private final Path keystore;
    private final Secrets secrets;
    private final Alerts alerts;

    @Activate
    public CertificateKeeper(@Reference OperatorFiles files, @Reference Secrets secrets, @Reference Alerts alerts) {
        this(files.etc().resolve("keystore.p12"), secrets, alerts);
    }

    CertificateKeeper(Path keystore, Secrets secrets, Alerts alerts) {
        this.keystore = keystore;
        this.secrets = secrets;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "looking when the hub's certificate ends";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    /** What cannot be opened says nothing of when it ends; the doors tell of it. */
    @Override
    public void look(Instant now) {
        ends().ifPresent(end -> alerts.settle(
                SUBJECT,
                now.isBefore(end.minus(NOTICE)) ? Map.of() : Map.of(SUBJECT + "etc/keystore.p12", due(end, now))));
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

    private static String due(Instant end, Instant now) {
        LocalDate day = LocalDate.ofInstant(end, ZoneOffset.UTC);
        String what = now.isBefore(end)
                ? "the hub's certificate, or one of its chain, ends on " + day
                        + ": from then on no program that looks at it sends or fetches anything"
                : "the hub's certificate, or one of its chain, has ended on " + day
                        + ": no program that looks at it sends or fetches anything";
        return what + ". Hub operator: put a renewed one into etc/keystore.p12; it is taken up by itself";
    }
}
