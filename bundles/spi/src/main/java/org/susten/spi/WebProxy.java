// SPDX-License-Identifier: Apache-2.0
package org.susten.spi;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Optional;

/**
 * The HTTP proxy that a network lets machines out by, as Java's own settings name it: {@code https.proxyHost}, {@code
 * https.proxyPort} and {@code http.nonProxyHosts} in {@code etc/custom.system.properties}. TLS goes through it unopened
 * (RFC 9110, 9.3.6); one that wants a login is not supported.
 */
public final class WebProxy {

    private WebProxy() {}

    /** The proxy through which this address is spoken to, by its name; empty where directly. */
    public static Optional<InetSocketAddress> of(URI address) {
        ProxySelector selector = ProxySelector.getDefault();
        return selector == null
                ? Optional.empty()
                : selector.select(address).stream()
                        .filter(proxy -> proxy.type() == Proxy.Type.HTTP)
                        .findFirst()
                        .map(proxy -> (InetSocketAddress) proxy.address());
    }

    /** What a message says after the name of a host: {@code " through the proxy HOST:PORT"}, or nothing where there is none. */
    public static String words(URI address) {
        return of(address)
                .map(proxy -> " through the proxy " + proxy.getHostString() + ':' + proxy.getPort())
                .orElse("");
    }
}
