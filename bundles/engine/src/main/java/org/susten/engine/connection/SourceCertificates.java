// SPDX-License-Identifier: Apache-2.0
package org.susten.engine.connection;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.susten.db.Chore;
import org.susten.engine.Alerts;
import org.susten.engine.Connections;
import org.susten.files.OperatorFiles;
import org.susten.files.SecretException;
import org.susten.files.Secrets;
import org.susten.spi.ClientCertificate;
import org.susten.spi.ConnectorException;

/** Opens an alert some weeks before a certificate ends that a connection shows or trusts, and closes it once there is another. */
@Component
public final class SourceCertificates implements Chore {

    private static final String SUBJECT = "certificates:";

    /** Enough for an authority that takes its time. */
    private static final Duration NOTICE = Duration.ofDays(30);

    private final Connections connections;
    private final Secrets secrets;
    private final Path etc;
    private final Alerts alerts;

    /** On the hub's services. */
    @Activate
    public SourceCertificates(
            @Reference Connections connections,
            @Reference Secrets secrets,
            @Reference OperatorFiles files,
            @Reference Alerts alerts) {
        this(connections, secrets, files.etc(), alerts);
    }

    /** As {@link #SourceCertificates(Connections, Secrets, OperatorFiles, Alerts)}, of another folder. */
    public static SourceCertificates in(Path etc, Connections connections, Secrets secrets, Alerts alerts) {
        return new SourceCertificates(connections, secrets, etc, alerts);
    }

    private SourceCertificates(Connections connections, Secrets secrets, Path etc, Alerts alerts) {
        this.connections = connections;
        this.secrets = secrets;
        this.etc = etc;
        this.alerts = alerts;
    }

    @Override
    public String what() {
        return "looking when certificates of connections end";
    }

    @Override
    public Duration pause() {
        return Duration.ofMinutes(10);
    }

    @Override
    public void look(Instant now) {
        Map<String, String> due = new TreeMap<>();
        for (Connections.Connection connection : connections.all()) {
            Options options = Options.of(connection.settings());
            String what = shown(options)
                    .filter(end -> near(end, now))
                    .map(
                            end -> "the client certificate that connection " + connection.name()
                                    + " shows, etc/secrets/"
                                    + options.clientCertificate() + ends(end, now)
                                    + ": its source lets the hub in no longer than that. Hub operator: ask the source's owner for another")
                    .or(() -> trusted(options)
                            .filter(end -> near(end, now))
                            .map(end -> "the certificate that connection " + connection.name() + " trusts, etc/"
                                    + options.trust() + ends(end, now)
                                    + ": its source is asked no longer than that. Hub operator: ask the source's owner for the one that"
                                    + " follows, and put it beside"))
                    .orElse("");
            if (!what.isEmpty()) {
                due.put(SUBJECT + connection.name(), what + "; it is taken up by the next run");
            }
        }
        alerts.settle(SUBJECT, due);
    }

    /** What cannot be read says nothing of when it ends; each run tells of it. */
    private Optional<Instant> shown(Options options) {
        String name = options.clientCertificate();
        try {
            return name.isEmpty()
                    ? Optional.empty()
                    : secrets.find(name)
                            .map(pem -> RunContext.clientCertificate(name, pem))
                            .map(ClientCertificate::ends);
        } catch (ConnectorException | SecretException e) {
            return Optional.empty();
        }
    }

    /** Of several in one file the one that lasts longest: the next is put beside the one that ends. */
    private Optional<Instant> trusted(Options options) {
        try {
            return new Trust(etc, options.trust())
                    .certificates().stream()
                            .map(X509Certificate::getNotAfter)
                            .max(Comparator.naturalOrder())
                            .map(Date::toInstant);
        } catch (ConnectorException e) {
            return Optional.empty();
        }
    }

    private static boolean near(Instant end, Instant now) {
        return !now.isBefore(end.minus(NOTICE));
    }

    private static String ends(Instant end, Instant now) {
        return (now.isBefore(end) ? ", ends on " : ", has ended on ") + LocalDate.ofInstant(end, ZoneOffset.UTC);
    }
}
