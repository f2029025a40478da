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
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;

/** HTTP clients, one for each set of certificates that is trusted beside Java's own, so that connections are kept. */
final class Clients {

    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Map<List<X509Certificate>, HttpClient> CLIENTS = new ConcurrentHashMap<>();

    private Clients() {}

    static HttpClient trusting(List<X509Certificate> certificates) {
        return CLIENTS.computeIfAbsent(List.copyOf(certificates), Clients::client);
    }

    private static HttpClient client(List<X509Certificate> certificates) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .connectTimeout(CONNECT)
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER);
        return certificates.isEmpty()
                ? builder.build()
                : builder.sslContext(context(certificates)).build();
    }

    private static SSLContext context(List<X509Certificate> certificates) {
        try {
            List<X509Certificate> all = new ArrayList<>(certificates);
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
            context.init(null, managers(store), null);
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
