// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.io.IOException;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ClientCertificate;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** HTTP clients, one for whom they trust beside those that Java trusts and what they show, so that connections are kept. */
final class Clients {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Map<Tls, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    private record Tls(List<X509Certificate> trusted, Optional<ClientCertificate> shown) {}

    private Clients() {}

    static HttpClient of(List<X509Certificate> trusted, Optional<ClientCertificate> shown) {
        return CLIENTS.computeIfAbsent(new Tls(List.copyOf(trusted), shown), Clients::client);
    }

    private static HttpClient client(Tls tls) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        return tls.trusted().isEmpty() && tls.shown().isEmpty()
                ? builder.build()
                : builder.sslContext(context(tls)).build();
    }

    private static SSLContext context(Tls tls) {
        try {
            List<X509Certificate> all = new ArrayList<>(tls.trusted());
            for (TrustManager manager : managers(null)) {
                if (manager instanceof X509TrustManager usual) {
                    all.addAll(List.of(usual.getAcceptedIssuers()));
                }
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            for (int i = 0; i < all.size(); i++) {
                store.setCertificateEntry("trusted-" + i, all.get(i));
            }
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(tls.shown().map(ClientCertificate::keyManagers).orElse(null), managers(store), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new ConnectorException(Kind.CONFIG, "the certificates that trust names cannot be used", e);
        }
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
