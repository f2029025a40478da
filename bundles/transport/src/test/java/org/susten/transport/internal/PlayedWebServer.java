// SPDX-License-Identifier: Apache-2.0
package org.susten.transport.internal;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A partner's HTTPS server with a certificate of its own making. */
final class PlayedWebServer implements AutoCloseable {
    static {
        // the JDK's server sends head and body of a reply apart, and without this waits 40 ms between them
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** Opens the key store. */
    static final char[] STORE = "changeit".toCharArray();

    private static Path made;

    /** One request. */
    record Request(
            String method,
            String path,
            String key,
            String digest,
            String authorization,
            String etag,
            String signature,
            java.util.Map<String, List<String>> headers,
            byte[] body) {}

    /** What the server answers to the n-th request, from 1. */
    interface Answer {
        void give(HttpExchange exchange, int n) throws IOException;
    }

    final List<Request> requests = new CopyOnWriteArrayList<>();
    volatile Answer answer = (exchange, n) -> exchange.sendResponseHeaders(201, -1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpsServer server;

    PlayedWebServer(Path certificate) throws Exception {
        Path store = made();
        Files.copy(store.resolveSibling("server.pem"), certificate);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, STORE);
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, STORE);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Key and certificate of localhost, and of a partner that a proxy knows, made once for all tests: it takes seconds; {@code server.pem} lies beside. */
    static synchronized Path made() throws IOException, InterruptedException {
        if (made == null) {
            Path folder = Files.createDirectories(Path.of("target"));
            Path store = Files.createTempDirectory(folder, "tls").resolve("server.p12");
            keytool(
                    "-genkeypair",
                    "-alias",
                    "server",
                    "-keyalg",
                    "RSA",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost,dns:partner.example.org,ip:127.0.0.1",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    new String(STORE));
            keytool(
                    "-exportcert",
                    "-rfc",
                    "-alias",
                    "server",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    new String(STORE),
                    "-file",
                    store.resolveSibling("server.pem").toString());
            made = store;
        }
        return made;
    }

    private static void keytool(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        int exit = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("keytool ended with " + exit);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        var headers = exchange.getRequestHeaders();
        int n;
        synchronized (requests) {
            requests.add(new Request(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    headers.getFirst("Idempotency-Key"),
                    headers.getFirst("Content-Digest"),
                    headers.getFirst("Authorization"),
                    headers.getFirst("If-None-Match"),
                    headers.getFirst("Susten-Signature"),
                    java.util.Map.copyOf(headers),
                    body));
            n = requests.size();
        }
        try (exchange) {
            answer.give(exchange, n);
        }
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
