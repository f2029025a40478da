// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.door;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ClientCertificate;
import org.susten.spi.WebProxy;

/** The hub's way to the web: permitted hosts only, TLS verified, no redirects by itself, nothing of an answer's headers passed on. */
public final class WebDoor {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int CONNECT_MILLIS = 10_000;

    private final Hosts hosts;
    private final Logins logins;
    private final Clock clock;

    /** To hosts that may be called, with a login; {@code clock} reads what a server says of later. */
    public WebDoor(Hosts hosts, Logins logins, Clock clock) {
        this.hosts = hosts;
        this.logins = logins;
        this.clock = clock;
    }

    /** What it says who the hub is with. */
    public Logins logins() {
        return logins;
    }

    /** Refuses an address that cannot be used: its host, its secret, its trust. */
    public void check(Address address) {
        hosts.permit(address.host());
        logins.authorization(address);
        sockets(address);
    }

    /** A connection that is not made yet, with everything set but what to send; through this network's proxy where it has one. */
    public HttpsURLConnection open(Address address, String method, String path) throws IOException {
        hosts.permit(address.host());
        URI place = URI.create("https://" + address.host() + ":" + address.port() + path);
        Optional<InetSocketAddress> proxy = WebProxy.of(place);
        if (proxy.isPresent()) {
            hosts.permitBehindProxy(address.host());
        }
        HttpsURLConnection connection = (HttpsURLConnection) place.toURL()
                .openConnection(proxy.map(p -> new Proxy(Proxy.Type.HTTP, p)).orElse(Proxy.NO_PROXY));
        connection.setSSLSocketFactory(proxy.isPresent() ? sockets(address) : guarded(address));
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(
                Math.toIntExact(address.options().duration("timeout", TIMEOUT).toMillis()));
        connection.setRequestMethod(method);
        connection.setRequestProperty("User-Agent", "Susten");
        connection.setRequestProperty("Connection", "close");
        logins.authorization(address).ifPresent(a -> connection.setRequestProperty("Authorization", a));
        return connection;
    }

    /** TLS as the address says, to permitted addresses only. */
    public GuardedSockets guarded(Address address) {
        return new GuardedSockets(sockets(address), hosts);
    }

    /** What an answer that is not a success means. */
    public TransportException trouble(Address address, int status, HttpsURLConnection connection) {
        String answer = address + " answered " + status;
        if (status == 429 || status == 408 || status >= 500) {
            return TransportException.later(answer, retryAfter(connection.getHeaderField("Retry-After")));
        }
        String words =
                switch (status) {
                    case 401, 403 -> ": it does not accept the hub's login; check the secret, or ask its owner";
                    case 404, 410 -> ": there is nothing at this address; check it, or ask its owner";
                    case 301, 302, 303, 307, 308 ->
                        ": it points to another place; if that is right, write that address";
                    default -> ": ask its owner why";
                };
        return new TransportException(TransportException.Kind.REFUSED, answer + words);
    }

    private @Nullable Duration retryAfter(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            Duration wait = text.strip().matches("\\d{1,9}")
                    ? Duration.ofSeconds(Long.parseLong(text.strip()))
                    : Duration.between(
                            clock.instant(),
                            ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                                    .toInstant());
            // nobody may silence the hub for longer than a day
            Duration day = Duration.ofDays(1);
            return wait.isNegative() ? Duration.ZERO : wait.compareTo(day) > 0 ? day : wait;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private SSLSocketFactory sockets(Address address) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    logins.clientCertificate(address)
                            .map(ClientCertificate::keyManagers)
                            .orElse(null),
                    address.options().find("trust").isEmpty() ? null : trust(address),
                    null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException | IOException e) {
            throw new TransportException(
                    TransportException.Kind.SETTINGS,
                    "option trust of " + address + " names a file that holds no PEM certificates",
                    e);
        }
    }

    private javax.net.ssl.TrustManager[] trust(Address address) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        byte[] pem = logins.content(address, "trust", "");
        int n = 0;
        for (Certificate c :
                CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem))) {
            store.setCertificateEntry("trusted-" + n++, c);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
