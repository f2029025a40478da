// SPDX-License-Identifier: Apache-2.0
package org.susten.kit.http;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.susten.spi.ConnectorException;
import org.susten.spi.ConnectorException.Kind;
import org.susten.spi.Context;

/**
 * One API of a source, for one reading. Asks over TLS and only hosts that the connection names, follows no redirect to another
 * host, waits where the source says so and tries again where that helps; what is left is a {@link ConnectorException} that says
 * who must act. Nothing of a body, a parameter or a secret is ever in an exception. Used by the reading's one thread.
 */
public final class HttpApi {

    /** The most bytes an answer may have, unpacked. */
    public static final int MOST_BYTES = 64 << 20;

    /** Until the first byte of an answer. */
    private static final Duration FIRST_BYTE = Duration.ofSeconds(120);

    private final URI base;
    private final Login login;
    private final Context context;
    private final Hosts hosts;
    private final HttpClient client;
    private final Duration firstByte;
    private final Duration whole;

    private HttpApi(
            URI base,
            Login login,
            Context context,
            Hosts hosts,
            HttpClient client,
            Duration firstByte,
            Duration whole) {
        this.base = base;
        this.login = login;
        this.context = context;
        this.hosts = hosts;
        this.client = client;
        this.firstByte = firstByte;
        this.whole = whole;
    }

    /**
     * The API below an address.
     *
     * @throws ConnectorException of kind CONFIG where the address is none, or the certificates it may show cannot be read
     */
    public static HttpApi at(String address, Login login, Context context) {
        URI base = address(address);
        Hosts hosts = new Hosts(context.hosts());
        hosts.add(base);
        login.addresses().forEach(hosts::add);
        return new HttpApi(
                base,
                login,
                context,
                hosts,
                Clients.of(context.trusted(), context.clientCertificate()),
                FIRST_BYTE,
                FIRST_BYTE.multipliedBy(4));
    }

    /**
     * Refuses an address of a connection that asks by other means than this, for example a SOAP service, where it must not be spoken
     * to.
     *
     * @throws ConnectorException of kind CONFIG where it is inside this house and not listed, or plain
     */
    public static void permit(String address, Context context) {
        URI place = address(address);
        Hosts hosts = new Hosts(context.hosts());
        hosts.add(place);
        hosts.permit(place);
    }

    /**
     * Waits as this would before a question is asked again, for what asks by other means.
     *
     * @param failures how often it failed
     * @param after the source's {@code Retry-After}; empty where it said nothing
     * @return whether it waited; not where the source wants to be left alone for longer than a run can wait
     */
    public static boolean pause(int failures, String after, Context context) {
        Optional<Duration> wait = Retry.wait(failures, after, context.clock().instant());
        wait.ifPresent(context::pause);
        return wait.isPresent();
    }

    /** With another patience: until an answer begins, and until it has ended. */
    public HttpApi patience(Duration untilFirstByte, Duration untilEnd) {
        return new HttpApi(base, login, context, hosts, client, untilFirstByte, untilEnd);
    }

    /** The same source below another address of a host that is permitted already. */
    public HttpApi below(String address) {
        URI other = resolved(base, address);
        hosts.permit(other);
        return new HttpApi(other, login, context, hosts, client, firstByte, whole);
    }

    /** Where it is. */
    public URI base() {
        return base;
    }

    /** Asks, and waits for the answer. */
    public Answer get(Ask ask) {
        return begin(ask).answer();
    }

    /** Asks, and lets the answer come while something else is done. */
    public Pending begin(Ask ask) {
        return new Pending(this, ask);
    }

    /** An address as an operator writes it. */
    static URI address(String text) {
        try {
            URI address = URI.create(text.strip().replaceAll("/+$", ""));
            Hosts.host(address);
            return address;
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(Kind.CONFIG, "an address must be written like https://sis.example.org/api", e);
        }
    }

    Context context() {
        return context;
    }

    Login login() {
        return login;
    }

    Duration whole() {
        return whole;
    }

    /** The address that a question goes to, with its parameters. */
    URI uri(Ask ask) {
        URI place = resolved(base, ask.path());
        String query = ask.queryString();
        return query.isEmpty() ? place : URI.create(place + (place.getRawQuery() == null ? "?" : "&") + query);
    }

    private static URI resolved(URI base, String path) {
        try {
            if (path.matches("(?i)https?://.*")) {
                return URI.create(path);
            }
            return path.isEmpty() ? base : URI.create(base + (path.startsWith("/") ? "" : "/") + path);
        } catch (IllegalArgumentException e) {
            throw new ConnectorException(Kind.BROKEN, "the source gives an address that is none", e);
        }
    }

    /** Sends once. */
    CompletableFuture<HttpResponse<byte[]>> send(Ask ask, URI uri, Map<String, String> signed) {
        hosts.permit(uri);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(firstByte);
        request.setHeader("Accept", "application/json").setHeader("Accept-Encoding", "gzip");
        request.setHeader("User-Agent", "Susten");
        ask.headers().forEach(request::setHeader);
        signed.forEach(request::setHeader);
        Ask.Body body = ask.body();
        if (body == null) {
            request.method(ask.method(), HttpRequest.BodyPublishers.noBody());
        } else {
            request.setHeader("Content-Type", body.type())
                    .method(ask.method(), HttpRequest.BodyPublishers.ofString(body.text()));
        }
        return client.sendAsync(request.build(), information -> new CappedBody(MOST_BYTES));
    }
}
