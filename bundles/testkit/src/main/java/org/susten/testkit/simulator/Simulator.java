// SPDX-License-Identifier: Apache-2.0
package org.susten.testkit.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** A server on this machine that plays a source, and goes wrong where it is told to. Safe for several threads. */
public final class Simulator implements AutoCloseable {

    private static final int PIECE = 1 << 16;

    static {
        // the JDK's server sends head and body of a reply apart, and without this waits 40 ms between them
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** The source that is played. */
    public interface Site {

        /** What it answers. */
        Reply answer(Call call);

        /** Whether a call is about a token and not about data; faults spare it. */
        default boolean isToken(Call call) {
            return call.path().contains("token");
        }

        /** Voids every token it gave. */
        default void expire() {}
    }

    private record Planned(int after, Fault fault) {}

    private final Site site;
    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Queue<Planned> planned = new ArrayDeque<>();
    private int data;

    private Simulator(Site site, int port, @Nullable SSLContext tls, Optional<String> mutual) throws IOException {
        this.site = site;
        this.scheme = tls == null ? "http" : "https";
        InetSocketAddress place = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        if (tls == null) {
            this.server = HttpServer.create(place, 0);
        } else {
            HttpsServer secure = HttpsServer.create(place, 0);
            secure.setHttpsConfigurator(new HttpsConfigurator(tls) {
                @Override
                public void configure(HttpsParameters parameters) {
                    SSLParameters usual = getSSLContext().getDefaultSSLParameters();
                    mutual.ifPresent(version -> {
                        usual.setNeedClientAuth(true);
                        usual.setProtocols(new String[] {version});
                    });
                    parameters.setSSLParameters(usual);
                }
            });
            this.server = secure;
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Plays a source on a free port. */
    public static Simulator of(Site site) {
        return on(0, site);
    }

    /** Plays a source on that port. */
    public static Simulator on(int port, Site site) {
        return made(site, port, null, Optional.empty());
    }

    /** Plays a source on that port, or a free one where it is 0, over TLS with that certificate. */
    public static Simulator secure(int port, SelfSigned certificate, Site site) {
        return made(site, port, certificate.context(), Optional.empty());
    }

    /** Plays a source over TLS of that version, {@code TLSv1.3}, that lets in nobody without that client's certificate. */
    public static Simulator mutual(String version, SelfSigned certificate, X509Certificate client, Site site) {
        return made(site, 0, certificate.context(client), Optional.of(version));
    }

    private static Simulator made(Site site, int port, @Nullable SSLContext tls, Optional<String> mutual) {
        try {
            return new Simulator(site, port, tls, mutual);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it is: {@code http://localhost:port}, or {@code https}. */
    public String address() {
        return scheme + "://localhost:" + port();
    }

    /** Its port. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Lets something go wrong at the first question about data that follows {@code after} others. */
    public synchronized Simulator plan(int after, Fault fault) {
        planned.add(new Planned(data + after, fault));
        return this;
    }

    /** Lets something go wrong from now on, for so many questions. */
    public synchronized Simulator always(Fault fault, int times) {
        for (int i = 0; i < times; i++) {
            planned.add(new Planned(data, fault));
        }
        return this;
    }

    /** All that was asked, in order. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How often a token was asked for. */
    public long tokens() {
        return calls.stream().filter(site::isToken).count();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Call call = Call.of(exchange);
            calls.add(call);
            Planned fault = site.isToken(call) ? null : fault();
            if (fault == null) {
                send(exchange, site.answer(call), false);
            } else {
                fail(exchange, call, fault.fault());
            }
        }
    }

    private synchronized @Nullable Planned fault() {
        Planned next = planned.peek();
        if (next != null && next.after() <= data) {
            return planned.poll();
        }
        data++;
        return null;
    }

    private void fail(HttpExchange exchange, Call call, Fault fault) throws IOException {
        switch (fault) {
            case TOO_MANY -> send(exchange, Reply.refused(429, "rate_limit").header("Retry-After", "7"), false);
            case UNAVAILABLE -> send(exchange, Reply.refused(503, "unavailable"), false);
            case ERROR -> send(exchange, Reply.refused(500, "error"), false);
            case RESET -> exchange.close();
            case TRUNCATED -> send(exchange, site.answer(call), true);
            case HALF -> {
                Reply whole = site.answer(call);
                send(
                        exchange,
                        new Reply(
                                whole.status(),
                                whole.headers(),
                                whole.body().substring(0, whole.body().length() / 2)),
                        false);
            }
            case PAGE ->
                send(
                        exchange,
                        new Reply(200, Map.of("Content-Type", "text/html"), "<html>We are down for maintenance</html>"),
                        false);
            case EXPIRED -> {
                site.expire();
                send(exchange, site.answer(call), false);
            }
            case REDIRECT ->
                send(exchange, Reply.refused(302, "moved").header("Location", "http://127.0.0.2:9/elsewhere"), false);
        }
    }

    private static void send(HttpExchange exchange, Reply reply, boolean half) throws IOException {
        boolean head = exchange.getRequestMethod().equals("HEAD");
        byte[] body = head ? new byte[0] : reply.body().getBytes(StandardCharsets.UTF_8);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
        int end = half ? body.length / 2 : body.length;
        // Java's server copies what it is given at once.
        for (int at = 0; at < end; at += PIECE) {
            exchange.getResponseBody().write(body, at, Math.min(PIECE, end - at));
        }
        if (half) {
            exchange.getResponseBody().flush();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
